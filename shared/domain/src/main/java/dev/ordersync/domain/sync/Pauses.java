package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Lets every check of a shop keep off an upstream that asked us to slow down. */
final class Pauses {
    private static final Duration DEFAULT = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** Longer than that an upstream is down rather than busy, and the ladder of a passing fault knows that better. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Shops shops;
    private final InstantSource clock;

    Pauses(Shops shops, InstantSource clock) {
        this.shops = shops;
        this.clock = clock;
    }

    /** @return until when */
    Instant pause(Shop shop, Upstream upstream, Optional<Duration> retryAfter) {
        Duration asked = retryAfter.orElse(DEFAULT);
        Duration bounded = asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        Instant until = clock.instant().plus(bounded);
        shops.pause(shop.id(), upstream, until);
        return until;
    }
}
