package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.http.UpstreamClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Shopify store needs before its first order: the app's scopes, the definition of the unique metafield, and webhooks.
 * All of it may be repeated. Every method throws as {@link ShopifyApi#data} does.
 */
public final class ShopifySetup {
    /** With this type a value is unique among the store's orders (shopify.dev, "Working with custom IDs"). */
    public static final String UNIQUE_TYPE = "id";

    private static final int MOST_WORDS = 200;

    private final ShopifyApi api;

    /** @param wireClock the machine's time, by which tokens expire */
    public ShopifySetup(Connection connection, UpstreamClient http, Vault vault, InstantSource wireClock) {
        TokenEndpoint endpoint = new TokenEndpoint(connection, http, wireClock);
        this.api =
                new ShopifyApi(connection, http, new ShopifyTokens(connection, vault, endpoint, wireClock), wireClock);
    }

    /**
     * The store as the app sees it.
     *
     * @param scopes as Shopify names them; one to write includes the one to read
     */
    public record Access(String name, String currency, Set<String> scopes) {
        public boolean grants(String scope) {
            return scopes.contains(scope) || scopes.contains(scope.replaceFirst("^read_", "write_"));
        }
    }

    public Access access() {
        JsonNode data = api.data(Documents.ACCESS, ShopifyApi.object(), deadline());
        JsonNode shop = Json.object(data, "shop");
        Set<String> scopes = new HashSet<>();
        for (JsonNode scope : Json.array(Json.object(data, "currentAppInstallation"), "accessScopes")) {
            scopes.add(Json.text(scope, "handle"));
        }
        return new Access(Json.text(shop, "name"), Json.text(shop, "currencyCode"), scopes);
    }

    /** The name of the metafield that holds TikTok's order id, as the store's settings show it. */
    public static String orderIdName() {
        return OrderInput.METAFIELD_NAMESPACE + "." + OrderInput.METAFIELD_KEY;
    }

    /** The type of that metafield's definition for orders; empty where there is none. */
    public Optional<String> orderIdType() {
        ObjectNode variables = ShopifyApi.object()
                .put("namespace", OrderInput.METAFIELD_NAMESPACE)
                .put("key", OrderInput.METAFIELD_KEY);
        JsonNode data = api.data(Documents.DEFINITIONS, variables, deadline());
        JsonNode nodes = Json.array(Json.object(data, "metafieldDefinitions"), "nodes");
        return nodes.isEmpty() ? Optional.empty() : Optional.of(Json.text(Json.object(nodes.get(0), "type"), "name"));
    }

    /** Defines it. Shopify refuses where orders have such a metafield already: they may not be unique. */
    public void defineOrderId() {
        ObjectNode variables = ShopifyApi.object();
        variables
                .putObject("definition")
                .put("namespace", OrderInput.METAFIELD_NAMESPACE)
                .put("key", OrderInput.METAFIELD_KEY)
                .put("name", "TikTok Shop order")
                .put("ownerType", "ORDER")
                .put("type", UNIQUE_TYPE);
        JsonNode data = api.data(Documents.DEFINE, variables, deadline());
        JsonNode errors = Json.array(Json.object(data, "metafieldDefinitionCreate"), "userErrors");
        // Somebody was quicker: it is there, and the next look says of which type.
        if (!errors.isEmpty() && !errors.get(0).path("code").asText("").equals("TAKEN")) {
            throw refused(errors);
        }
    }

    /** Has Shopify send these topics to the address. Returns those that it did not yet send there. */
    public List<String> subscribe(List<String> topics, String address) {
        if (topics.isEmpty()) {
            return List.of();
        }
        ObjectNode query = ShopifyApi.object().put("uri", address);
        ArrayNode asked = query.putArray("topics");
        topics.forEach(asked::add);
        Set<String> there = new HashSet<>();
        JsonNode data = api.data(Documents.SUBSCRIPTIONS, query, deadline());
        for (JsonNode node : Json.array(Json.object(data, "webhookSubscriptions"), "nodes")) {
            there.add(Json.text(node, "topic"));
        }
        List<String> made = new ArrayList<>();
        for (String topic : topics) {
            if (!there.contains(topic)) {
                subscribe(topic, address);
                made.add(topic);
            }
        }
        return made;
    }

    private void subscribe(String topic, String address) {
        ObjectNode variables = ShopifyApi.object().put("topic", topic);
        variables.putObject("subscription").put("uri", address).put("format", "JSON");
        JsonNode data = api.data(Documents.SUBSCRIBE, variables, deadline());
        JsonNode errors = Json.array(Json.object(data, "webhookSubscriptionCreate"), "userErrors");
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
    }

    private static Permanent refused(JsonNode errors) {
        JsonNode first = errors.get(0);
        return new Permanent(
                Upstream.STORE,
                Permanent.Kind.REFUSED,
                first.path("code").asText(""),
                Words.cut(first.path("message").asText(""), MOST_WORDS),
                "");
    }

    private static Deadline deadline() {
        return Deadline.in(Platform.SHOPIFY.callTimeout());
    }
}
