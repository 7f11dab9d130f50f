package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.http.CallFault;
import dev.ordersync.http.CallResult;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.http.UpstreamRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Calls one shop's Admin API with a token that works. */
final class ShopifyApi {
    private static final String DEFAULT_VERSION = "2026-07";
    private static final int MOST_WORDS = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final UpstreamClient http;
    private final ShopifyTokens tokens;
    private final InstantSource wireClock;

    ShopifyApi(Connection connection, UpstreamClient http, ShopifyTokens tokens, InstantSource wireClock) {
        String version = connection.apiVersion().isEmpty() ? DEFAULT_VERSION : connection.apiVersion();
        this.url = connection.url() + "/admin/api/" + version + "/graphql.json";
        this.http = http;
        this.tokens = tokens;
        this.wireClock = wireClock;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * Sends the document once. After a 401, which says that nothing was done, once more if there is another token.
     *
     * @throws dev.ordersync.domain.upstream.UpstreamException if there is no token to send it with: nothing was done
     */
    Reply call(String document, ObjectNode variables, Deadline deadline) {
        byte[] body = body(document, variables);
        String token = tokens.current(deadline);
        Reply reply = send(token, body, deadline);
        if (!(reply instanceof Reply.Unauthorised)) {
            return reply;
        }
        Optional<String> other = tokens.instead(token, deadline);
        return other.isPresent() ? send(other.get(), body, deadline) : reply;
    }

    /**
     * The data of a call that changes nothing, or whose effect does not matter when it is repeated, and that carries
     * nothing of a buyer: what is refused is told in Shopify's words.
     *
     * @throws dev.ordersync.domain.upstream.UpstreamException where there is no complete answer without errors
     */
    JsonNode data(String document, ObjectNode variables, Deadline deadline) {
        return data(call(document, variables, deadline));
    }

    static JsonNode data(Reply reply) {
        return switch (reply) {
            case Reply.Data(JsonNode data) -> data;
            case Reply.Throttled throttled ->
                throw new Transient(
                        Upstream.STORE,
                        Transient.Kind.RATE_LIMITED,
                        throttled.retryAfter().orElse(null),
                        "Shopify asked us to slow down");
            case Reply.Unauthorised refused -> throw refused(refused.words(), refused.requestId());
            case Reply.Denied refused -> throw refused(refused.words(), refused.requestId());
            case Reply.Invalid invalid ->
                throw new Permanent(
                        Upstream.STORE,
                        Permanent.Kind.REFUSED,
                        "",
                        Words.cut(invalid.words(), MOST_WORDS),
                        invalid.requestId());
            case Reply.NotSent(CallFault cause) -> throw unavailable("no connection to Shopify: " + cause);
            case Reply.Unclear unclear -> throw unavailable(unclear.words());
        };
    }

    static Transient unavailable(String words) {
        return new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, Words.cut(words, MOST_WORDS));
    }

    private static Permanent refused(String words, String requestId) {
        return new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "", Words.cut(words, MOST_WORDS), requestId);
    }

    private Reply send(String token, byte[] body, Deadline deadline) {
        if (deadline.passed()) {
            return new Reply.NotSent(CallFault.TIMEOUT);
        }
        CallResult result = http.call(new UpstreamRequest(
                "POST",
                url,
                Map.of(
                        "X-Shopify-Access-Token",
                        token,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json"),
                body,
                deadline.left()));
        return switch (result) {
            case CallResult.NotSent(CallFault cause) -> new Reply.NotSent(cause);
            case CallResult.Unknown(CallFault cause) -> Reply.Unclear.of("no complete answer from Shopify: " + cause);
            case CallResult.Answer answer -> ReplyReader.read(answer, wireClock.instant());
        };
    }

    private static byte[] body(String document, ObjectNode variables) {
        ObjectNode body = object().put("query", document);
        body.set("variables", variables);
        try {
            // By way of a text: half a surrogate pair in a buyer's message becomes a question mark, not an exception.
            return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers cannot be written", impossible);
        }
    }
}
