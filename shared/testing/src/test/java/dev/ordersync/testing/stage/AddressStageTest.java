package dev.ordersync.testing.stage;

import static dev.ordersync.domain.order.OrderStatus.AWAITING_SHIPMENT;
import static dev.ordersync.domain.order.OrderStatus.IN_TRANSIT;
import static dev.ordersync.domain.reason.Reason.ORDER_CANCELLED;
import static dev.ordersync.domain.reason.Reason.ORDER_ON_HOLD;
import static dev.ordersync.domain.reason.Reason.SHIPPING_ADDRESS_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.shop.Settings.OnHoldRule;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.PaymentState;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressStageTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofMinutes(5);
    private final Bench bench = new Bench();

    @Nested
    class OnHold {
        @ParameterizedTest
        @EnumSource
        void refusesAnOrderThatTikTokHoldsWhoeverShips(ShippingType by) {
            assertThat(bench.reason(Orders.held(Bench.ID).shippingType(by).build()))
                    .contains(ORDER_ON_HOLD);
        }

        @ParameterizedTest
        @EnumSource
        void waitsAnHourAfterPaymentWhereTikTokHasNoHoldOfItsOwnWhoeverShips(ShippingType by) {
            TikTokOrder order = straightToShipment().shippingType(by).build();

            bench.clock.set(Orders.PAID_AT.plus(HOUR).minusMillis(1));
            assertThat(bench.reason(order)).contains(ORDER_ON_HOLD);
            bench.clock.set(Orders.PAID_AT.plus(HOUR));
            assertThat(bench.reason(order)).isEmpty();
        }

        @Test
        void anOrderThatWasOnHoldIsNotHeldAgain() {
            bench.clock.set(Orders.PAID_AT.plusSeconds(60));

            assertThat(bench.reason(Orders.order(Bench.ID).onHoldOrder(true).build()))
                    .isEmpty();
        }

        @Test
        void anOrderThatIsOnHoldIsHeldHoweverLongAgoItWasPaid() {
            bench.clock.set(Orders.PAID_AT.plus(Duration.ofDays(3)));

            assertThat(bench.reason(Orders.held(Bench.ID).build())).contains(ORDER_ON_HOLD);
        }

        @Test
        void theHourOfCashOnDeliveryBeginsWhenItWasPlaced() {
            TikTokOrder order = straightToShipment().cashOnDelivery().build();

            bench.clock.set(Orders.CREATED_AT.plus(HOUR).minusMillis(1));
            assertThat(bench.blocked(order).lookAgainAt())
                    .contains(Orders.CREATED_AT.plus(HOUR).plus(GRACE));
            bench.clock.set(Orders.CREATED_AT.plus(HOUR));
            assertThat(bench.reason(order)).isEmpty();
        }

        @Test
        void theHourOfAnOrderThatCostsNothingBeginsWhenItWasPlaced() {
            TikTokOrder order = straightToShipment()
                    .unpaid()
                    .nothingButLines()
                    .line(LineBuilder.sticker())
                    .build();

            bench.clock.set(Orders.CREATED_AT.plus(HOUR).minusMillis(1));
            assertThat(bench.reason(order)).contains(ORDER_ON_HOLD);
            bench.clock.set(Orders.CREATED_AT.plus(HOUR));
            assertThat(bench.reason(order)).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED"})
        void nothingThatIsOnItsWayIsHeldForItsHour(OrderStatus status) {
            bench.clock.set(Orders.PAID_AT.plusSeconds(60));

            assertThat(bench.reason(straightToShipment().status(status).build()))
                    .isEmpty();
        }

        @Test
        void looksAgainFiveMinutesAfterTheHour() {
            assertThat(bench.blocked(Orders.held(Bench.ID).build()).lookAgainAt())
                    .contains(Orders.PAID_AT.plus(HOUR).plus(GRACE));
        }

        @Test
        void looksAtAPreOrderAgainADayBeforeItsRelease() {
            Instant release = Orders.PAID_AT.plus(Duration.ofDays(30));

            assertThat(bench.blocked(Orders.held(Bench.ID)
                                    .type("PRE_ORDER", release)
                                    .build())
                            .lookAgainAt())
                    .contains(release.minus(Duration.ofDays(1)));
        }

        @Test
        void aReleaseWithinTheDayMakesNoLookEarlier() {
            Instant release = Orders.PAID_AT.plus(Duration.ofHours(20));

            assertThat(bench.blocked(Orders.held(Bench.ID)
                                    .type("PRE_ORDER", release)
                                    .build())
                            .lookAgainAt())
                    .contains(Orders.PAID_AT.plus(HOUR).plus(GRACE));
        }

        @Test
        void onlyAPreOrderHasARelease() {
            Instant release = Orders.PAID_AT.plus(Duration.ofDays(30));

            assertThat(bench.blocked(Orders.held(Bench.ID)
                                    .type("MADE_TO_ORDER", release)
                                    .build())
                            .lookAgainAt())
                    .contains(Orders.PAID_AT.plus(HOUR).plus(GRACE));
        }

        @Test
        void theMerchantsRuleSyncsAtOnceAsHeld() {
            bench.shop(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE));

            assertHeld(bench.draft(Orders.held(Bench.ID).build()));
        }

        @Test
        void theMerchantsWordSyncsAtOnceAsHeld() {
            bench.waived(ORDER_ON_HOLD);

            assertHeld(bench.draft(Orders.held(Bench.ID).build()));
        }

        @Test
        void theHourWithoutTikToksHoldIsHeldInTheStoreTooThoughItsAddressIsClear() {
            bench.shop(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE));
            bench.clock.set(Orders.PAID_AT.plusSeconds(60));

            assertHeld(bench.draft(straightToShipment().build()));
        }

        @Test
        void anOrderOffHoldIsPlainAlsoWhereTheRuleSyncsAtOnce() {
            bench.shop(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE)).waived(ORDER_ON_HOLD);

            assertThat(bench.draft(Orders.paid(Bench.ID)).form()).isEqualTo(Form.PLAIN);
        }

        private void assertHeld(NewStoreOrder draft) {
            assertThat(draft.form()).isEqualTo(Form.HELD);
            assertThat(draft.shipTo()).isEmpty();
            assertThat(draft.inventory()).isEqualTo(Inventory.DECREMENT_IGNORING_POLICY);
            assertThat(draft.paymentState()).isEqualTo(PaymentState.PENDING);
            assertThat(draft.payments()).isEmpty();
            assertThat(draft.tags()).containsExactly("tiktok-shop", "tiktok-on-hold");
            assertThat(draft.lines()).allMatch(NewStoreOrder.Line::requiresShipping);
        }

        private OrderBuilder straightToShipment() {
            return Orders.order(Bench.ID).status(AWAITING_SHIPMENT).onHoldOrder(false);
        }
    }

    @Nested
    class Missing {
        private final Recipient masked = Orders.masked(Orders.recipient(Bench.ID));

        @Test
        void refusesASellersOrderWithoutAnAddress() {
            assertThat(bench.reason(
                            Orders.order(Bench.ID).address(Recipient.none()).build()))
                    .contains(SHIPPING_ADDRESS_MISSING);
        }

        @Test
        void asksForNoAddressBeforeThePayment() {
            assertThat(bench.reason(Orders.order(Bench.ID)
                            .status(OrderStatus.UNPAID)
                            .unpaid()
                            .address(Recipient.none())
                            .build()))
                    .isEmpty();
        }

        @Test
        void refusesASellersOrderWithAMaskedAddress() {
            assertThat(bench.reason(Orders.order(Bench.ID).address(masked).build()))
                    .contains(SHIPPING_ADDRESS_MISSING);
        }

        @Test
        void whileTheOrderIsHeldItsMissingAddressIsNoReason() {
            bench.shop(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE));

            assertThat(bench.reason(Orders.held(Bench.ID).build())).isEmpty();
        }

        @Test
        void aMaskedAddressIsNormalWhereTikTokShips() {
            assertThat(bench.draft(Orders.shippedByTikTok(Bench.ID).build()).form())
                    .isEqualTo(Form.PLAIN);
        }

        @Test
        void takesTheMerchantsWordForAnOrderWithoutAnAddress() {
            bench.waived(SHIPPING_ADDRESS_MISSING);

            assertThat(bench.draft(Orders.order(Bench.ID)
                                    .address(Recipient.none())
                                    .build())
                            .shipTo())
                    .isEmpty();
        }

        @Test
        void theWordForTheHoldIsNoneForTheAddress() {
            bench.waived(ORDER_ON_HOLD);

            assertThat(bench.reason(Orders.order(Bench.ID).address(masked).build()))
                    .contains(SHIPPING_ADDRESS_MISSING);
        }

        @Test
        void anOrderOnItsWayNeedsItsAddressToo() {
            assertThat(bench.reason(Orders.order(Bench.ID)
                            .status(IN_TRANSIT)
                            .address(masked)
                            .build()))
                    .contains(SHIPPING_ADDRESS_MISSING);
        }

        @Test
        void theTrailKnowsWhatWasSeenOfTheAddressAndNotTheAddress() {
            TikTokOrder order = Orders.order(Bench.ID).address(masked).build();

            assertThat(bench.judge(order).facts())
                    .containsEntry("address", "MASKED")
                    .containsEntry("status", "AWAITING_SHIPMENT")
                    .containsEntry("paidAt", Orders.PAID_AT.toString())
                    .containsEntry("onHoldRule", "WAIT")
                    .doesNotContainValue(masked.line1());
        }
    }

    @Test
    void aHeldOrderThatIsCancelledIsCancelledFirst() {
        bench.shop(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE));

        assertThat(bench.reason(
                        Orders.held(Bench.ID).status(OrderStatus.CANCELLED).build()))
                .contains(ORDER_CANCELLED);
    }
}
