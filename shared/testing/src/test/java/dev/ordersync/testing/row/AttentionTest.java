package dev.ordersync.testing.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.reason.AttentionRule;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.store.Form;
import dev.ordersync.testing.ShopBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionTest {
    private static final Instant NOW = Instant.parse("2025-11-21T05:47:13Z");
    private static final Instant SOON = NOW.plusSeconds(600);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final MessageId MESSAGE = new MessageId("m-1");

    @ParameterizedTest
    @MethodSource("reasonsAtOnce")
    void aPersonIsNeededAtOnceWhereTheOrderWillNotMove(Reason reason) {
        OrderRow row = derived(reason, SOON, 0, NOW);

        assertThat(row.attention()).contains(reason);
        assertThat(row.attentionSince()).contains(NOW);
    }

    @ParameterizedTest
    @MethodSource("reasonsOfNobody")
    void nobodyIsNeededForAnOrderThatIsAsItShouldBeOrForWhatTheShopIsToldOnce(Reason reason) {
        assertThat(derived(reason, SOON, 99, NOW.plus(Duration.ofDays(9))).attention())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_UNAVAILABLE", "STORE_RATE_LIMITED", "STORE_OUT_OF_STOCK"})
    void aPersonIsNeededAfterTheThirdRetryWhichGoesOn(Reason reason) {
        assertThat(derived(reason, SOON, 2, NOW).attention()).isEmpty();
        assertThat(derived(reason, SOON, 3, NOW).attention()).contains(reason);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TIKTOK_UNAVAILABLE",
                "TIKTOK_RATE_LIMITED",
                "TIKTOK_ORDER_NOT_FOUND",
                "TIKTOK_STATUS_UNKNOWN",
                "STORE_OUTCOME_UNKNOWN"
            })
    void aPersonIsNeededAtTheFirstLookAfterAnHour(Reason reason) {
        assertThat(derived(reason, SOON, 9, NOW.plus(HOUR).minusMillis(1)).attention())
                .isEmpty();
        assertThat(derived(reason, SOON, 0, NOW.plus(HOUR)).attention()).contains(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_UNAVAILABLE", "STORE_OUT_OF_STOCK", "TIKTOK_UNAVAILABLE", "TIKTOK_ORDER_NOT_FOUND"})
    void aPersonIsNeededWhenRetriesHaveEnded(Reason reason) {
        assertThat(derived(reason, null, 1, NOW).attention()).contains(reason);
    }

    @Test
    void attentionEndsWithItsReason() {
        OrderRow needing = derived(Reason.PRODUCT_NOT_LINKED, null, 0, NOW);

        OrderRow held = Attention.derive(
                needing.become(State.of(Reason.ORDER_ON_HOLD, Map.of()), MESSAGE, NOW.plusSeconds(9)),
                NOW.plusSeconds(9));

        assertThat(held.attention()).isEmpty();
        assertThat(held.attentionSince()).isEmpty();
    }

    @Test
    void attentionKeepsItsAgeWhileTheReasonStays() {
        OrderRow needing = derived(Reason.PRODUCT_NOT_LINKED, null, 0, NOW);

        assertThat(Attention.derive(needing, NOW.plus(HOUR)).attentionSince()).contains(NOW);
    }

    @Test
    void attentionForAnotherReasonIsNews() {
        OrderRow needing = derived(Reason.PRODUCT_NOT_LINKED, null, 0, NOW);
        Instant later = NOW.plus(HOUR);

        OrderRow other =
                Attention.derive(needing.become(State.of(Reason.SKU_AMBIGUOUS, Map.of()), MESSAGE, later), later);

        assertThat(other.attention()).contains(Reason.SKU_AMBIGUOUS);
        assertThat(other.attentionSince()).contains(later);
    }

    @Test
    void nobodyIsNeededWhileTheOrderIsBeingCreated() {
        OrderRow needing = derived(Reason.STORE_UNAVAILABLE, SOON, 5, NOW);

        OrderRow syncing = Attention.derive(needing.become(State.of(Status.SYNCING), MESSAGE, NOW), NOW);

        assertThat(syncing.attention()).isEmpty();
    }

    @Test
    void theAttentionOfASyncedOrderIsWhatWasSetForIt() {
        OrderRow synced = unseen().withEffect(unseen().effect()
                        .intent(new Claim("c", NOW), Form.PLAIN, NOW)
                        .created(new StoreOrderId("1"), "#1", List.of()))
                .become(State.of(Status.SYNCING), MESSAGE, NOW)
                .withVersion(1)
                .become(State.of(Status.SYNCED), MESSAGE, NOW);

        assertThat(Attention.derive(synced, NOW).attention()).isEmpty();
        assertThat(Attention.derive(
                                synced.withAttention(Optional.of(Reason.STORE_ORDER_DELETED), Optional.of(NOW)),
                                NOW.plus(HOUR))
                        .attention())
                .contains(Reason.STORE_ORDER_DELETED);
    }

    private static Stream<Reason> reasonsAtOnce() {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.attention() == AttentionRule.AT_ONCE)
                .filter(reason -> Status.first().contains(reason.status()));
    }

    private static Stream<Reason> reasonsOfNobody() {
        return Arrays.stream(Reason.values())
                .filter(reason ->
                        reason.attention() == AttentionRule.NEVER || reason.attention() == AttentionRule.PER_SHOP);
    }

    /** A row with the reason since {@link #NOW}, its attention derived at {@code at}. */
    private static OrderRow derived(Reason reason, Instant nextCheckAt, int retries, Instant at) {
        State plain = State.of(reason, Map.of()).retried(retries);
        State state = nextCheckAt == null ? plain : plain.lookAgain(nextCheckAt, retries);
        OrderRow before = reason.status() == Status.UNCONFIRMED
                ? unseen().become(State.of(Status.SYNCING), MESSAGE, NOW).withVersion(1)
                : unseen();
        return Attention.derive(before.become(state, MESSAGE, NOW), at);
    }

    private static OrderRow unseen() {
        return OrderRow.unseen(ShopBuilder.ID, new OrderId("576461413038785752"), NOW);
    }
}
