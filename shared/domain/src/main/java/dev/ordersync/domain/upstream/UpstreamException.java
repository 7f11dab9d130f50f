package dev.ordersync.domain.upstream;

/** A call to an upstream that did not give what was asked for: {@link Transient} or {@link Permanent}. */
public abstract sealed class UpstreamException extends RuntimeException permits Transient, Permanent {
    private static final long serialVersionUID = 1L;
    private final Upstream upstream;

    UpstreamException(Upstream upstream, String message) {
        super(message);
        this.upstream = upstream;
    }

    public Upstream upstream() {
        return upstream;
    }
}
