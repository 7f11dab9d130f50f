package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When an order is looked at again. */
final class LookAgainTimes {
    /** A passing fault is retried for so long, then a person is needed. */
    private static final Duration PATIENCE = Duration.ofDays(7);

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(6);
    private static final Duration NEAREST_SCHEDULE = Duration.ofSeconds(60);
    private static final int SPREAD_MINUTES = 5;

    private LookAgainTimes() {}

    /**
     * The state with its next look and the count of looks that were made for the same reason.
     *
     * @param row as stored before this check
     * @param known when the cause will be gone, where that is known
     * @param retryAfter what the upstream asked for
     */
    static State plan(State state, OrderRow row, Optional<Instant> known, Optional<Duration> retryAfter, Instant now) {
        if (known.filter(at -> at.isAfter(now)).isPresent()) {
            return state.lookAgain(known.get(), 0);
        }
        LookAgain ladder = state.reason().orElseThrow().lookAgain();
        if (ladder.wait(0).isEmpty()) {
            return state;
        }
        boolean same = row.reason().equals(state.reason());
        boolean again =
                same || row.reason().filter(before -> goesOn(before, state)).isPresent();
        if (same) {
            boolean early = row.nextCheckAt().filter(at -> at.isAfter(now)).isPresent();
            if (early) {
                // Something else brought this check here; the look that is planned stands.
                return state.lookAgain(row.nextCheckAt().get(), row.retries());
            }
            if (row.nextCheckAt().isEmpty()) {
                return state.retried(row.retries());
            }
        }
        // Of a hold the look at its expected end is no step of the ladder, also when we came too late for it.
        int before = ladder == LookAgain.HOLD ? 1 : 0;
        int retries = again ? row.retries() + 1 : before;
        // A hold is no fault: it may last for weeks (a pre-order's does) and ends by itself.
        if (again && ladder != LookAgain.HOLD && isHopeless(row, same, now)) {
            return state.retried(retries);
        }
        Optional<Duration> wait =
                ladder.wait(retries - before).map(span -> wait(span, row.order(), retries, retryAfter));
        return wait.map(span -> state.lookAgain(now.plus(span), retries)).orElseGet(() -> state.retried(retries));
    }

    /** Faults of one ladder are one outage, by whatever name; what blocks an order is no fault. */
    private static boolean goesOn(Reason before, State state) {
        return before.lookAgain() == state.reason().orElseThrow().lookAgain()
                && before.status() != Status.BLOCKED
                && state.status() != Status.BLOCKED;
    }

    /** The wait before look {@code retries + 1} after a passing fault of an upstream. */
    static Duration passing(OrderId order, int retries, Optional<Duration> retryAfter) {
        Duration step = LookAgain.PASSING_FAULT.wait(Math.max(retries, 0)).orElseThrow();
        return wait(step, order, retries, retryAfter);
    }

    private static Duration wait(Duration step, OrderId order, int retries, Optional<Duration> retryAfter) {
        return retryAfter
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked)
                .orElseGet(() -> jittered(step, order, retries));
    }

    private static boolean isHopeless(OrderRow row, boolean same, Instant now) {
        boolean tooLong = same && isTooLong(row.since(), now);
        boolean cancelledByTikTok = row.mirror()
                .flatMap(mirror -> mirror.autoCancelAt())
                .map(at -> at.isBefore(now))
                .orElse(false);
        return tooLong || cancelledByTikTok;
    }

    /** Whether what has failed since then is not retried any more. */
    static boolean isTooLong(Instant since, Instant now) {
        return since.plus(PATIENCE).isBefore(now);
    }

    /** Within 20 % of the wait, always the same for one order's n-th look, so that orders that failed together spread. */
    private static Duration jittered(Duration wait, OrderId order, int retries) {
        int spread = Math.floorMod((order.value() + "#" + retries).hashCode(), 401) - 200;
        return wait.plus(wait.multipliedBy(spread).dividedBy(1000));
    }

    /** A schedule's time: a whole minute, at least 60 s ahead, spread over the order's own minute of five. */
    static Instant due(Instant wanted, OrderId order, Instant now) {
        int minutes = Math.floorMod(order.value().hashCode(), SPREAD_MINUTES);
        return wholeMinute(wanted.plus(Duration.ofMinutes(minutes)), now);
    }

    /** A schedule's time without spread: a dead claim is rare, and somebody waits for its end. */
    static Instant dueSharp(Instant wanted, Instant now) {
        return wholeMinute(wanted, now);
    }

    private static Instant wholeMinute(Instant wanted, Instant now) {
        Instant nearest = now.plus(NEAREST_SCHEDULE);
        Instant at = wanted.isBefore(nearest) ? nearest : wanted;
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(at) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    }
}
