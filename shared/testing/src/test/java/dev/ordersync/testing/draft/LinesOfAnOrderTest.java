package dev.ordersync.testing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinesOfAnOrderTest {
    private static final String MUG = "2729382476852920001";
    private static final String TEA = "2729382476852920002";

    @Nested
    class Grouping {
        @Test
        void unitsOfOneSkuAtOnePriceAreOneLineWithEveryLineItemId() {
            TikTokOrder order = Orders.order("5")
                    .line(MUG, "MUG-1", "10.00")
                    .line(TEA, "TEA-1", "4.00")
                    .line(MUG, "MUG-1", "10.00")
                    .build();

            assertThat(lines(order))
                    .extracting(Line::sku, Line::quantity, Line::lineItemIds)
                    .containsExactly(
                            tuple(new SkuId(MUG), 2, List.of(new LineItemId("501"), new LineItemId("503"))),
                            tuple(new SkuId(TEA), 1, List.of(new LineItemId("502"))));
        }

        @Test
        void anotherPriceIsAnotherLine() {
            TikTokOrder order = Orders.order("5")
                    .line(MUG, "MUG-1", "10.00")
                    .line(LineBuilder.unit(MUG, "MUG-1", "10.00").discounts("1.00", "0.00"))
                    .build();

            assertThat(lines(order)).extracting(Line::unitPrice).containsExactly(usd("10.00"), usd("9.00"));
        }

        @Test
        void aPriceIsTheSameHoweverManyZerosTrail() {
            TikTokOrder order = Orders.order("5")
                    .line(MUG, "MUG-1", "10.0")
                    .line(MUG, "MUG-1", "10.00")
                    .build();

            assertThat(lines(order)).hasSize(1);
        }

        @Test
        void anotherDiscountOfTikToksIsTheSameLineForTheSellerEarnsTheSame() {
            TikTokOrder order = Orders.order("5")
                    .line(LineBuilder.unit(MUG, "MUG-1", "10.00").discounts("0.00", "1.00"))
                    .line(LineBuilder.unit(MUG, "MUG-1", "10.00").discounts("0.00", "3.00"))
                    .build();

            assertThat(lines(order)).extracting(Line::quantity).containsExactly(2);
        }

        @Test
        void aGiftStandsApartFromTheSameThingSoldForNothing() {
            TikTokOrder order = Orders.order("5")
                    .line(MUG, "MUG-1", "0.00")
                    .line(LineBuilder.unit(MUG, "MUG-1", "0.00").gift())
                    .build();

            assertThat(lines(order))
                    .extracting(Line::quantity, Line::gift)
                    .containsExactly(tuple(1, false), tuple(1, true));
        }

        @Test
        void theTaxOfAllUnitsIsOnTheLine() {
            TikTokOrder order = Orders.order("5")
                    .line(LineBuilder.unit(MUG, "MUG-1", "10.00").tax("0.81", "0.081"))
                    .line(LineBuilder.unit(MUG, "MUG-1", "10.00").tax("0.82", "0.081"))
                    .build();

            assertThat(lines(order).get(0).taxes()).singleElement().satisfies(tax -> {
                assertThat(tax.amount()).isEqualTo(usd("1.63"));
                assertThat(tax.rate()).isEqualByComparingTo("0.081");
            });
        }
    }

    @Nested
    class Bundles {
        @Test
        void aBundleIsOneLineForEachPart() {
            TikTokOrder order = Orders.order("5")
                    .line(LineBuilder.unit("9", "SET", "15.00")
                            .title("Tea for two")
                            .part(MUG, "MUG-1", 2)
                            .part(TEA, "TEA-1", 1))
                    .build();

            assertThat(lines(order))
                    .extracting(Line::sku, Line::sellerSku, Line::quantity, Line::unitPrice, Line::title)
                    .containsExactly(
                            tuple(new SkuId(MUG), "MUG-1", 2, usd("5.00"), "Tea for two"),
                            tuple(new SkuId(TEA), "TEA-1", 1, usd("5.00"), "Tea for two"));
            assertThat(lines(order)).extracting(Line::lineItemIds).containsOnly(List.of(new LineItemId("501")));
        }

        @Test
        void whatCannotBeSharedOutEvenlyIsOnTheFirst() {
            TikTokOrder order = Orders.order("5")
                    .line(LineBuilder.unit("9", "SET", "10.00")
                            .part(MUG, "MUG-1", 1)
                            .part(TEA, "TEA-1", 2))
                    .build();

            assertThat(lines(order))
                    .extracting(Line::sku, Line::quantity, Line::unitPrice)
                    .containsExactly(tuple(new SkuId(MUG), 1, usd("3.34")), tuple(new SkuId(TEA), 2, usd("3.33")));
        }

        @Test
        void aFirstPartOfSeveralUnitsThatBearsARemainderIsTwoLines() {
            TikTokOrder order = Orders.order("5")
                    .line(LineBuilder.unit("9", "SET", "10.00")
                            .part(MUG, "MUG-1", 2)
                            .part(TEA, "TEA-1", 1))
                    .build();

            assertThat(lines(order))
                    .extracting(Line::sku, Line::quantity, Line::unitPrice)
                    .containsExactly(
                            tuple(new SkuId(MUG), 1, usd("3.34")),
                            tuple(new SkuId(MUG), 1, usd("3.33")),
                            tuple(new SkuId(TEA), 1, usd("3.33")));
        }

        @Test
        void theYenIsNotShared() {
            TikTokOrder order = Orders.order("5")
                    .currency("JPY")
                    .nothingButLines()
                    .line(LineBuilder.unit("9", "SET", "1000")
                            .part(MUG, "MUG-1", 1)
                            .part(TEA, "TEA-1", 2))
                    .build();

            assertThat(Drafts.british(order).lines())
                    .extracting(Line::unitPrice)
                    .containsExactly(Money.of("334", "JPY"), Money.of("333", "JPY"));
        }

        @Test
        void theBundlesTaxIsOnItsFirstPart() {
            TikTokOrder order = Orders.order("5")
                    .line(LineBuilder.unit("9", "SET", "10.00")
                            .tax("0.81", "0.081")
                            .part(MUG, "MUG-1", 1)
                            .part(TEA, "TEA-1", 1))
                    .build();

            assertThat(lines(order).get(0).taxes()).hasSize(1);
            assertThat(lines(order).get(1).taxes()).isEmpty();
        }

        @Test
        void twoBundlesMakeTwiceTheParts() {
            TikTokOrder order = Orders.order("5")
                    .units(
                            2,
                            LineBuilder.unit("9", "SET", "10.00")
                                    .part(MUG, "MUG-1", 1)
                                    .part(TEA, "TEA-1", 2))
                    .build();

            assertThat(lines(order))
                    .extracting(Line::sku, Line::quantity, Line::lineItemIds)
                    .containsExactly(
                            tuple(new SkuId(MUG), 2, List.of(new LineItemId("501"), new LineItemId("502"))),
                            tuple(new SkuId(TEA), 4, List.of(new LineItemId("501"), new LineItemId("502"))));
        }
    }

    @Test
    void whatIsNotPhysicalNeedsNoShipping() {
        TikTokOrder order = Orders.order("5").line(MUG, "MUG-1", "10.00").build();

        NewStoreOrder draft = StoreOrderDraft.of(
                order,
                ShopBuilder.shop().build(),
                List.of(Drafts.match(new SkuId(MUG), "MUG-1", false)),
                Form.PLAIN,
                1);

        assertThat(draft.lines()).noneMatch(Line::requiresShipping);
        assertThat(Drafts.plain(order).lines()).allMatch(Line::requiresShipping);
    }

    private static List<Line> lines(TikTokOrder order) {
        return Drafts.plain(order).lines();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
