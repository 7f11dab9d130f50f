package dev.ordersync.testing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersync.domain.Money;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.NewStoreOrder.Payment;
import dev.ordersync.domain.store.NewStoreOrder.PaymentState;
import dev.ordersync.domain.store.NewStoreOrder.ShippingLine;
import dev.ordersync.domain.store.NewStoreOrder.Tax;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MoneyOfAnOrderTest {
    /** 2 x 18.00 + 0.00 + 5.99 + 2.48 + 0.28 = 44.75 = 32.76 + 11.99. */
    @Test
    void anAmericanOrderAddsUpToWhatTheBuyerAndTikTokPay() {
        NewStoreOrder draft = Drafts.plain(Orders.paid(Drafts.ID));

        assertThat(draft.currency()).isEqualTo("USD");
        assertThat(draft.taxesIncluded()).isFalse();
        assertThat(draft.lines())
                .extracting(Line::quantity, Line::unitPrice, Line::gift)
                .containsExactly(tuple(2, usd("18.00"), false), tuple(1, usd("0.00"), true));
        assertThat(draft.lines().get(0).taxes())
                .containsExactly(new Tax("Sales tax", new BigDecimal("0.0881"), usd("2.48")));
        assertThat(draft.lines().get(1).taxes()).isEmpty();
        assertThat(draft.shipping())
                .extracting(ShippingLine::title, ShippingLine::price)
                .containsExactly(tuple("TikTok shipping", usd("5.99")), tuple("TikTok fees", usd("0.28")));
        assertThat(draft.payments())
                .containsExactly(
                        new Payment("TikTok Shop", usd("32.76")), new Payment("TikTok Shop discount", usd("11.99")));
        assertThat(draft.paymentState()).isEqualTo(PaymentState.PAID);
        assertThat(Drafts.sum(draft)).isEqualTo(usd("44.75"));
        assertThat(Drafts.paid(draft)).isEqualTo(usd("44.75"));
        assertThat(draft.difference().isZero()).isTrue();
    }

    @Test
    void britishPricesIncludeTaxAndNoTaxLineIsInvented() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .currency("GBP")
                .address(Orders.british())
                .shipping("2.99", "0.00", "0.00")
                .otherFees("0.00")
                .units(2, LineBuilder.unit("1", "TEA", "10.00").discounts("1.00", "0.50"))
                .build();

        NewStoreOrder draft = Drafts.british(order);

        assertThat(draft.taxesIncluded()).isTrue();
        assertThat(draft.lines()).allMatch(line -> line.taxes().isEmpty());
        assertThat(draft.shipping()).allMatch(line -> line.taxes().isEmpty());
        assertThat(draft.difference().isZero()).isTrue();
        assertThat(Drafts.paid(draft)).isEqualTo(Money.of("20.99", "GBP"));
    }

    @Test
    void outsideTheUnitedStatesATaxThatTikTokNamesIsInThePriceAlready() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .currency("GBP")
                .nothingButLines()
                .total("10.00")
                .line(LineBuilder.unit("1", "TEA", "10.00").tax("1.67", "0.2"))
                .build();

        assertThat(Drafts.british(order).lines().get(0).taxes()).isEmpty();
        assertThat(Drafts.british(order).difference().isZero()).isTrue();
    }

    @Test
    void theSellersDiscountLowersThePriceAndTikToksDoesNot() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .nothingButLines()
                .line(LineBuilder.unit("1", "MUG", "10.00").discounts("4.00", "6.00"))
                .build();

        NewStoreOrder draft = Drafts.plain(order);

        assertThat(draft.lines().get(0).unitPrice()).isEqualTo(usd("6.00"));
        assertThat(draft.payments()).containsExactly(new Payment("TikTok Shop discount", usd("6.00")));
    }

    @Test
    void shippingLosesTheSellersDiscountAndBearsItsOwnTax() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .shipping("8.00", "3.00", "1.00")
                .shippingTax("0.44")
                .otherFees("0.00")
                .build();

        NewStoreOrder draft = Drafts.plain(order);

        assertThat(draft.shipping())
                .containsExactly(new ShippingLine(
                        "TikTok shipping",
                        usd("5.00"),
                        List.of(new Tax("Sales tax", new BigDecimal("0.0880"), usd("0.44")))));
        assertThat(draft.difference().isZero()).isTrue();
    }

    @Test
    void taxOnShippingThatCostsNothingHasNoRate() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .shipping("5.99", "5.99", "0.00")
                .shippingTax("0.50")
                .build();

        assertThat(Drafts.plain(order).shipping().get(0).taxes())
                .containsExactly(new Tax("Sales tax", BigDecimal.ZERO, usd("0.50")));
    }

    @Test
    void withoutOtherFeesThereIsOneShippingLine() {
        assertThat(Drafts.plain(Orders.order(Drafts.ID).otherFees("0.00").build())
                        .shipping())
                .hasSize(1);
    }

    @Test
    void aRemainingDifferenceIsNotedAndNotAbsorbed() {
        NewStoreOrder draft =
                Drafts.plain(Orders.order(Drafts.ID).total("33.26").build());

        assertThat(draft.difference()).isEqualTo(usd("0.50"));
        assertThat(draft.note()).contains("TikTok's total differs from this order's by 0.50 USD");
        assertThat(draft.payments().get(0).amount()).isEqualTo(usd("33.26"));
        assertThat(Drafts.sum(draft)).isEqualTo(usd("44.75"));
        assertThat(draft.shipping()).hasSize(2);
    }

    @Test
    void anOrderThatAddsUpHasNoWordOnDifferencesInItsNote() {
        assertThat(Drafts.plain(Orders.paid(Drafts.ID)).note()).doesNotContain("differs");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "SHIPPED"})
    void cashOnDeliveryIsPendingAndNobodyHasPaid(Form form) {
        TikTokOrder order = Orders.order(Drafts.ID).cashOnDelivery().build();

        NewStoreOrder draft = Drafts.draft(order, ShopBuilder.shop().build(), form);

        assertThat(draft.paymentState()).isEqualTo(PaymentState.PENDING);
        assertThat(draft.payments()).isEmpty();
        assertThat(draft.difference().isZero()).isTrue();
        assertThat(draft.placedAt()).isEqualTo(Orders.CREATED_AT);
    }

    @Test
    void anOrderThatCostsNothingIsPaidWithoutAnyPayment() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .unpaid()
                .nothingButLines()
                .line(LineBuilder.sticker())
                .build();

        NewStoreOrder draft = Drafts.plain(order);

        assertThat(draft.paymentState()).isEqualTo(PaymentState.PAID);
        assertThat(draft.payments()).isEmpty();
    }

    /** Whatever is bought: the store order comes to what was paid, and holds every unit once. */
    @Test
    void anyOrderAddsUpToTheCent() {
        long seed = System.nanoTime();
        System.out.println("seed of " + getClass().getSimpleName() + ": " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            TikTokOrder order = any(random);

            NewStoreOrder draft = Drafts.plain(order);

            assertThat(draft.difference().isZero())
                    .as("%d of %s", i, order.lineItems())
                    .isTrue();
            assertThat(Drafts.sum(draft)).isEqualTo(Drafts.paid(draft));
            assertThat(draft.lines().stream().flatMap(line -> line.lineItemIds().stream()))
                    .containsAll(
                            order.lineItems().stream().map(unit -> unit.id()).toList());
        }
    }

    private static TikTokOrder any(Random random) {
        OrderBuilder order = Orders.order(Drafts.ID)
                .shipping(cents(random, 900), "0.00", "0.00")
                .shippingTax(cents(random, 90))
                .otherFees(cents(random, 50));
        for (int i = 0; i <= random.nextInt(6); i++) {
            LineBuilder line = LineBuilder.unit("" + (1 + random.nextInt(3)), "SKU", cents(random, 10_000))
                    .tax(cents(random, 800), "0.08");
            if (random.nextInt(3) == 0) {
                line.part("10", "PART-A", 1 + random.nextInt(3)).part("11", "PART-B", 1 + random.nextInt(3));
            }
            order.units(1 + random.nextInt(3), line);
        }
        return order.build();
    }

    private static String cents(Random random, int most) {
        return BigDecimal.valueOf(random.nextInt(most), 2).toPlainString();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
