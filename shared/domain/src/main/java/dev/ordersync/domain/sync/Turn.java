package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.shop.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** One message's turn over one order: who asks, for which shop, and how long there is. */
record Turn(Shop shop, Received received, Invocation invocation) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** So many pauses may be as short as the upstream asks; more of them would use the message's deliveries up. */
    private static final int SHORT_PAUSES = 3;
    /** From this try on a passing fault becomes a row. */
    private static final int TRIES_IN_THE_QUEUE = 3;

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

    /** When the last pause ended that the message may have met, if one did: some of its deliveries were no tries then. */
    private Optional<Instant> resumedAt() {
        return Stream.of(shop.tiktokPausedUntil(), shop.storePausedUntil())
                .flatMap(Optional::stream)
                .filter(until -> until.isAfter(received.firstSentAt()))
                .max(Instant::compareTo);
    }

    boolean metAPause() {
        return resumedAt().isPresent();
    }

    /**
     * Which try in the queue this is. Nobody counts the deliveries that met a pause; so of a message that may have met one
     * the time since tells: it is the second try when the wait after the first is over, and so on.
     */
    int tries(Instant now) {
        Optional<Instant> resumed = resumedAt();
        if (resumed.isEmpty()) {
            return received.receives();
        }
        int tries = 1;
        Instant next = resumed.get().plus(Received.backOff(tries));
        while (tries < received.receives() && !next.isAfter(now)) {
            tries++;
            next = next.plus(Received.backOff(tries));
        }
        return tries;
    }

    /** Whether a passing fault may still wait in the queue for the next try. */
    boolean mayWaitInTheQueue(Instant now) {
        return tries(now) < TRIES_IN_THE_QUEUE && !received.isNextToLast();
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
