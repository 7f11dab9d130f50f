package dev.ordersync.testing.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.testing.contract.SampleRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the merchant has dismissed stays out of attention until its reason changes, and no longer. */
class DismissedTest {
    private static final Instant NOW = Instant.parse("2025-11-21T05:47:13Z");
    private static final MessageId MESSAGE = new MessageId("m-2");

    private final SampleRows rows = new SampleRows(new ShopId("1"), NOW);
    private final OrderRow rejected = Attention.derive(rows.with(1, Reason.STORE_REJECTED), NOW);

    private static OrderRow becomes(OrderRow row, State state) {
        return Attention.derive(row.withVersion(1).become(state, MESSAGE, NOW.plusSeconds(60)), NOW.plusSeconds(60));
    }

    private static OrderRow becomes(OrderRow row, Reason reason) {
        return becomes(row, State.of(reason, Map.of()));
    }

    @Test
    void theSameReasonStaysQuiet() {
        assertThat(rejected.attention()).contains(Reason.STORE_REJECTED);
        OrderRow quiet = rejected.dismiss();
        assertThat(quiet.attention()).isEmpty();
        assertThat(quiet.attentionSince()).isEmpty();
        assertThat(becomes(quiet, Reason.STORE_REJECTED).attention()).isEmpty();
        assertThat(quiet.isInTrouble(Reason.STORE_REJECTED)).isTrue();
    }

    @Test
    void anAttemptThatFailsAsBeforeIsNoNews() {
        OrderRow attempt = becomes(rejected.dismiss(), State.of(Status.SYNCING));
        assertThat(becomes(attempt, Reason.STORE_REJECTED).attention()).isEmpty();
    }

    @Test
    void anotherReasonIsNewsAndTheFirstOneAfterItToo() {
        OrderRow other = becomes(rejected.dismiss(), Reason.CURRENCY_MISMATCH);
        assertThat(other.attention()).contains(Reason.CURRENCY_MISMATCH);
        assertThat(becomes(other, Reason.STORE_REJECTED).attention()).contains(Reason.STORE_REJECTED);
        OrderRow calm = becomes(rejected.dismiss(), Reason.ORDER_ON_HOLD);
        assertThat(becomes(calm, Reason.STORE_REJECTED).attention()).contains(Reason.STORE_REJECTED);
    }

    @Test
    void anOrderThatIsSyncedBeginsAnew() {
        OrderRow synced = becomes(becomes(rejected.dismiss(), State.of(Status.SYNCING)), State.of(Status.SYNCED));
        assertThat(synced.dismissed()).isEmpty();
    }

    @Test
    void aSyncedOrderIsQuietForTheReasonThatWasDismissedAlone() {
        OrderRow deleted = synced(Reason.STORE_ORDER_DELETED).dismiss();
        assertThat(again(deleted, Reason.STORE_ORDER_DELETED).attention()).isEmpty();
        OrderRow other = again(deleted, Reason.STORE_UPDATE_FAILED);
        assertThat(other.attention()).contains(Reason.STORE_UPDATE_FAILED);
        assertThat(again(other, Reason.STORE_ORDER_DELETED).attention()).contains(Reason.STORE_ORDER_DELETED);
    }

    @Test
    void aTroubleThatIsOverIsNewsWhenItComesBack() {
        OrderRow calm = synced(Reason.STORE_UPDATE_FAILED).dismiss().calm();
        assertThat(calm.isInTrouble(Reason.STORE_UPDATE_FAILED)).isFalse();
        assertThat(again(calm, Reason.STORE_UPDATE_FAILED).attention()).contains(Reason.STORE_UPDATE_FAILED);
    }

    @Test
    void whatIsCreatedAgainKeepsNothingOfTheGenerationBefore() {
        OrderRow deleted = synced(Reason.STORE_ORDER_DELETED);
        OrderRow again = deleted.withEffect(deleted.effect().recreated());
        assertThat(again.effect().storeOrderId()).isEmpty();
        assertThat(again.effect().firstIntentAt()).isEmpty();
        assertThat(again.effect().form()).isEmpty();
        assertThat(again.effect().generation()).isEqualTo(2);
        assertThat(again.effect().attempts()).isEqualTo(deleted.effect().attempts());
        assertThat(again.effect()
                        .created(new StoreOrderId("2"), "#2", List.of())
                        .generation())
                .isEqualTo(2);
    }

    private OrderRow synced(Reason trouble) {
        return again(rows.synced(1), trouble);
    }

    private static OrderRow again(OrderRow row, Reason trouble) {
        return row.withAttention(Optional.of(trouble), Optional.of(NOW));
    }
}
