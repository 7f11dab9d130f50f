package dev.ordersync.stores.shopify;

import java.time.Duration;

/** One deadline over all the calls that one method of the port makes, so that none takes longer than one call may. */
final class Deadline {
    private final long start = System.nanoTime();
    private final Duration whole;

    private Deadline(Duration whole) {
        this.whole = whole;
    }

    static Deadline in(Duration whole) {
        return new Deadline(whole);
    }

    /** Zero or less once it has passed. */
    Duration left() {
        return whole.minusNanos(System.nanoTime() - start);
    }

    boolean passed() {
        return !left().isPositive();
    }
}
