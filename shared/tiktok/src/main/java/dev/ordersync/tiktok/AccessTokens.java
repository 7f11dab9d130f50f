package dev.ordersync.tiktok;

import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.port.Vault.Freshness;
import dev.ordersync.domain.port.Vault.Lease;
import dev.ordersync.domain.port.Vault.Secret;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.http.UpstreamRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The access tokens of the sellers' authorisations, renewed when TikTok rejects one (TikTok Shop Partner Center, "Authorization
 * overview"). A renewal runs under the vault's lease and its token is used only once it is stored: whether a refresh token works
 * twice is not documented, so two renewals at once could lose the authorisation.
 */
final class AccessTokens {
    static final String ACCESS_TOKEN = "accessToken";
    static final String REFRESH_TOKEN = "refreshToken";
    static final String ACCESS_EXPIRES = "accessTokenExpiresAt";
    static final String REFRESH_EXPIRES = "refreshTokenExpiresAt";
    /** When we renewed the access token: what of its life is over follows from it. */
    static final String ACCESS_RENEWED = "accessTokenRenewedAt";

    private static final String PATH = "/api/v2/token/refresh";
    /** Of a token that we did not renew ourselves only the end is known; TikTok gives it seven days. */
    private static final Duration USUAL_HALF = Duration.ofHours(84);

    private static final Duration CALL = Duration.ofSeconds(20);
    /** Longer than the call and the write after it can take. */
    private static final Duration LEASE = Duration.ofSeconds(60);
    /** A renewal by somebody else takes a second or two. */
    private static final Duration MEANWHILE = Duration.ofSeconds(5);

    private final Supplier<TikTokApp> app;
    private final UpstreamClient http;
    private final Vault vault;
    private final InstantSource wireClock;

    AccessTokens(Supplier<TikTokApp> app, UpstreamClient http, Vault vault, InstantSource wireClock) {
        this.app = app;
        this.http = http;
        this.vault = vault;
        this.wireClock = wireClock;
    }

    /** @throws Permanent AUTH_EXPIRED when none is stored */
    String read(Vault.Key key, Freshness freshness) {
        return vault.read(key, freshness)
                .flatMap(secret -> secret.get(ACCESS_TOKEN))
                .orElseThrow(() -> mustReconnect("no access token is stored"));
    }

    /**
     * Renews a token of whose life half is over, so that none is ever rejected while all goes well. What has no end, or cannot be
     * renewed, is left until it is rejected.
     */
    void renewIfHalfSpent(Vault.Key key) {
        if (vault.read(key, Freshness.CACHED).filter(this::isHalfSpent).isEmpty()) {
            return;
        }
        vault.read(key, Freshness.FRESH)
                .filter(this::isHalfSpent)
                .flatMap(secret -> secret.get(ACCESS_TOKEN))
                .ifPresent(token -> renew(key, token));
    }

    private boolean isHalfSpent(Secret secret) {
        Optional<Instant> end = time(secret, ACCESS_EXPIRES);
        if (end.isEmpty() || secret.get(REFRESH_TOKEN).isEmpty()) {
            return false;
        }
        Duration half = time(secret, ACCESS_RENEWED)
                .map(begin -> Duration.between(begin, end.get()).dividedBy(2))
                .orElse(USUAL_HALF);
        return !wireClock.instant().isBefore(end.get().minus(half));
    }

