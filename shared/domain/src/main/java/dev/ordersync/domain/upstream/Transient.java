package dev.ordersync.domain.upstream;

import java.time.Duration;
import java.util.Optional;

/** A passing fault: the same call may succeed later. */
public final class Transient extends UpstreamException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final Duration retryAfter;

    /** Why it passes by itself. */
    public enum Kind {
        UNAVAILABLE,
        RATE_LIMITED
    }

    /**
     * @param retryAfter how long the upstream asks us to wait, from now; null where it does not say
     * @param words what happened, without secrets, personal data or addresses
     */
    public Transient(Upstream upstream, Kind kind, Duration retryAfter, String words) {
        super(upstream, words);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
