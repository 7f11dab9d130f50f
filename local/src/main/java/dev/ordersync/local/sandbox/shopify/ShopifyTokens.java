package dev.ordersync.local.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * POST /admin/oauth/access_token: client credentials for a token of 24 hours, or a refresh token, which rotates, for one
 * of 60 minutes. The body may be a form or JSON.
 *
 * <p>Assumed, because undocumented: the old access token stays good until it expires.
 */
final class ShopifyTokens {

    private static final Duration CLIENT_CREDENTIALS = Duration.ofHours(24);
    private static final Duration OFFLINE = Duration.ofMinutes(60);
    private static final Duration REFRESH = Duration.ofDays(90);

    private final ShopifyStore store;
    private final InstantSource wireClock;
    private final Supplier<Set<String>> scopes;
    private final Map<String, Instant> accessTokens = new HashMap<>();
    private final Set<String> refreshTokens = new HashSet<>();
    private int issued;

    ShopifyTokens(ShopifyStore store, InstantSource wireClock, Supplier<Set<String>> scopes) {
        this.store = store;
        this.wireClock = wireClock;
        this.scopes = scopes;
        accessTokens.put(store.accessToken(), Instant.MAX);
        refreshTokens.add(store.refreshToken());
    }

    synchronized boolean good(String token) {
        return token != null && wireClock.instant().isBefore(accessTokens.getOrDefault(token, Instant.MIN));
    }

    /** No access token given out so far is accepted any more, the static one included. */
    synchronized void revokeAccessTokens() {
        accessTokens.clear();
    }

    synchronized void revokeRefreshTokens() {
        refreshTokens.clear();
    }

    synchronized Reply grant(Request request) {
        Map<String, String> form = form(request);
        if (!store.clientId().equals(form.get("client_id"))
                || !store.clientSecret().equals(form.get("client_secret"))) {
            return refused("invalid_client", "client_id or client_secret is wrong");
        }
        Instant now = wireClock.instant();
        Map<String, Object> answer = new LinkedHashMap<>();
        String token = "shpat_sandbox_" + (++issued);
        switch (form.getOrDefault("grant_type", "")) {
            case "client_credentials" -> {
                accessTokens.put(token, now.plus(CLIENT_CREDENTIALS));
                answer.put("access_token", token);
                answer.put("expires_in", CLIENT_CREDENTIALS.toSeconds() - 1);
            }
            case "refresh_token" -> {
                if (!refreshTokens.remove(form.get("refresh_token"))) {
                    return refused("invalid_grant", "the refresh token is invalid or was used");
                }
                String refresh = "shprt_sandbox_" + issued;
                accessTokens.put(token, now.plus(OFFLINE));
                refreshTokens.add(refresh);
                answer.put("access_token", token);
                answer.put("expires_in", OFFLINE.toSeconds());
                answer.put("refresh_token", refresh);
                answer.put("refresh_token_expires_in", REFRESH.toSeconds());
            }
            default -> {
                return refused("unsupported_grant_type", "client_credentials or refresh_token");
            }
        }
        answer.put("scope", String.join(",", scopes.get().stream().sorted().toList()));
        return Reply.json(200, answer);
    }

    private static Map<String, String> form(Request request) {
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            return Request.form(request.text());
        }
        Map<String, String> form = new HashMap<>();
        try {
            JsonNode body = new ObjectMapper().readTree(request.body());
            body.properties()
                    .forEach(field -> form.put(field.getKey(), field.getValue().asText()));
        } catch (IOException e) {
            return Map.of();
        }
        return form;
    }

    private static Reply refused(String error, String description) {
        return Reply.json(400, Map.of("error", error, "error_description", description));
    }
}