    private static Optional<Instant> time(Secret secret, String name) {
        try {
            return secret.get(name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Asks for a new token in place of a rejected one, or takes the one that somebody else has stored meanwhile.
     *
     * @throws Transient no answer, or somebody else is asking right now
     * @throws Permanent AUTH_EXPIRED when TikTok does not renew it
     */
    String renew(Vault.Key key, String rejected) {
        Instant now = wireClock.instant();
        Optional<Lease> lease = vault.lease(key, now, now.plus(LEASE));
        if (lease.isEmpty()) {
            return storedMeanwhile(key, rejected);
        }
        boolean stored = false;
        try {
            Secret current = vault.read(key, Freshness.FRESH).orElseThrow(() -> mustReconnect("no token is stored"));
            Optional<String> other = current.get(ACCESS_TOKEN).filter(token -> !token.equals(rejected));
            if (other.isPresent()) {
                return other.get();
            }
            Map<String, String> renewed = ask(current);
            stored = store(lease.get(), renewed);
            return stored ? renewed.get(ACCESS_TOKEN) : storedMeanwhile(key, rejected);
        } finally {
            if (!stored) {
                vault.release(lease.get());
            }
        }
    }

    /**
     * Tried twice: a token that could not be stored is lost, and whether the refresh token that gave it works again is TikTok's
     * to say. The second try finds the lease ended where only the first one's answer was lost.
     */
    private boolean store(Lease lease, Map<String, String> renewed) {
        try {
            return vault.replace(lease, renewed);
        } catch (Transient notStored) {
            return vault.replace(lease, renewed);
        }
    }

    private String storedMeanwhile(Vault.Key key, String rejected) {
        String token = read(key, Freshness.FRESH);
        if (token.equals(rejected)) {
            throw new Transient(
                    Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, MEANWHILE, "the access token is being renewed");
        }
        return token;
    }

    /** The stored values with the new tokens. A new refresh token replaces the old one, should TikTok send one. */
    private Map<String, String> ask(Secret current) {
        TikTokApp tiktok = app.get();
        String refreshToken = current.get(REFRESH_TOKEN).orElseThrow(() -> mustReconnect("no refresh token is stored"));
        String url = Query.url(
                tiktok.authUrl(),
                PATH,
                Map.of(
                        "app_key",
                        tiktok.appKey(),
                        "app_secret",
                        tiktok.appSecret(),
                        "refresh_token",
                        refreshToken,
                        "grant_type",
                        "refresh_token"));
        var result = http.call(new UpstreamRequest("GET", url, Map.of(), null, CALL));
        List<String> secrets = List.of(tiktok.appSecret(), refreshToken);
        return switch (TikTokAnswer.of(result, secrets, wireClock.instant())) {
            case TikTokAnswer.Success(var data, var requestId) -> merged(current, JsonFields.of(data));
            case TikTokAnswer.Failure(var meaning, var why) ->
                throw why instanceof Permanent refused
                        ? new Permanent(
                                Upstream.TIKTOK,
                                Permanent.Kind.AUTH_EXPIRED,
                                refused.code(),
                                refused.getMessage(),
                                refused.requestId())
                        : why;
        };
    }

    private Map<String, String> merged(Secret current, JsonFields data) {
        Map<String, String> values = new HashMap<>(current.values());
        values.remove(ACCESS_EXPIRES); // the old one's
        Map<String, String> renewed = values(data, wireClock.instant());
        if (renewed.containsKey(REFRESH_TOKEN)) {
            values.remove(REFRESH_EXPIRES);
        }
        values.putAll(renewed);
        return values;
    }

    /** What TikTok gives, by the vault's names. @throws Transient where there is no access token in it */
    static Map<String, String> values(JsonFields data, Instant now) {
        String accessToken = data.stripped("access_token");
        if (accessToken.isEmpty()) {
            throw TikTokErrors.unavailable("TikTok gave no access token");
        }
        Map<String, String> values = new HashMap<>();
        values.put(ACCESS_TOKEN, accessToken);
        values.put(ACCESS_RENEWED, now.toString());
        // Both are absolute times, whatever their names say.
        data.instant("access_token_expire_in").ifPresent(at -> values.put(ACCESS_EXPIRES, at.toString()));
        String refreshToken = data.stripped("refresh_token");
        if (!refreshToken.isEmpty()) {
            values.put(REFRESH_TOKEN, refreshToken);
            data.instant("refresh_token_expire_in").ifPresent(at -> values.put(REFRESH_EXPIRES, at.toString()));
        }
        return values;
    }

    private static Permanent mustReconnect(String words) {
        return new Permanent(Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, "", words, "");
    }
}
