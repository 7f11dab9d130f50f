package dev.ordersync.domain.shop;

import java.time.Duration;
import java.util.List;

/** The kinds of store that are built, with what the effect protocol must know of each. */
public enum Platform {
    /** A unique metafield refuses a second create; both look-ups empty 2 minutes after the claim is proof enough. */
    SHOPIFY(Duration.ofSeconds(20), 4, List.of(Duration.ofMinutes(2)), Duration.ofDays(60));

    private final Duration callTimeout;
    private final int parallelCalls;
    private final List<Duration> emptyLookups;
    private final Duration shown;

    Platform(Duration callTimeout, int parallelCalls, List<Duration> emptyLookups, Duration shown) {
        this.callTimeout = callTimeout;
        this.parallelCalls = parallelCalls;
        this.emptyLookups = emptyLookups;
        this.shown = shown;
    }

    /** The longest that one call may take. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** How many calls one connection bears at a time from one invocation. */
    public int parallelCalls() {
        return parallelCalls;
    }

    /**
     * How long after the claim's end an empty look-up counts, one entry for each look-up that must be empty before an
     * order is surely not there.
     */
    public List<Duration> emptyLookups() {
        return emptyLookups;
    }

    /**
     * For how long the store surely shows an order to us. After it, an order that is not shown need not be deleted:
     * Shopify hides orders older than 60 days from apps without {@code read_all_orders} (shopify.dev, "Access scopes").
     */
    public Duration shown() {
        return shown;
    }
}
