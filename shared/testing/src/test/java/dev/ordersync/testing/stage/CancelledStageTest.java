package dev.ordersync.testing.stage;

import static dev.ordersync.domain.order.OrderStatus.CANCELLED;
import static dev.ordersync.domain.reason.Reason.ORDER_CANCELLED;
import static dev.ordersync.domain.reason.Reason.PRODUCT_NOT_LINKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Manual;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.ManualSync;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.PaymentState;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelledStageTest {
    private final Bench bench = new Bench();

    @ParameterizedTest
    @ValueSource(strings = {"CANCELLED", "CANCEL"})
    void refusesACancelledOrderHoweverItIsSpelled(String status) {
        TikTokOrder order = Orders.order(Bench.ID).status(status).build();

        assertThat(bench.reason(order)).contains(ORDER_CANCELLED);
        assertThat(bench.blocked(order).waivable()).isTrue();
        assertThat(bench.judge(order).facts()).containsEntry("paid", "true").containsEntry("status", status);
    }

    @Test
    void aForcedCancelledOrderTakesNoStockShipsNothingAndIsPaidByNobody() {
        bench.waived(ORDER_CANCELLED);

        NewStoreOrder draft = bench.draft(cancelled().build());

        assertThat(draft.form()).isEqualTo(Form.CANCELLED);
        assertThat(draft.inventory()).isEqualTo(Inventory.BYPASS);
        assertThat(draft.lines()).noneMatch(NewStoreOrder.Line::requiresShipping);
        assertThat(draft.paymentState()).isEqualTo(PaymentState.VOIDED);
        assertThat(draft.payments()).isEmpty();
        assertThat(draft.tags()).containsExactly("tiktok-shop", "tiktok-cancelled");
    }

    @Test
    void aForcedCancelledOrderPassesWithoutAnAddress() {
        bench.waived(ORDER_CANCELLED);

        assertThat(bench.draft(cancelled()
                        .address(Orders.masked(Orders.recipient(Bench.ID)))
                        .build()))
                .extracting(NewStoreOrder::form)
                .isEqualTo(Form.CANCELLED);
    }

    @Test
    void aForcedCancelledOrderHasTheLinesThatAreCancelledWithIt() {
        bench.waived(ORDER_CANCELLED);

        assertThat(bench.draft(cancelled().build()).lines())
                .extracting(NewStoreOrder.Line::quantity)
                .containsExactly(2, 1);
    }

    @Test
    void theLinesOfAForcedCancelledOrderAreMatchedLikeAnyOther() {
        bench.waived(ORDER_CANCELLED);
        bench.store.remove(Bench.STICKER);

        assertThat(bench.reason(cancelled().build())).contains(PRODUCT_NOT_LINKED);
    }

    @Test
    void anOrderThatWasNeverPaidIsNotForced() {
        bench.waived(ORDER_CANCELLED);
        TikTokOrder order = cancelled().unpaid().build();

        Verdict.Blocked blocked = bench.blocked(order);

        assertThat(blocked.reason()).isEqualTo(ORDER_CANCELLED);
        assertThat(blocked.waivable()).isFalse();
        assertThat(blocked.reason().message(blocked.args())).contains("it was never paid");
    }

    @Test
    void theSyncButtonOfAnOrderThatWasNeverPaidShowsThatItIsOfNoUse() {
        Verdict.Blocked unpaid = bench.blocked(cancelled().unpaid().build());
        Verdict.Blocked paid = bench.blocked(cancelled().build());

        assertThat(manualSync(unpaid)).isEqualTo(new ManualSync(Manual.WAIVE, false, Optional.empty()));
        assertThat(manualSync(paid).allowed()).isTrue();
    }

    @Test
    void cashOnDeliveryAndAnOrderThatCostsNothingCountAsPaid() {
        bench.waived(ORDER_CANCELLED);

        assertThat(bench.reason(cancelled().cashOnDelivery().build())).isEmpty();
        assertThat(bench.reason(cancelled().unpaid().total("0.00").build())).isEmpty();
    }

    @Test
    void someCancelledLinesAreLeftOutAndStopNothing() {
        TikTokOrder order = Orders.order(Bench.ID)
                .line(LineBuilder.top())
                .line(LineBuilder.top().status("CANCELLED"))
                .line(LineBuilder.sticker())
                .build();

        NewStoreOrder draft = bench.draft(order);

        assertThat(draft.lines()).extracting(NewStoreOrder.Line::quantity).containsExactly(1, 1);
        assertThat(draft.note()).contains("Cancelled on TikTok, not in this order: 1 x Crochet Top");
    }

    @Test
    void anOrderWhoseLastLineIsCancelledIsCancelledBeforeTikToksStatusSaysSo() {
        TikTokOrder order = Orders.order(Bench.ID)
                .units(2, LineBuilder.top().status("CANCELLED"))
                .build();

        assertThat(bench.reason(order)).contains(ORDER_CANCELLED);
    }

    @Test
    void aPendingCancelRequestStopsNothing() {
        assertThat(bench.reason(Orders.order(Bench.ID).cancelRequested().build()))
                .isEmpty();
    }

    private static OrderBuilder cancelled() {
        return Orders.order(Bench.ID)
                .status(CANCELLED)
                .units(2, LineBuilder.top().status("CANCELLED"))
                .line(LineBuilder.sticker().status("CANCELLED"));
    }

    private ManualSync manualSync(Verdict.Blocked blocked) {
        State state = State.of(blocked.reason(), blocked.args());
        assertThat(blocked.reason()).isEqualTo(Reason.ORDER_CANCELLED);
        return ManualSync.of(bench.row.become(state, Bench.message(), bench.clock.instant()));
    }
}
