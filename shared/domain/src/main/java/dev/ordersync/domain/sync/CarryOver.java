package dev.ordersync.domain.sync;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.carryover.Changes;
import dev.ordersync.domain.carryover.StoreStep;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Carries over to the store what became of an order after it was created there. What is to be done stands in the row's
 * {@code pending} before the first call, and leaves it step by step. Each step reads the store first, so a step that was
 * done before a crash is not done twice; a claim keeps two workers apart.
 */
final class CarryOver {
    private static final int FAILURES_BEFORE_ATTENTION = 3;
    private static final Duration STILL_AT_IT = Duration.ofMinutes(1);
    /** A week of looks after the end of a hold: after 1, 2, 4, 8, 16, then every 24 hours. */
    private static final int LOOKS_AFTER_A_HOLD = 11;
    /** The argument of a step that failed: what the store said. */
    private static final String WORDS = "words";

    private static final String STILL_HELD = "it is still held, since TikTok does not show how to go on";
    private static final int MOST_WORDS = 200;
    private static final int LEAST_WORDS = 90;

    private final Ports ports;
    private final RowWriter writer;
    private final FollowUps followUps;
    private final Pauses pauses;
    private final Changes changes;

    CarryOver(Ports ports, RowWriter writer, FollowUps followUps, AddressHash addressHash) {
        this.ports = ports;
        this.writer = writer;
        this.followUps = followUps;
        this.pauses = new Pauses(ports.shops(), ports.clock());
        this.changes = new Changes(addressHash);
    }

    /**
     * Compares, mirrors what needs no call, and does the rest.
     *
     * @return empty when somebody else wrote the row: begin again
     */
    Optional<Outcome> follow(Turn turn, OrderRow row, TikTokOrder order) {
        boolean old = row.mirror()
                .filter(before -> order.updatedAt().isBefore(before.updatedAt()))
                .isPresent();
        if (old) {
            // What brought us here may be newer than both.
            return Optional.of(new Outcome.GiveBack(turn.backOff(), "TikTok shows the order as it was before"));
        }
        OrderRow shown = changes.seen(row, order);
        // What did not get through before does not matter any more, and shall not hide that a cancellation does not.
        OrderRow seen =
                isNewlyCancelled(row, shown) && shown.isInTrouble(Reason.STORE_UPDATE_FAILED) ? shown.calm() : shown;
        return seen.effect().pending().isEmpty() ? mirror(row, seen) : run(turn, row, seen, Optional.of(order));
    }

    private static boolean isNewlyCancelled(OrderRow row, OrderRow seen) {
        return seen.effect().pending().contains(PendingStep.CANCEL)
                && !row.effect().pending().contains(PendingStep.CANCEL);
    }

    /** Does what is pending where TikTok does not show the order. */
    Optional<Outcome> run(Turn turn, OrderRow row) {
        return run(turn, row, row, Optional.empty());
    }

    /** One write of the row. Whoever wrote what comes after the row is still to be known: {@code by} stays. */
    private Optional<Outcome> mirror(OrderRow row, OrderRow seen) {
        if (seen.equals(row)) {
            return Optional.of(Outcome.Done.of("unchanged", row));
        }
        return switch (ports.orders()
                .write(seen.writtenBy(row.by(), ports.clock().instant()))) {
            case Written.Done(OrderRow stored) -> Optional.of(Outcome.Done.of("mirrored", stored));
            case Written.Lost lost -> Optional.empty();
        };
    }

