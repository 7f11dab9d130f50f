package dev.ordersync.domain.store;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.upstream.Transient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a create call did. Only a complete answer, or the certainty that nothing was sent, is a known outcome. */
public sealed interface Creation {
    /** The store has it. */
    record Created(StoreOrder order) implements Creation {}

    /** The store refused in a way that it documents as "nothing created". */
    record Refused(Reason reason, Map<String, String> args) implements Creation {}

    /** Nothing was created, and the cause passes by itself: nothing was sent, or the store asked us to slow down. */
    record NotDone(Transient.Kind kind, Optional<Duration> retryAfter, String words) implements Creation {}

    /** A time-out, a cut, a 5xx, half an answer: the store may have created it. {@code words} say what was seen. */
    record Unknown(String words) implements Creation {}
}
