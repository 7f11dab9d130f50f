package dev.ordersync.testing.draft;

import static dev.ordersync.domain.order.OrderStatus.AWAITING_COLLECTION;
import static dev.ordersync.domain.order.OrderStatus.COMPLETED;
import static dev.ordersync.domain.order.OrderStatus.IN_TRANSIT;
import static dev.ordersync.domain.order.OrderStatus.PARTIALLY_SHIPPING;
import static dev.ordersync.domain.order.ShippingType.SELLER;
import static dev.ordersync.domain.order.ShippingType.TIKTOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.Money;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.NewStoreOrder.PaymentState;
import dev.ordersync.domain.store.NewStoreOrder.Tracking;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that are first seen when somebody has shipped them. */
class AlreadyShippedTest {
    @ParameterizedTest
    @CsvSource({
        "SELLER, AWAITING_SHIPMENT, false",
        "SELLER, AWAITING_COLLECTION, true",
        "SELLER, IN_TRANSIT, true",
        "SELLER, DELIVERED, true",
        "SELLER, COMPLETED, true",
        "TIKTOK, AWAITING_SHIPMENT, false",
        "TIKTOK, AWAITING_COLLECTION, false",
        "TIKTOK, IN_TRANSIT, true",
        "TIKTOK, DELIVERED, true",
        "TIKTOK, COMPLETED, true",
        "SELLER, UNPAID, false",
        "SELLER, ON_HOLD, false",
        "SELLER, CANCELLED, false"
    })
    void theSellersParcelHasLeftAtCollectionAndTikToksInTransit(ShippingType by, OrderStatus status, boolean shipped) {
        TikTokOrder order =
                Orders.order(Drafts.ID).shippingType(by).status(status).build();

        assertThat(order.isAlreadyShipped()).isEqualTo(shipped);
    }

    @Test
    void aShippedOrderHasLinesAndMoneyAsAlwaysAndTikToksTrackingNumber() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .status(IN_TRANSIT)
                .tracking("UPS", "1Z999AA10123456784")
                .build();

        NewStoreOrder draft = shipped(order);
        NewStoreOrder plain = Drafts.plain(Orders.paid(Drafts.ID));

        assertThat(draft.tags()).containsExactly("tiktok-shop", "tiktok-already-shipped");
        assertThat(draft.tracking()).contains(new Tracking("UPS", "1Z999AA10123456784"));
        assertThat(draft.lines()).isEqualTo(plain.lines());
        assertThat(draft.payments()).isEqualTo(plain.payments());
        assertThat(draft.paymentState()).isEqualTo(PaymentState.PAID);
        assertThat(draft.shipTo()).isEqualTo(plain.shipTo());
    }

    @Test
    void aTrackingNumberThatOnlyTheUnitsHaveIsTaken() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .status(IN_TRANSIT)
                .line(LineBuilder.sticker())
                .line(LineBuilder.top().tracking("9400111899223197428490"))
                .build();

        assertThat(shipped(order).tracking()).contains(new Tracking("", "9400111899223197428490"));
    }

    @Test
    void aShippedOrderWithoutTrackingNumberHasNone() {
        assertThat(shipped(Orders.order(Drafts.ID).status(COMPLETED).build()).tracking())
                .isEmpty();
    }

    @Test
    void anOrderThatIsStillHereHasNoTrackingEvenIfItsLabelIsBought() {
        TikTokOrder order = Orders.order(Drafts.ID)
                .shippingType(TIKTOK)
                .status(AWAITING_COLLECTION)
                .tracking("USPS", "9400111899223197428490")
                .build();

        assertThat(Drafts.plain(order).tracking()).isEmpty();
    }

    @Test
    void anOrderThatIsCompletedAfterAFullRefundCountsAsShipped() {
        assertThat(Orders.order(Drafts.ID).status(COMPLETED).build().isAlreadyShipped())
                .isTrue();
    }

    @Test
    void ofAPartlyShippedOrderOnlyTheRestIsCreatedAndTheNoteListsTheOthers() {
        TikTokOrder order = partly(SELLER, "AWAITING_COLLECTION", "IN_TRANSIT", "AWAITING_SHIPMENT", "TO_SHIP");

        NewStoreOrder draft = Drafts.plain(order);

        assertThat(order.isAlreadyShipped()).isFalse();
        assertThat(draft.lines()).extracting(Line::quantity).containsExactly(2);
        assertThat(draft.lines().get(0).lineItemIds())
                .isEqualTo(order.lineItems().subList(2, 4).stream()
                        .map(LineItem::id)
                        .toList());
        assertThat(draft.note()).contains("Shipped before, not in this order: 2 x Crochet Top");
    }

    @Test
    void aUnitWhoseLabelOfTikToksIsBoughtIsStillHere() {
        TikTokOrder order = partly(TIKTOK, "IN_TRANSIT", "AWAITING_COLLECTION");

        assertThat(Drafts.plain(order).lines()).extracting(Line::quantity).containsExactly(1);
        assertThat(Drafts.plain(order).note()).contains("Shipped before, not in this order: 1 x Crochet Top");
    }

    @Test
    void aPartlyShippedOrderWithNothingLeftToShipIsShipped() {
        TikTokOrder order = partly(SELLER, "IN_TRANSIT", "DELIVERED", "CANCELLED");

        assertThat(order.isAlreadyShipped()).isTrue();
        assertThat(shipped(order).lines()).extracting(Line::quantity).containsExactly(2);
        assertThat(shipped(order).note())
                .doesNotContain("Shipped before")
                .contains("Cancelled on TikTok, not in this order: 1 x Crochet Top");
    }

    @Test
    void theRestOfAnOrderIsPaidWithItsOwnShareOfTheMoney() {
        NewStoreOrder rest = Drafts.plain(partly(SELLER, "IN_TRANSIT", "AWAITING_SHIPMENT"));
        assertThat(rest.difference().isZero()).isTrue();
        assertThat(rest.note()).doesNotContain("differs");
        // 18.00 + 1.24 tax + 5.99 shipping + 0.28 fees, of which TikTok pays 3.00 + 5.99
        assertThat(rest.payments())
                .extracting(payment -> payment.amount())
                .containsExactly(Money.of("16.52", "USD"), Money.of("8.99", "USD"));
    }

    private static TikTokOrder partly(ShippingType by, String... statuses) {
        var order = Orders.order(Drafts.ID).shippingType(by).status(PARTIALLY_SHIPPING);
        List.of(statuses).forEach(status -> order.line(LineBuilder.top().status(status)));
        return order.build();
    }

    private static NewStoreOrder shipped(TikTokOrder order) {
        return Drafts.draft(order, ShopBuilder.shop().build(), Form.SHIPPED);
    }
}