    private Optional<Outcome> run(Turn turn, OrderRow row, OrderRow seen, Optional<TikTokOrder> order) {
        Instant now = ports.clock().instant();
        Optional<Claim> other = row.effect().claim().filter(claim -> claim.isLive(now));
        if (other.isPresent()) {
            followUps.afterClaim(row, other.get());
            return Optional.of(Outcome.Done.of("another is at it", row));
        }
        Optional<PendingStep> first = next(seen, order);
        if (first.isEmpty()) {
            return waiting(turn, row, seen, order);
        }
        if (!hasTimeFor(turn, first.get())) {
            return Optional.of(new Outcome.GiveBack(turn.backOff(), "too little time left for the store"));
        }
        Claim claim = new Claim(turn.invocation().requestId() + "/" + turn.id() + "/p", now.plus(Claim.LIFE));
        // A step that is new is given as much patience as any, however long others have failed.
        boolean isNews = !row.effect().pending().containsAll(seen.effect().pending());
        State state = new State(
                Status.SYNCED,
                Optional.empty(),
                row.reasonArgs(),
                Optional.empty(),
                Optional.of(claim.until().plus(FollowUps.AFTER_CLAIM)),
                isNews ? 0 : row.retries());
        // What a merchant dismissed was something else, though it may come to have the same name.
        OrderRow told = isNews && seen.isDismissed(Reason.STORE_UPDATE_FAILED) ? seen.calm() : seen;
        OrderRow claimed = told.withEffect(told.effect().withClaim(claim)).become(state, turn.id(), now);
        return switch (ports.orders().write(claimed)) {
            case Written.Lost(Optional<OrderRow> current) ->
                // The race with ourselves: our write was done, its answer got lost, and the client wrote again.
                current.filter(stored -> stored.effect().claim().equals(Optional.of(claim)))
                        .map(stored -> steps(turn, stored, claim, order));
            case Written.Done(OrderRow stored) -> Optional.of(steps(turn, stored, claim, order));
        };
    }

    private Optional<PendingStep> next(OrderRow row, Optional<TikTokOrder> order) {
        Instant now = ports.clock().instant();
        return row.effect().pending().stream()
                .filter(step -> StoreStep.of(step).isReady(order, now))
                .findFirst();
    }

    private static boolean hasTimeFor(Turn turn, PendingStep step) {
        return turn.invocation().hasTimeFor(atMost(turn, step));
    }

    private static Duration atMost(Turn turn, PendingStep step) {
        return turn.shop()
                .platform()
                .callTimeout()
                .multipliedBy(StoreStep.of(step).calls());
    }

    /** What is pending must wait, as the release of a held order does. */
    private Optional<Outcome> waiting(Turn turn, OrderRow row, OrderRow seen, Optional<TikTokOrder> order) {
        Instant now = ports.clock().instant();
        if (row.nextCheckAt().filter(at -> at.isAfter(now)).isPresent()) {
            return mirror(row, seen);
        }
        int looks = failedBefore(row) ? 0 : row.retries();
        boolean held = order.filter(shown -> shown.isOnHold(now)).isPresent();
        State waits = waits(order, looks);
        OrderRow told = seen;
        State said = waits;
        if (!held && looks >= FAILURES_BEFORE_ATTENTION) {
            // The hold is over, and yet it cannot be released: TikTok shows no address, or the order no longer.
            told = Attention.raise(seen, Reason.STORE_UPDATE_FAILED, now);
            Optional<Instant> next = looks >= LOOKS_AFTER_A_HOLD ? Optional.empty() : waits.nextCheckAt();
            said = new State(
                    waits.status(), waits.reason(), Map.of(WORDS, STILL_HELD), waits.stage(), next, waits.retries());
        }
        OrderRow armed = told.withEffect(told.effect().withoutClaim()).become(said, turn.id(), now);
        return switch (ports.orders().write(armed)) {
            case Written.Done(OrderRow stored) -> {
                followUps.after(stored);
                yield Optional.of(Outcome.Done.of("waits", stored));
            }
            case Written.Lost(Optional<OrderRow> current) ->
                current.filter(stored -> stored.by().equals(turn.id()) && stored.version() == armed.version() + 1)
                        .map(stored -> {
                            followUps.after(stored);
                            return Outcome.Done.of("waits", stored);
                        });
        };
    }

    /** Until the hold's expected end, and from then on ever more rarely: its end is told by a webhook. */
    private State waits(Optional<TikTokOrder> order, int looks) {
        Instant now = ports.clock().instant();
        State state = State.of(Status.SYNCED);
        return order.filter(shown -> shown.isOnHold(now))
                .map(TikTokOrder::expectedHoldEnd)
                .filter(end -> end.isAfter(now))
                .map(end -> state.lookAgain(end, 0))
                .orElseGet(() ->
                        state.lookAgain(now.plus(LookAgain.HOLD.wait(looks).orElseThrow()), looks + 1));
    }

