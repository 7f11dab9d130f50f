package dev.ordersync.domain.upstream;

/** A refusal that stands until somebody changes something. */
public final class Permanent extends UpstreamException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final String code;
    private final String requestId;

    /** What has to change. */
    public enum Kind {
        /** The token is not accepted any more, lacks a scope, or the shop is closed: the merchant must reconnect. */
        AUTH_EXPIRED,
        /** The upstream refuses what we ask. */
        REFUSED
    }

    /**
     * @param code the upstream's own code, empty where it has none
     * @param words the upstream's own words, without secrets or personal data
     * @param requestId the upstream's id of the request, empty where it has none
     */
    public Permanent(Upstream upstream, Kind kind, String code, String words, String requestId) {
        super(upstream, words);
        this.kind = kind;
        this.code = code;
        this.requestId = requestId;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String requestId() {
        return requestId;
    }
}
