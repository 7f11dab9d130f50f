package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.shop.Shop;
import java.time.Duration;
import java.time.Instant;

/** One message's turn over one order: who asks, for which shop, and how long there is. */
record Turn(Shop shop, Received received, Invocation invocation) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** The queue gives a message up after ten deliveries; what must be written is written before. */
    private static final int LAST_RECEIVE = 10;

    MessageId id() {
        return received.id();
    }

    Check check() {
        return received.check();
    }

    Duration backOff() {
        return received.backOff();
    }

    boolean isLastReceive() {
        return received.receives() >= LAST_RECEIVE;
    }

    /** Whether pauses have gone on for so long that the order must say so, or the queue would give the message up. */
    boolean isPausedTooLong(Instant now) {
        return received.receives() >= LAST_RECEIVE - 1
                || !now.isBefore(received.firstSentAt().plus(LONGEST_PAUSE));
    }

    static Duration pause(Instant until, Instant now) {
        Duration wait = until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
    }
}
