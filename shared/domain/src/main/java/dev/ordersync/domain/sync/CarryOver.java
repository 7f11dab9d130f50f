package dev.ordersync.domain.sync;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Does in the store what a SYNCED row still has pending. Each step reads the store first, so a step that was done before a
 * crash is not done twice; a claim keeps two workers apart.
 */
final class CarryOver {
    private static final int FAILURES_BEFORE_ATTENTION = 3;
    private static final Duration STILL_AT_IT = Duration.ofMinutes(1);

    private final Ports ports;
    private final RowWriter writer;
    private final FollowUps followUps;
    private final Pauses pauses;

    CarryOver(Ports ports, RowWriter writer, FollowUps followUps) {
        this.ports = ports;
        this.writer = writer;
        this.followUps = followUps;
        this.pauses = new Pauses(ports.shops(), ports.clock());
    }

    /** @return empty when somebody else wrote the row: begin again */
    Optional<Outcome> run(Turn turn, OrderRow row) {
        Instant now = ports.clock().instant();
        Optional<Claim> other = row.effect().claim().filter(claim -> claim.isLive(now));
        if (other.isPresent()) {
            followUps.afterClaim(row, other.get());
            return Optional.of(Outcome.Done.of("another is at it", row));
        }
        if (!turn.invocation().hasTimeFor(turn.shop().platform().callTimeout().multipliedBy(3))) {
            return Optional.of(new Outcome.GiveBack(turn.backOff(), "too little time left for the store"));
        }
        Claim claim = new Claim(turn.invocation().requestId() + "/" + turn.id() + "/p", now.plus(Claim.LIFE));
        OrderRow claimed = row.withEffect(row.effect().withClaim(claim))
                .become(
                        state(row.reasonArgs(), claim.until().plus(FollowUps.AFTER_CLAIM), row.retries()),
                        turn.id(),
                        now);
        return switch (ports.orders().write(claimed)) {
            case Written.Lost(Optional<OrderRow> current) ->
                // The race with ourselves: our write was done, its answer got lost, and the client wrote again.
                current.filter(stored -> stored.effect().claim().equals(Optional.of(claim)))
                        .map(stored -> step(turn, stored, claim));
            case Written.Done(OrderRow stored) -> Optional.of(step(turn, stored, claim));
        };
    }

    private Outcome step(Turn turn, OrderRow row, Claim claim) {
        PendingStep step = row.effect().pending().get(0);
        try {
            return switch (step) {
                case CANCEL -> cancel(turn, row, claim);
            };
        } catch (UpstreamException failure) {
            if (failure.upstream() == Upstream.AWS) {
                throw failure;
            }
            return failed(turn, row, claim, failure);
        }
    }

    private Outcome cancel(Turn turn, OrderRow row, Claim claim) {
        Store store = ports.stores().of(turn.shop());
        StoreOrderId id = row.effect().storeOrderId().orElseThrow();
        Optional<StoreOrder> before = store.read(id);
        if (before.isEmpty()) {
            return gone(turn, row, claim);
        }
        if (!before.get().cancelled()) {
            // No stock was taken for it, so none goes back.
            store.cancel(id, Store.Restock.NO);
            if (!store.read(id).map(StoreOrder::cancelled).orElse(true)) {
                return stillAtIt(turn, row, claim);
            }
        }
        State state = State.of(Status.SYNCED);
        return finish(turn, row.withEffect(row.effect().done(PendingStep.CANCEL)), claim, state, "CANCELLED", Map.of());
    }

    /** The store cancels in its own time; the next look reads before it asks again. */
    private Outcome stillAtIt(Turn turn, OrderRow row, Claim claim) {
        Instant next = ports.clock().instant().plus(STILL_AT_IT);
        State state = state(Map.of("words", "it has not cancelled the order yet"), next, row.retries() + 1);
        return finish(turn, attention(row, row.retries() + 1), claim, state, "CANCEL_ASKED", Map.of());
    }

    private Outcome gone(Turn turn, OrderRow row, Claim claim) {
        Instant now = ports.clock().instant();
        OrderRow marked = row.withEffect(row.effect().done(PendingStep.CANCEL))
                .withAttention(Optional.of(Reason.STORE_ORDER_DELETED), Optional.of(now));
        return finish(turn, marked, claim, State.of(Status.SYNCED), "GONE", Map.of());
    }

    private Outcome failed(Turn turn, OrderRow row, Claim claim, UpstreamException failure) {
        Instant now = ports.clock().instant();
        int retries = row.retries() + 1;
        Optional<Duration> retryAfter = Optional.empty();
        if (failure instanceof Transient passing) {
            retryAfter = passing.retryAfter();
            if (passing.kind() == Transient.Kind.RATE_LIMITED) {
                pauses.pause(turn.shop(), Upstream.STORE, retryAfter);
            }
        }
        Duration wait = LookAgainTimes.passing(row.order(), retries - 1, retryAfter);
        Map<String, String> words = Map.of("words", Words.cut(failure.getMessage(), 200));
        return finish(turn, attention(row, retries), claim, state(words, now.plus(wait), retries), "FAILED", words);
    }

    /** SYNCED with something still to do; the arguments fill the words of STORE_UPDATE_FAILED. */
    private static State state(Map<String, String> args, Instant nextCheckAt, int retries) {
        return new State(Status.SYNCED, Optional.empty(), args, Optional.empty(), Optional.of(nextCheckAt), retries);
    }

    private OrderRow attention(OrderRow row, int failures) {
        return failures < FAILURES_BEFORE_ATTENTION || row.attention().isPresent()
                ? row
                : row.withAttention(
                        Optional.of(Reason.STORE_UPDATE_FAILED),
                        Optional.of(ports.clock().instant()));
    }

    private Outcome finish(
            Turn turn, OrderRow row, Claim claim, State state, String verdict, Map<String, String> facts) {
        ports.orders().append(writer.entry(turn, row, state, verdict, facts));
        OrderRow written = row.withEffect(row.effect().withoutClaim())
                .become(state, turn.id(), ports.clock().instant());
        if (state.nextCheckAt().isEmpty() && row.isInTrouble(Reason.STORE_UPDATE_FAILED)) {
            written = written.calm();
        }
        return switch (ports.orders().writeUnderClaim(written, claim)) {
            case Written.Done(OrderRow stored) -> {
                followUps.after(stored);
                yield Outcome.Done.of(verdict.toLowerCase(java.util.Locale.ROOT), stored);
            }
            case Written.Lost(Optional<OrderRow> current) -> {
                // The race with ourselves, as above; or with a successor, whose follow-ups are not ours.
                current.filter(stored -> stored.by().equals(turn.id())).ifPresent(followUps::after);
                yield new Outcome.Done("taken over", current);
            }
        };
    }
}
