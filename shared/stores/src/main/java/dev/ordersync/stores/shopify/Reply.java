package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.http.CallFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is known after one call of the Admin API. {@code words} may be long, and quote what was sent. */
sealed interface Reply {

    /** A complete answer without errors. */
    record Data(JsonNode data) implements Reply {}

    /** Nothing was executed: the rate limit. */
    record Throttled(Optional<Duration> retryAfter) implements Reply {}

    /** Nothing was executed: HTTP 401, the token is not accepted. */
    record Unauthorised(String words, String requestId) implements Reply {}

    /**
     * The app lacks a scope, or the shop is closed to it.
     *
     * @param nothingDone whether it was refused before anything was executed
     */
    record Denied(String words, String requestId, boolean nothingDone) implements Reply {}

    /** Nothing was executed: the request itself is refused (its document, variables or cost). */
    record Invalid(String words, String requestId) implements Reply {}

    /** No byte left this process. */
    record NotSent(CallFault cause) implements Reply {}

    /** Everything else: the store may have done all, a part or nothing of it. */
    record Unclear(String words, List<Fault> faults) implements Reply {
        static Unclear of(String words) {
            return new Unclear(words, List.of());
        }
    }

    /**
     * One entry of the answer's {@code errors}.
     *
     * @param code {@code extensions.code}, empty where absent
     * @param depth the length of its path, 0 where it has none
     * @param located whether it points into the document
     */
    record Fault(String code, String message, String requiredAccess, int depth, boolean located) {}
}
