package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.http.CallFault;
import dev.ordersync.http.CallResult;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.http.UpstreamRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code POST /admin/oauth/access_token} with a form (shopify.dev, "About client credentials"). */
final class TokenEndpoint {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final UpstreamClient http;
    private final InstantSource wireClock;

    TokenEndpoint(Connection connection, UpstreamClient http, InstantSource wireClock) {
        this.url = connection.url() + "/admin/oauth/access_token";
        this.http = http;
        this.wireClock = wireClock;
    }

    /**
     * An answer whose {@code access_token} is a text that is not blank.
     *
     * @throws Permanent where Shopify does not accept the credentials
     * @throws Transient where asking again may help
     */
    JsonNode ask(Map<String, String> form, Deadline deadline) {
        if (deadline.passed()) {
            throw ShopifyApi.unavailable("no time left to renew the access token");
        }
        byte[] body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");
        CallResult result = http.call(new UpstreamRequest("POST", url, headers, body, deadline.left()));
        return switch (result) {
            case CallResult.NotSent(CallFault cause) ->
                throw ShopifyApi.unavailable("no connection to renew the access token: " + cause);
            case CallResult.Unknown(CallFault cause) ->
                throw ShopifyApi.unavailable("no complete answer to renew the access token: " + cause);
            case CallResult.Answer answer -> read(answer);
        };
    }

    private JsonNode read(CallResult.Answer answer) {
        JsonNode body = parsed(answer);
        return switch (answer.status()) {
            case 200 -> {
                JsonNode token = body.path("access_token");
                if (!token.isTextual() || token.textValue().isBlank()) {
                    throw ShopifyApi.unavailable("Shopify gave no access token");
                }
                yield body;
            }
            case 400, 401, 402, 403, 404, 423 -> {
                String code = body.path("error").asText("");
                String words = Words.cut("Shopify gives no access token (" + answer.status() + ") " + code, 200);
                String requestId = answer.header("X-Request-Id").orElse("");
                throw new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, code, words.strip(), requestId);
            }
            case 429 ->
                throw new Transient(
                        Upstream.STORE,
                        Transient.Kind.RATE_LIMITED,
                        answer.retryAfter(wireClock.instant()).orElse(null),
                        "Shopify asked us to slow down");
            default -> throw ShopifyApi.unavailable("Shopify answered " + answer.status() + " for an access token");
        };
    }

    private static JsonNode parsed(CallResult.Answer answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            return body == null ? MissingNode.getInstance() : body;
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }
}
