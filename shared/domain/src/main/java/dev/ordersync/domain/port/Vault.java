package dev.ordersync.domain.port;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens and credentials, kept encrypted. A refresh runs under a lease: take it, call the upstream, replace the secret on
 * condition that the lease is still ours, and only then use the new one.
 */
public interface Vault {
    /**
     * @param freshness CACHED may be 5 minutes old; FRESH reads the stored item consistently, since somebody may just
     *     have refreshed it
     * @return empty when nothing is stored under the key
     */
    Optional<Secret> read(Key key, Freshness freshness);

    /** Takes the lease to refresh a secret until then; empty while somebody else holds it. */
    Optional<Lease> lease(Key key, Instant now, Instant until);

    /**
     * Stores what the upstream gave and ends the lease.
     *
     * @return false when the lease is not ours any more: nothing was stored
     */
    boolean replace(Lease lease, Map<String, String> values);

    /** Ends a lease under which nothing was replaced. */
    void release(Lease lease);

    /** Whose secret. */
    sealed interface Key {
        String value();

        /** A TikTok authorisation, which several shops may share: {@code accessToken, refreshToken, ...}. */
        record Authorisation(String value) implements Key {}

        /** A store's connection: what the platform needs, by the configuration's names. */
        record Connection(String value) implements Key {}
    }

    /** Named values; {@link #toString()} shows none of them. {@code version} grows with each replacement. */
    record Secret(Map<String, String> values, long version) {
        public Secret {
            values = Map.copyOf(values);
        }

        public Optional<String> get(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public String toString() {
            return "Secret[version " + version + "]";
        }
    }

    /** The right to replace one secret. {@code holder} names this attempt. */
    record Lease(Key key, String holder, Instant until) {}

    /** How old an answer may be. */
    enum Freshness {
        CACHED,
        FRESH
    }
}
