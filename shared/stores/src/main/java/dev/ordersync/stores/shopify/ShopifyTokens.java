package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.port.Vault.Freshness;
import dev.ordersync.domain.port.Vault.Lease;
import dev.ordersync.domain.port.Vault.Secret;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection's access token, of whichever kind its credentials are: static, by client credentials (24 hours, asked
 * anew), or an expiring offline token with a refresh token that changes with each use (shopify.dev, "Access tokens").
 */
final class ShopifyTokens {
    private static final Duration EARLY = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String ACCESS_TOKEN = "accessToken";
    private static final String REFRESH_TOKEN = "refreshToken";
    private static final String EXPIRES_AT = "expiresAt";

    private final Vault vault;
    private final Vault.Key key;
    private final TokenEndpoint endpoint;
    private final InstantSource wireClock;
    private final ReentrantLock asking = new ReentrantLock();
    private Kept kept = new Kept("", Instant.MIN);

    /** A token by client credentials, which is nowhere stored. */
    private record Kept(String token, Instant until) {}

    ShopifyTokens(Connection connection, Vault vault, TokenEndpoint endpoint, InstantSource wireClock) {
        this.vault = vault;
        this.key = new Vault.Key.Connection(connection.id().value());
        this.endpoint = endpoint;
        this.wireClock = wireClock;
    }

    /** @throws dev.ordersync.domain.upstream.UpstreamException if no token is to be had */
    String current(Deadline deadline) {
        Secret secret = secret(Freshness.CACHED);
        if (secret.get(REFRESH_TOKEN).isPresent()) {
            return isDue(secret) ? refreshed("", deadline) : token(secret);
        }
        return secret.get(ACCESS_TOKEN).isPresent() ? token(secret) : byClientCredentials(secret, "", deadline);
    }

    /** Another token in place of one that Shopify refused with a 401; empty where only the merchant can give one. */
    Optional<String> instead(String refused, Deadline deadline) {
        Secret secret = secret(Freshness.FRESH);
        if (secret.get(REFRESH_TOKEN).isPresent()) {
            return secret.get(ACCESS_TOKEN)
                    .filter(token -> !token.equals(refused))
                    .or(() -> Optional.of(refreshed(refused, deadline)));
        }
        if (secret.get(ACCESS_TOKEN).isPresent()) {
            return Optional.of(token(secret)).filter(token -> !token.equals(refused));
        }
        return Optional.of(byClientCredentials(secret, refused, deadline));
    }

    /** A lock, not {@code synchronized}: before JDK 24 that holds the carrier of every virtual thread that waits here. */
    private String byClientCredentials(Secret secret, String refused, Deadline deadline) {
        asking.lock();
        try {
            Instant now = wireClock.instant();
            if (kept.token().equals(refused) || !now.isBefore(kept.until())) {
                JsonNode answer = endpoint.ask(credentials(secret, "client_credentials"), deadline);
                kept = new Kept(
                        answer.get("access_token").textValue(),
                        expiry(answer, now).minus(EARLY));
            }
            return kept.token();
        } finally {
            asking.unlock();
        }
    }

    /**
     * A rotating token is refreshed by one at a time, and its new refresh token is stored before the new token is used:
     * an answer that could not be stored is asked for again with the old one.
     */
    private String refreshed(String refused, Deadline deadline) {
        Instant now = wireClock.instant();
        Optional<Lease> lease = vault.lease(key, now, now.plus(LEASE));
        if (lease.isEmpty()) {
            return stillGood(secret(Freshness.FRESH), refused, now)
                    .orElseThrow(() -> ShopifyApi.unavailable("the access token is being renewed"));
        }
        try {
            return refreshed(lease.get(), refused, now, deadline);
        } catch (RuntimeException failure) {
            release(lease.get(), failure);
            throw failure;
        }
    }

    private String refreshed(Lease lease, String refused, Instant now, Deadline deadline) {
        Secret secret = secret(Freshness.FRESH);
        Optional<String> held = stillGood(secret, refused, now);
        if (held.isPresent() && !isDue(secret)) {
            vault.release(lease);
            return held.get();
        }
        Map<String, String> form = credentials(secret, "refresh_token");
        form.put("refresh_token", needed(secret, REFRESH_TOKEN));
        JsonNode answer;
        try {
            answer = endpoint.ask(form, deadline);
        } catch (Transient passing) {
            if (held.isEmpty()) {
                throw passing;
            }
            release(lease, passing);
            return held.get();
        }
        Map<String, String> values = new HashMap<>(secret.values());
        values.put(ACCESS_TOKEN, answer.get("access_token").textValue());
        values.put(EXPIRES_AT, expiry(answer, now).toString());
        if (answer.path("refresh_token").isTextual()) {
            values.put(REFRESH_TOKEN, answer.get("refresh_token").textValue());
        }
        return vault.replace(lease, values) ? values.get(ACCESS_TOKEN) : token(secret(Freshness.FRESH));
    }

    /** Ends the lease for the next who tries. If that fails too, it ends by itself. */
    private void release(Lease lease, RuntimeException because) {
        try {
            vault.release(lease);
        } catch (RuntimeException alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }

    /** The stored token, if it is another than the refused one and has not expired. */
    private static Optional<String> stillGood(Secret secret, String refused, Instant now) {
        return secret.get(ACCESS_TOKEN).filter(token -> !token.equals(refused)).filter(token -> expiresAt(secret)
                .isAfter(now));
    }

    private static Map<String, String> credentials(Secret secret, String grant) {
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", grant);
        form.put("client_id", needed(secret, "clientId"));
        form.put("client_secret", needed(secret, "clientSecret"));
        return form;
    }

    private Secret secret(Freshness freshness) {
        return vault.read(key, freshness).orElseThrow(() -> missing("credentials"));
    }

    private static String token(Secret secret) {
        return needed(secret, ACCESS_TOKEN);
    }

    private static String needed(Secret secret, String name) {
        return secret.get(name).filter(value -> !value.isBlank()).orElseThrow(() -> missing(name));
    }

    private static Permanent missing(String what) {
        return new Permanent(
                Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "", "the connection has no " + what + " for Shopify", "");
    }

    private boolean isDue(Secret secret) {
        return !expiresAt(secret).minus(EARLY).isAfter(wireClock.instant());
    }

    /** A time that is absent or unreadable has passed: the refresh writes one that is not. */
    private static Instant expiresAt(Secret secret) {
        try {
            return secret.get(EXPIRES_AT).map(Instant::parse).orElse(Instant.EPOCH);
        } catch (DateTimeParseException unreadable) {
            return Instant.EPOCH;
        }
    }

    /** Both kinds live for an hour at least; {@code expires_in} is in seconds. */
    private static Instant expiry(JsonNode answer, Instant now) {
        return now.plusSeconds(
                answer.path("expires_in").asLong(Duration.ofHours(1).toSeconds()));
    }
}
