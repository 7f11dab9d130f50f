package dev.ordersync.domain.stage;

import dev.ordersync.domain.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a stage says about an order. {@code facts} are what it looked at, for the trail and for explain. */
public sealed interface Verdict {
    Map<String, String> facts();

    record Passed(Map<String, String> facts) implements Verdict {}

    /**
     * @param args fill the reason's words
     * @param lookAgainAt when the cause will be gone by itself, where that is known
     * @param waivable whether the merchant's word would suffice; never where the reason's manual mode is not WAIVE
     */
    record Blocked(
            Reason reason,
            Map<String, String> args,
            Map<String, String> facts,
            Optional<Instant> lookAgainAt,
            boolean waivable)
            implements Verdict {

        public static Blocked because(Reason reason, Map<String, String> args, Map<String, String> facts) {
            return new Blocked(reason, args, facts, Optional.empty(), true);
        }

        public static Blocked until(Instant at, Reason reason, Map<String, String> facts) {
            return new Blocked(reason, Map.of(), facts, Optional.of(at), true);
        }
    }

    /** The stage could not get its facts: {@code reason} is STORE_UNAVAILABLE, STORE_RATE_LIMITED or STORE_AUTH_EXPIRED. */
    record Undecided(Reason reason, Map<String, String> args, Map<String, String> facts, Optional<Duration> retryAfter)
            implements Verdict {}
}
