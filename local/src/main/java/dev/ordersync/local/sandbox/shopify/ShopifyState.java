package dev.ordersync.local.sandbox.shopify;

import dev.ordersync.local.sandbox.SandboxContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The store as a whole: catalogue, orders, locations, the app's installation and its webhook subscriptions. */
final class ShopifyState {

    private static final String LOCATION = "gid://shopify/Location/70000000001";

    private final ShopifyStore store;
    private final SandboxContext context;
    private final ShopifyCatalogue catalogue = ShopifyCatalogue.demo();
    private final ShopifyOrders orders;
    private final List<Map<String, Object>> webhooks = new ArrayList<>();
    private volatile Set<String> scopes = ShopifyStore.ALL_SCOPES;

    ShopifyState(ShopifyStore store, SandboxContext context) {
        this.store = store;
        this.context = context;
        this.orders = new ShopifyOrders(store, catalogue, context.businessClock(), Set.of(LOCATION));
    }

    ShopifyCatalogue catalogue() {
        return catalogue;
    }

    ShopifyOrders orders() {
        return orders;
    }

    Instant now() {
        return context.businessClock().instant();
    }

    Set<String> scopes() {
        return scopes;
    }

    void scopes(Set<String> granted) {
        scopes = Set.copyOf(granted);
    }

    /** A scope to write includes the one to read. */
    boolean grants(String scope) {
        return scopes.contains(scope) || scopes.contains(scope.replaceFirst("^read_", "write_"));
    }

    Map<String, Object> shop() {
        Map<String, Object> shop = new LinkedHashMap<>();
        shop.put("__typename", "Shop");
        shop.put("id", "gid://shopify/Shop/60000000001");
        shop.put("name", store.name());
        shop.put("myshopifyDomain", store.domain());
        shop.put("currencyCode", store.currency());
        shop.put("ianaTimezone", "America/New_York");
        shop.put("taxesIncluded", false);
        shop.put("plan", Map.of("displayName", "Shopify Plus", "publicDisplayName", "Shopify Plus"));
        return shop;
    }

    Map<String, Object> installation() {
        Map<String, Object> installation = new LinkedHashMap<>();
        installation.put("__typename", "AppInstallation");
        installation.put("id", "gid://shopify/AppInstallation/50000000001");
        installation.put(
                "accessScopes",
                scopes.stream()
                        .sorted()
                        .map(scope -> Map.of("handle", scope, "description", scope.replace('_', ' ')))
                        .toList());
        return installation;
    }

    static List<Map<String, Object>> versions() {
        return List.of(
                Map.of("handle", "2026-07", "displayName", "2026-07", "supported", true),
                Map.of("handle", "2026-10", "displayName", "2026-10 (Latest)", "supported", true));
    }

    List<Map<String, Object>> locations() {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("__typename", "Location");
        location.put("id", LOCATION);
        location.put("legacyResourceId", 70_000_000_001L);
        location.put("name", "Main warehouse");
        location.put("isActive", true);
        location.put("fulfillsOnlineOrders", true);
        location.put("shipsInventory", true);
        return List.of(location);
    }

    /** Without an id the first location, as Shopify has it. */
    Map<String, Object> location(String id) {
        Map<String, Object> only = locations().getFirst();
        return Optional.ofNullable(id).orElse(LOCATION).equals(LOCATION) ? only : null;
    }

    List<Map<String, Object>> webhooks(List<String> topics, String uri) {
        return webhooks.stream()
                .filter(webhook -> topics == null || topics.contains(webhook.get("topic")))
                .filter(webhook -> uri == null || uri.equals(webhook.get("uri")))
                .toList();
    }

    Map<String, Object> subscribe(String topic, Map<String, Object> input) {
        String uri = input.get("uri") != null ? Input.text(input, "uri") : Input.text(input, "callbackUrl");
        List<UserError> errors = new ArrayList<>();
        if (uri == null || uri.isBlank()) {
            errors.add(new UserError(null, List.of("webhookSubscription", "callbackUrl"), "Address can't be blank"));
        } else if (webhooks.stream()
                .anyMatch(w -> w.get("topic").equals(topic) && w.get("uri").equals(uri))) {
            errors.add(new UserError(
                    null,
                    List.of("webhookSubscription", "callbackUrl"),
                    "Address for this topic has already been taken"));
        }
        Map<String, Object> webhook = null;
        if (errors.isEmpty()) {
            webhook = new LinkedHashMap<>();
            webhook.put("__typename", "WebhookSubscription");
            webhook.put("id", "gid://shopify/WebhookSubscription/" + (1_400_000_000_000L + webhooks.size()));
            webhook.put("topic", topic);
            webhook.put("uri", uri);
            webhook.put("format", input.getOrDefault("format", "JSON"));
            webhook.put("filter", input.get("filter"));
            webhook.put("name", input.get("name"));
            webhook.put("includeFields", Input.texts(input, "includeFields"));
            webhook.put("createdAt", now().toString());
            webhook.put("updatedAt", now().toString());
            webhooks.add(webhook);
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("webhookSubscription", webhook);
        payload.put("userErrors", UserError.views(errors));
        return payload;
    }
}
