package dev.ordersync.local.clock;

import java.time.Instant;
import java.util.Optional;

/** Something in which things become due by business time: schedules, invisible messages, timers. */
public interface DueSource {

    /** When the next thing is due; empty when nothing ever is. */
    Optional<Instant> nextDue();

    /**
     * Does, or sets going, all that is due at this instant. Afterwards {@link #nextDue()} is later
     * than it, or the source has something {@linkplain #atHand() at hand}, or work runs in {@link Activity}. Called
     * by one thread at a time.
     */
    void fireDue(Instant now);

    /** What this source has at hand right now, apart from what runs in {@link Activity}. */
    default AtHand atHand() {
        return AtHand.NOTHING;
    }

    /** The three answers to "is something going on?". */
    enum AtHand {
        /** Nothing until {@link #nextDue()}. */
        NOTHING,
        /** Work that was taken and goes on at {@link #nextDue()} at the latest: an open batch window. */
        WAITS,
        /** Work that goes on by itself at once: a visible message. The clock is not moved meanwhile. */
        GOES_ON
    }
}
