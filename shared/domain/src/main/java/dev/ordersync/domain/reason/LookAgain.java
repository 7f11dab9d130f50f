package dev.ordersync.domain.reason;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** By which ladder an order with a reason is looked at again by itself. */
public enum LookAgain {
    /** Not by itself: something else brings it back (a webhook, a person, a change of a setting). */
    NEVER(List.of(), false),
    /** At a time that the stage or the effect protocol names. */
    AT_A_GIVEN_TIME(List.of(), false),
    PASSING_FAULT(minutes(1, 5, 15, 60, 180, 360), true),
    /** TikTok's hold ends on its own; each further look costs a call. */
    HOLD(minutes(60, 120, 240, 480, 960, 1440), true),
    /** Merchants refill. */
    STOCK(minutes(60, 180, 360), true),
    /** Only a new token helps, which a reconnection brings; this catches a token that another worker refreshed. */
    RECONNECTION(minutes(360), true),
    /** TikTok shows a new order late, if at all. */
    NOT_FOUND(minutes(1, 5, 15, 60), false);

    private final List<Duration> steps;
    private final boolean lastRepeats;

    LookAgain(List<Duration> steps, boolean lastRepeats) {
        this.steps = steps;
        this.lastRepeats = lastRepeats;
    }

    /** The wait before look number {@code done + 1}, or empty when there is no further one. */
    public Optional<Duration> wait(int done) {
        if (done < steps.size()) {
            return Optional.of(steps.get(done));
        }
        return lastRepeats ? Optional.of(steps.get(steps.size() - 1)) : Optional.empty();
    }

    private static List<Duration> minutes(int... minutes) {
        return java.util.Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
    }
}
