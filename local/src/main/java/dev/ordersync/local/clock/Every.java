package dev.ordersync.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A timer: does something at fixed intervals of business time, as a scheduled rule does. */
public final class Every implements DueSource {
    private final Duration interval;
    private final Runnable action;
    private Instant next;

    /**
     * @param first when it is due for the first time
     * @param interval the time between two runs, above zero
     */
    public Every(Instant first, Duration interval, Runnable action) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("an interval is above zero: " + interval);
        }
        this.next = first;
        this.interval = interval;
        this.action = Objects.requireNonNull(action);
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        return Optional.of(next);
    }

    @Override
    public void fireDue(Instant now) {
        synchronized (this) {
            // Whoever slept through several intervals (a laptop's lid) gets one run, not all of them.
            while (!next.isAfter(now)) {
                next = next.plus(interval);
            }
        }
        action.run();
    }
}