    /** One after the other under one claim, as far as time allows. */
    private Outcome steps(Turn turn, OrderRow claimed, Claim claim, Optional<TikTokOrder> order) {
        OrderRow row = claimed;
        while (true) {
            PendingStep step = next(row, order).orElseThrow();
            Ended ended;
            try {
                ended = ended(turn, row, step, claim, order);
            } catch (TooLate late) {
                // Whoever comes when the claim is over reads the store first, as always.
                followUps.after(row);
                return Outcome.Done.of("no time left for the call", row);
            }
            Optional<PendingStep> following = ended.goesOn() ? next(ended.row(), order) : Optional.empty();
            if (following
                    .filter(more -> hasTimeFor(turn, more) && endsInTime(atMost(turn, more), claim))
                    .isEmpty()) {
                return finish(turn, ended, claim, following.isPresent(), order);
            }
            ports.orders().append(entry(turn, ended));
            State goesOn = new State(Status.SYNCED, Optional.empty(), Map.of(), Optional.empty(), row.nextCheckAt(), 0);
            OrderRow done = ended.row().become(goesOn, turn.id(), ports.clock().instant());
            switch (ports.orders().writeUnderClaim(done, claim)) {
                case Written.Done(OrderRow stored) -> row = stored;
                case Written.Lost(Optional<OrderRow> current) -> {
                    return new Outcome.Done("taken over", current);
                }
            }
        }
    }

    private boolean endsInTime(Duration calls, Claim claim) {
        return !ports.clock().instant().plus(calls).isAfter(claim.until().minus(Claim.MARGIN));
    }

    /**
     * How a step ended.
     *
     * @param row without the step where that is over
     * @param failed what the row says of a step that is to be done again
     */
    private record Ended(OrderRow row, String verdict, Map<String, String> facts, Optional<State> failed) {
        boolean goesOn() {
            return failed.isEmpty();
        }
    }

