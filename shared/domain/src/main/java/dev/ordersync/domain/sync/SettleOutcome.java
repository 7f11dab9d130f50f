package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Effect;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what became of a create call: SYNCING or UNCONFIRMED rows. While a claim lives, its owner is left alone; after
 * it, the store is looked through by every key it has. Only a platform's own number of empty look-ups, each late enough,
 * proves that nothing was created.
 */
final class SettleOutcome {
    /** Stores' clocks are not ours. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private final Ports ports;
    private final RowWriter writer;
    private final FollowUps followUps;
    private final Faults faults;
    private final CarryOver carryOver;

    SettleOutcome(Ports ports, RowWriter writer, FollowUps followUps, Faults faults, CarryOver carryOver) {
        this.ports = ports;
        this.writer = writer;
        this.followUps = followUps;
        this.faults = faults;
        this.carryOver = carryOver;
    }

    /** What is to happen next. */
    sealed interface Settled {
        record Finished(Outcome outcome) implements Settled {}

        /** Somebody else wrote the row meanwhile. */
        record BeginAgain() implements Settled {}

        /** Nothing was created: the order is judged anew from the start. */
        record SurelyNotThere() implements Settled {}
    }

    Settled run(Turn turn, OrderRow row) {
        Instant now = ports.clock().instant();
        Optional<Claim> claim = row.effect().claim();
        if (claim.filter(other -> other.isLive(now)).isPresent()) {
            followUps.afterClaim(row, claim.get());
            return new Settled.Finished(Outcome.Done.of("another is at it", row));
        }
        if (!turn.invocation().hasTimeFor(turn.shop().platform().callTimeout().multipliedBy(2))) {
            return new Settled.Finished(new Outcome.GiveBack(turn.backOff(), "too little time left to look up"));
        }
        List<StoreOrder> found;
        try {
            ExternalKey key = new ExternalKey(row.order(), row.effect().generation());
            Instant since =
                    row.effect().firstIntentAt().orElse(row.firstSeenAt()).minus(CLOCK_DIFFERENCE);
            found = ports.stores().of(turn.shop()).find(key, since);
        } catch (UpstreamException failure) {
            if (failure.upstream() == Upstream.AWS) {
                throw failure;
            }
            return undecided(turn, row, failure);
        }
        return found.isEmpty() ? nothingFound(turn, row, now) : adopt(turn, row, found);
    }

    private Settled adopt(Turn turn, OrderRow row, List<StoreOrder> found) {
        StoreOrder order = found.get(0);
        if (found.size() > 1) {
            String other = found.get(1).id().value();
            Instant at = ports.clock().instant();
            News.tell(
                    ports.bus(),
                    List.of(Bus.Event.duplicate(
                            row.shop(), row.order(), order.id().value(), other, at)));
        }
        List<PendingStep> pending = row.effect().form().map(PendingStep::after).orElse(List.of());
        Instant now = ports.clock().instant();
        State state = State.of(Status.SYNCED);
        Map<String, String> facts = Map.of("storeOrder", order.id().value(), "found", String.valueOf(found.size()));
        ports.orders().append(writer.entry(turn, row, state, "ADOPTED", facts));
        // The race with a merchant who names another store order meanwhile: their lines are of a later version of the
        // row.
        ports.orders().putLines(row, CreateStoreOrder.lines(order));
        OrderRow synced = row.withEffect(row.effect().created(order.id(), order.name(), pending))
                .become(pending.isEmpty() ? state : state.lookAgain(now, 0), turn.id(), now)
                .withAttention(Optional.empty(), Optional.empty());
        return switch (ports.orders().write(synced)) {
            case Written.Done(OrderRow stored) -> new Settled.Finished(carryOn(turn, stored));
            case Written.Lost lost -> new Settled.BeginAgain();
        };
    }

    /** What is to be cancelled is cancelled at once; for the rest TikTok is asked first. */
    private Outcome carryOn(Turn turn, OrderRow stored) {
        Optional<Outcome> done =
                stored.effect().pending().contains(PendingStep.CANCEL) ? carryOver.run(turn, stored) : Optional.empty();
        return done.orElseGet(() -> {
            followUps.after(stored);
            // Nobody listened to TikTok while the outcome was not known.
            followUps.bringBack(turn.check(), Duration.ZERO);
            return Outcome.Done.of("adopted", stored);
        });
    }

    /** An empty look-up counts only when it is late enough: a store may still be at work, or its search behind. */
    private Settled nothingFound(Turn turn, OrderRow row, Instant now) {
        List<Duration> waits = turn.shop().platform().emptyLookups();
        Instant claimEnd = row.effect().claim().map(Claim::until).orElse(row.updatedAt());
        int done = Math.min(row.effect().emptyLookups(), waits.size() - 1);
        boolean counts = !now.isBefore(claimEnd.plus(waits.get(done)));
        if (counts && done + 1 == waits.size()) {
            return new Settled.SurelyNotThere();
        }
        Effect effect = counts ? row.effect().emptyLookup() : row.effect();
        Instant next = claimEnd.plus(waits.get(counts ? done + 1 : done));
        State state = State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of()).lookAgain(next, row.retries());
        ports.orders().append(writer.entry(turn, row, state, "NOT_FOUND", Map.of("counts", String.valueOf(counts))));
        OrderRow unconfirmed = row.withEffect(effect).become(state, turn.id(), now);
        // Nobody knows the outcome since the intent, not since the first look.
        return save(turn, unconfirmed.since(row.since()), "nothing found yet");
    }

    /** A look-up that fails decides nothing. */
    private Settled undecided(Turn turn, OrderRow row, UpstreamException failure) {
        boolean limited = failure instanceof Transient passing && passing.kind() == Transient.Kind.RATE_LIMITED;
        boolean firstTries =
                row.retries() == 0 && turn.mayWaitInTheQueue(ports.clock().instant());
        Optional<Duration> retryAfter = failure instanceof Transient passing ? passing.retryAfter() : Optional.empty();
        if (limited || failure instanceof Transient && firstTries) {
            Optional<Outcome> waits = faults.waiting(turn, row, limited, Upstream.STORE, retryAfter);
            if (waits.isPresent()) {
                return new Settled.Finished(waits.get());
            }
        }
        Instant now = ports.clock().instant();
        int retries = row.retries() + 1;
        Duration wait = LookAgainTimes.passing(row.order(), retries - 1, retryAfter);
        State state = State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of()).lookAgain(now.plus(wait), retries);
        Map<String, String> facts = Map.of("seen", Words.cut(failure.getMessage(), 200));
        ports.orders().append(writer.entry(turn, row, state, "UNDECIDED", facts));
        return save(turn, row.become(state, turn.id(), now).since(row.since()), "look-up failed");
    }

    private Settled save(Turn turn, OrderRow row, String what) {
        return switch (ports.orders().write(Attention.derive(row, ports.clock().instant()))) {
            case Written.Done(OrderRow stored) -> {
                followUps.after(stored);
                yield new Settled.Finished(Outcome.Done.of(what, stored));
            }
            case Written.Lost lost -> new Settled.BeginAgain();
        };
    }
}
