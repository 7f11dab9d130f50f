package dev.ordersync.local.system;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A machine whose time runs, and jumps ahead when somebody sets it: it slept, or its clock was put right. */
final class ShakyMachine implements InstantSource {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    void move(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }
}
