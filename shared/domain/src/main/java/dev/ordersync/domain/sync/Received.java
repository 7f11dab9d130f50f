package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import java.time.Duration;
import java.time.Instant;

/**
 * A check as the queue delivered it.
 *
 * @param receives how often it was delivered, this time included
 * @param firstSentAt when it was put into the queue, which bounds how long its upstream has been paused
 */
public record Received(MessageId id, int receives, Instant firstSentAt, Check check) {
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(15);
    /** The queue gives a message up after ten deliveries; what must be written is written before. */
    private static final int LAST = 10;

    boolean isLast() {
        return receives >= LAST;
    }

    boolean isNextToLast() {
        return receives >= LAST - 1;
    }

    Duration backOff() {
        return backOff(receives);
    }

    /** How long a message stays away after so many deliveries: 10 s, doubled with each, at most 15 min. */
    public static Duration backOff(int receives) {
        int doublings = Math.clamp(receives - 1, 0, 10);
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
    }
}
