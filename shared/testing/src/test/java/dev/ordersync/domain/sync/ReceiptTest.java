package dev.ordersync.domain.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.store.Form;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiptTest {
    private static final OrderId ORDER = new OrderId("576461413038785752");
    private static final Instant NOW = Orders.OFF_HOLD_AT;
    private static final MessageId WRITER = new MessageId("m-1");
    private static final MessageId OTHER = new MessageId("m-2");
    private static final Check CHECK = Check.of(ShopBuilder.ID, ORDER, Cause.WEBHOOK, "tiktok");

    @Test
    void anOrderThatIsNotKnownIsJudged() {
        assertThat(Receipt.of(CHECK, WRITER, OrderRow.unseen(ShopBuilder.ID, ORDER, NOW), NOW))
                .isEqualTo(Receipt.JUDGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_PAYMENT", "ORDER_ON_HOLD", "STORE_UNAVAILABLE"})
    void aMessageThatFindsItsOwnIdRepeatsWhatComesAfterTheRow(Reason reason) {
        assertThat(Receipt.of(CHECK, WRITER, row(reason, NOW), NOW)).isEqualTo(Receipt.REPEAT_FOLLOW_UPS);
        assertThat(Receipt.of(CHECK, OTHER, row(reason, NOW), NOW)).isEqualTo(Receipt.JUDGE);
    }

    @Test
    void whatMayBeUnderWayIsSettledFirst() {
        OrderRow unconfirmed = syncing().become(State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of()), WRITER, NOW);

        assertThat(Receipt.of(CHECK, OTHER, syncing(), NOW)).isEqualTo(Receipt.SETTLE);
        assertThat(Receipt.of(CHECK, OTHER, unconfirmed, NOW)).isEqualTo(Receipt.SETTLE);
    }

    @Test
    void whatIsStillToBeDoneInTheStoreIsDone() {
        assertThat(Receipt.of(CHECK, OTHER, synced(PendingStep.CANCEL), NOW)).isEqualTo(Receipt.CARRY_OVER);
    }

    @Test
    void aSyncedOrderIsNotJudgedAgain() {
        assertThat(Receipt.of(CHECK, OTHER, synced(), NOW)).isEqualTo(Receipt.FOLLOW);
        assertThat(Receipt.of(CHECK.dueAt(NOW), OTHER, synced(), NOW)).isEqualTo(Receipt.NOTHING);
    }

    @Test
    void aScheduleThatStandsForAMessageThatMetAClaimAsksTikTok() {
        assertThat(Receipt.of(CHECK.dueAt(NOW).asOf(NOW), OTHER, synced(), NOW)).isEqualTo(Receipt.FOLLOW);
    }

    @Test
    void aWebhookThatTellsNothingNewOfASyncedOrderCostsNothing() {
        OrderRow synced = synced().withMirror(Mirror.of(Orders.paid(ORDER.value()), ""));
        OrderRow early = synced(PendingStep.CANCEL)
                .withMirror(Mirror.of(Orders.paid(ORDER.value()), ""))
                .become(State.of(Status.SYNCED).lookAgain(NOW.plusSeconds(60), 1), WRITER, NOW);
        Check known = seen("AWAITING_SHIPMENT", Orders.OFF_HOLD_AT);
        Check news = seen("AWAITING_SHIPMENT", Orders.OFF_HOLD_AT.plusSeconds(1));

        assertThat(Receipt.of(known, OTHER, synced, NOW)).isEqualTo(Receipt.NOTHING);
        assertThat(Receipt.of(news, OTHER, synced, NOW)).isEqualTo(Receipt.FOLLOW);
        assertThat(Receipt.of(known, OTHER, early, NOW)).isEqualTo(Receipt.NOTHING);
        assertThat(Receipt.of(known, OTHER, early, NOW.plusSeconds(60))).isEqualTo(Receipt.CARRY_OVER);
        assertThat(Receipt.of(news, OTHER, early, NOW)).isEqualTo(Receipt.CARRY_OVER);
    }

    @Test
    void aScheduleIsTooOldWhenTheNextLookIsPlannedLater() {
        Check schedule = CHECK.dueAt(NOW);

        assertThat(Receipt.of(schedule, OTHER, row(Reason.ORDER_ON_HOLD, NOW.plusSeconds(61)), NOW))
                .isEqualTo(Receipt.NOTHING);
        assertThat(Receipt.of(schedule, OTHER, row(Reason.ORDER_ON_HOLD, NOW.plusSeconds(60)), NOW))
                .isEqualTo(Receipt.JUDGE);
        assertThat(Receipt.of(schedule, OTHER, row(Reason.PRODUCT_NOT_LINKED, null), NOW))
                .isEqualTo(Receipt.JUDGE);
    }

    @Test
    void onlyAScheduleIsTooEarlyForThePlannedLook() {
        assertThat(Receipt.of(CHECK, OTHER, row(Reason.ORDER_ON_HOLD, NOW.plusSeconds(3_600)), NOW))
                .isEqualTo(Receipt.JUDGE);
    }

    @Test
    void aWebhookThatTellsWhatTheRowKnowsChangesNothing() {
        OrderRow row = row(Reason.PRODUCT_NOT_LINKED, null);

        assertThat(Receipt.of(seen("AWAITING_SHIPMENT", Orders.OFF_HOLD_AT), OTHER, row, NOW))
                .isEqualTo(Receipt.NOTHING);
        assertThat(Receipt.of(seen("AWAITING_SHIPMENT", Orders.PAID_AT), OTHER, row, NOW))
                .isEqualTo(Receipt.NOTHING);
    }

    @Test
    void aWebhookThatTellsNewsIsJudged() {
        OrderRow row = row(Reason.PRODUCT_NOT_LINKED, null);

        assertThat(Receipt.of(seen("AWAITING_SHIPMENT", Orders.OFF_HOLD_AT.plusSeconds(1)), OTHER, row, NOW))
                .isEqualTo(Receipt.JUDGE);
        assertThat(Receipt.of(seen("CANCEL", Orders.PAID_AT), OTHER, row, NOW)).isEqualTo(Receipt.JUDGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_PAYMENT", "STORE_UNAVAILABLE"})
    void aWebhookAboutAnOrderThatWaitsOrFailedIsJudgedWhateverItTells(Reason reason) {
        assertThat(Receipt.of(seen("AWAITING_SHIPMENT", Orders.PAID_AT), OTHER, row(reason, null), NOW))
                .isEqualTo(Receipt.JUDGE);
    }

    private static Check seen(String status, Instant updated) {
        return new Check(
                ShopBuilder.ID,
                ORDER,
                Cause.WEBHOOK,
                "tiktok",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Check.Seen(status, updated)));
    }

    private static OrderRow row(Reason reason, Instant nextCheckAt) {
        TikTokOrder order = Orders.paid(ORDER.value());
        State state = State.of(reason, Map.of());
        return OrderRow.unseen(ShopBuilder.ID, ORDER, NOW)
                .withMirror(Mirror.of(order, ""))
                .become(nextCheckAt == null ? state : state.lookAgain(nextCheckAt, 0), WRITER, NOW)
                .withVersion(1);
    }

    private static OrderRow syncing() {
        OrderRow unseen = OrderRow.unseen(ShopBuilder.ID, ORDER, NOW);
        return unseen.withEffect(unseen.effect().intent(new Claim("c", NOW.plus(Claim.LIFE)), Form.PLAIN, NOW))
                .become(State.of(Status.SYNCING), WRITER, NOW)
                .withVersion(1);
    }

    private static OrderRow synced(PendingStep... pending) {
        OrderRow syncing = syncing();
        List<PendingStep> steps = Arrays.asList(pending);
        return syncing.withEffect(syncing.effect().created(new StoreOrderId("1"), "#1", steps))
                .become(State.of(Status.SYNCED), WRITER, NOW)
                .withVersion(2);
    }
}