    /** The race with a successor: paused in a step, we may wake when the claim is somebody else's. */
    private static final class TooLate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLate() {
            super(null, null, false, false);
        }
    }

    private void lastLook(Turn turn, Claim claim) {
        Duration call = turn.shop().platform().callTimeout();
        if (!turn.invocation().hasTimeFor(call) || !endsInTime(call, claim)) {
            throw new TooLate();
        }
    }

    private Ended ended(Turn turn, OrderRow row, PendingStep step, Claim claim, Optional<TikTokOrder> order) {
        try {
            Store store = ports.stores().of(turn.shop());
            StoreOrderId id = row.effect().storeOrderId().orElseThrow();
            Optional<StoreOrder> before = store.read(id);
            if (before.isEmpty()) {
                return row.mayBeHiddenIn(turn.shop().platform(), ports.clock().instant())
                        ? failed(turn, row, step, hidden())
                        : gone(row);
            }
            StoreStep.Work work =
                    new StoreStep.Work(turn.shop(), row, store, before.get(), order, () -> lastLook(turn, claim));
            return switch (StoreStep.of(step).run(work)) {
                case StoreStep.Result.Done done -> done(step, done);
                case StoreStep.Result.NotYet notYet -> notYet(row, notYet);
            };
        } catch (UpstreamException failure) {
            if (failure.upstream() == Upstream.AWS && failure instanceof Transient) {
                throw failure;
            }
            return failed(turn, row, step, failure);
        } catch (TooLate late) {
            throw late;
        } catch (RuntimeException bug) {
            // Left to escape it would come back under its own name for ever, and nobody would be told.
            String words = "something went wrong on our side (" + bug.getClass().getSimpleName() + ")";
            return failed(turn, row, step, new Permanent(Upstream.AWS, Permanent.Kind.REFUSED, "", words, ""));
        }
    }

    private static Permanent hidden() {
        return new Permanent(
                Upstream.STORE, Permanent.Kind.REFUSED, "", "it does not show us orders as old as this one", "");
    }

    private Ended done(PendingStep step, StoreStep.Result.Done done) {
        OrderRow row = done.row().withEffect(done.row().effect().done(step));
        Instant now = ports.clock().instant();
        // What a merchant dismissed was something else, though it has the same name.
        OrderRow told = done.attention()
                .map(reason -> Attention.raise(row.isDismissed(reason) ? row.calm() : row, reason, now))
                .orElse(row);
        return new Ended(told, done.verdict(), Map.of(), Optional.empty());
    }

    /** The store cancels in its own time; the next look reads before it asks again. */
    private Ended notYet(OrderRow row, StoreStep.Result.NotYet notYet) {
        int failures = failures(row) + 1;
        Duration wait = failures < FAILURES_BEFORE_ATTENTION
                ? STILL_AT_IT
                : LookAgainTimes.passing(row.order(), failures - 1, Optional.empty());
        return again(row, failures, notYet.words(), wait, notYet.verdict(), Map.of());
    }

    /** Nothing can be done to it any more. */
    private Ended gone(OrderRow row) {
        OrderRow nothing = row.withEffect(row.effect().withPending(List.of()));
        return new Ended(
                Attention.raise(
                        nothing, Reason.STORE_ORDER_DELETED, ports.clock().instant()),
                "GONE",
                Map.of(),
                Optional.empty());
    }

    private Ended failed(Turn turn, OrderRow row, PendingStep step, UpstreamException failure) {
        Instant now = ports.clock().instant();
        int failures = failures(row) + 1;
        Optional<Duration> retryAfter = Optional.empty();
        if (failure instanceof Transient passing) {
            retryAfter = passing.retryAfter();
            if (passing.kind() == Transient.Kind.RATE_LIMITED) {
                pauses.pause(turn.shop(), failure.upstream(), retryAfter);
            }
        }
        Duration wait = LookAgainTimes.passing(row.order(), failures - 1, retryAfter);
        boolean shown = row.attention()
                .filter(reason -> reason != Reason.STORE_UPDATE_FAILED)
                .isEmpty();
        // Behind a longer reason the row has less room, and nobody sees them.
        String words = Words.cut(failure.getMessage(), shown ? MOST_WORDS : LEAST_WORDS);
        return again(row, failures, words, wait, "FAILED", Map.of(WORDS, words, "step", step.name()));
    }

    /**
     * The step stays pending, and is tried again unless it has failed for too long since it first did, or since the
     * merchant pressed Sync. TikTok's own deadline ends nothing here: the cancel that it brings is itself carried over.
     */
    private Ended again(
            OrderRow row, int failures, String words, Duration wait, String verdict, Map<String, String> facts) {
        Instant now = ports.clock().instant();
        Instant since = failures == 1 ? now : row.since();
        Instant patientSince =
                row.syncPressedAt().filter(pressed -> pressed.isAfter(since)).orElse(since);
        boolean over = LookAgainTimes.isTooLong(patientSince, now);
        State state = new State(
                Status.SYNCED,
                Optional.empty(),
                Map.of(WORDS, words),
                Optional.empty(),
                over ? Optional.empty() : Optional.of(now.plus(wait)),
                failures);
        return new Ended(attention(row.since(since), failures), verdict, facts, Optional.of(state));
    }

    /** How often the steps failed so far; looks at a hold are counted too, and are no failures. */
    private static int failures(OrderRow row) {
        return failedBefore(row) ? row.retries() : 0;
    }

    private static boolean failedBefore(OrderRow row) {
        String words = row.reasonArgs().get(WORDS);
        return words != null && !words.equals(STILL_HELD);
    }

    private OrderRow attention(OrderRow row, int failures) {
        return failures < FAILURES_BEFORE_ATTENTION
                ? row
                : Attention.raise(row, Reason.STORE_UPDATE_FAILED, ports.clock().instant());
    }

    private TrailEntry entry(Turn turn, Ended ended) {
        return writer.entry(turn, ended.row(), State.of(Status.SYNCED), ended.verdict(), ended.facts());
    }

    /** @param more whether a step could go on at once if there were time */
    private Outcome finish(Turn turn, Ended ended, Claim claim, boolean more, Optional<TikTokOrder> order) {
        ports.orders().append(entry(turn, ended));
        Instant now = ports.clock().instant();
        State state = ended.failed().orElseGet(() -> {
            if (ended.row().effect().pending().isEmpty()) {
                return State.of(Status.SYNCED);
            }
            return more ? State.of(Status.SYNCED).lookAgain(now, 0) : waits(order, 0);
        });
        OrderRow written =
                ended.row().withEffect(ended.row().effect().withoutClaim()).become(state, turn.id(), now);
        if (ended.goesOn() && written.isInTrouble(Reason.STORE_UPDATE_FAILED)) {
            written = written.calm();
        }
        return switch (ports.orders().writeUnderClaim(written, claim)) {
            case Written.Done(OrderRow stored) -> {
                followUps.after(stored);
                yield Outcome.Done.of(ended.verdict().toLowerCase(Locale.ROOT), stored);
            }
            case Written.Lost(Optional<OrderRow> current) -> {
                // The race with ourselves, as above; or with a successor, whose follow-ups are not ours.
                current.filter(stored -> stored.by().equals(turn.id())).ifPresent(followUps::after);
                yield new Outcome.Done("taken over", current);
            }
        };
    }
}
