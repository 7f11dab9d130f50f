package dev.ordersync.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until a test moves it. */
public final class MutableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public MutableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** A clock at this time, such as {@code 2026-01-10T12:00:00Z}. */
    public static MutableClock at(String iso) {
        return new MutableClock(Instant.parse(iso));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock on and gives the new time. */
    public Instant advance(Duration span) {
        return now.updateAndGet(before -> before.plus(span));
    }

    public void set(Instant to) {
        now.set(to);
    }
}
