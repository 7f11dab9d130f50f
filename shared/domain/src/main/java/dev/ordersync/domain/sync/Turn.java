package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.shop.Shop;
import java.time.Duration;
import java.time.Instant;

/** One message's turn over one order: who asks, for which shop, and how long there is. */
record Turn(Shop shop, Received received, Invocation invocation) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** So many pauses may be as short as the upstream asks; more of them would use the message's deliveries up. */
    private static final int SHORT_PAUSES = 3;

    MessageId id() {
        return received.id();
    }

    Check check() {
        return received.check();
    }

    Author author() {
        return new Author(id(), check().cause(), check().actor());
    }

    Duration backOff() {
        return received.backOff();
    }

    boolean isLastReceive() {
        return received.isLast();
    }

    /** Whether pauses have gone on for so long that the order must say so, or the queue would give the message up. */
    boolean isPausedTooLong(Instant now) {
        boolean old = !now.isBefore(received.firstSentAt().plus(LONGEST_PAUSE));
        return received.isNextToLast() || received.receives() > 1 && old;
    }

    /** How long the message stays away while its upstream is paused. */
    Duration pause(Instant until, Instant now) {
        Duration asked = until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        Duration least = received.receives() > SHORT_PAUSES ? backOff() : asked;
        Duration wait = asked.compareTo(least) > 0 ? asked : least;
        return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
    }
}
