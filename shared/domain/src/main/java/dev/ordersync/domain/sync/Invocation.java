package dev.ordersync.domain.sync;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * One run of a function.
 *
 * @param remaining how long it may still run
 */
public record Invocation(String requestId, Supplier<Duration> remaining) {
    /** Whether something that takes at most {@code span} can still end in time, with a little to write down the outcome. */
    public boolean hasTimeFor(Duration span) {
        return remaining.get().compareTo(span.plusSeconds(5)) >= 0;
    }
}
