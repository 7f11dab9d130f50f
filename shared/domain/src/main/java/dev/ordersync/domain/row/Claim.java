package dev.ordersync.domain.row;

import java.time.Duration;
import java.time.Instant;

/**
 * The name of one attempt to change something in the store, and when it ends at the latest.
 *
 * <p>Three numbers hang together: a store call ends after 20 or 30 s, the function after 120 s, the claim after 180 s.
 * So after {@code until} nobody acts under this claim.
 *
 * @param id the invocation's request id and the message's id
 */
public record Claim(String id, Instant until) {
    private static final String RESOLVES = "/r";
    public static final Duration LIFE = Duration.ofSeconds(180);
    /** A call is not begun when it could end later than this before the claim does. */
    public static final Duration MARGIN = Duration.ofSeconds(30);

    /** The claim of a merchant's request that settles what became of the store order. */
    public static Claim resolving(String requestId, Instant now) {
        return new Claim(requestId + RESOLVES, now.plus(LIFE));
    }

    public boolean isResolving() {
        return id.endsWith(RESOLVES);
    }

    public boolean isLive(Instant now) {
        return now.isBefore(until);
    }
}
