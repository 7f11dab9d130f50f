package dev.ordersync.local.connect;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.stores.shopify.ShopifySetup;
import dev.ordersync.stores.shopify.ShopifySetup.Access;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Shopify store has and lacks, and what can be made there. */
final class ShopifySteps {
    /** Whose route is served; a topic is added here when its route is. */
    static final List<String> TOPICS = List.of();

    private static final String ACCESS = "store access";
    private static final String SCOPES = "store scopes";
    private static final String ORDER_ID = "order metafield";
    private static final String WEBHOOKS = "store webhooks";
    /** Shopify refuses: orders have such a metafield, and nobody has defined it. */
    private static final String UNDEFINED_VALUES = "UNSTRUCTURED_ALREADY_EXISTS";

    private static final Map<String, String> NEEDED = inOrder(
            "write_orders", "creates and finds orders",
            "read_products", "finds variants",
            "read_locations", "creates orders that were shipped before");
    private static final Map<String, String> USEFUL = inOrder(
            "read_all_orders", "shows orders older than 60 days; Shopify grants it on request",
            "read_fulfillments", "tracking numbers to TikTok",
            "write_merchant_managed_fulfillment_orders", "tracking numbers of what TikTok ships");

    private final ShopifySetup shopify;
    private final ConnectionId connection;

    ShopifySteps(ShopifySetup shopify, ConnectionId connection) {
        this.shopify = shopify;
        this.connection = connection;
    }

    /** Returns what the store is like; empty where it cannot be reached. */
    Optional<Access> run(Optional<String> webhooksAt, List<String> topics, List<Finding> findings) {
        Access access;
        try {
            access = shopify.access();
        } catch (UpstreamException why) {
            findings.add(Finding.failed(
                    ACCESS,
                    why,
                    "Install the app in the store and put its credentials into the file (store.credentials)."));
            return Optional.empty();
        }
        findings.add(Finding.ok(ACCESS, access.name()));
        scopes(access, findings);
        findings.add(orderId());
        if (!topics.isEmpty()) {
            findings.add(webhooks(webhooksAt, topics));
        }
        return Optional.of(access);
    }

    private static void scopes(Access access, List<Finding> findings) {
        String lacking = lacking(access, NEEDED);
        findings.add(
                lacking.isEmpty()
                        ? Finding.ok(SCOPES, String.join(", ", NEEDED.keySet()))
                        : Finding.missing(
                                SCOPES,
                                "not granted: " + lacking
                                        + ". Add to the app's access scopes, release it and install it anew."));
        String useful = lacking(access, USEFUL);
        if (!useful.isEmpty()) {
            findings.add(Finding.advice(SCOPES, "orders arrive without them, but not granted: " + useful + "."));
        }
    }

    private static String lacking(Access access, Map<String, String> scopes) {
        StringBuilder lacking = new StringBuilder();
        scopes.forEach((scope, purpose) -> {
            if (!access.grants(scope)) {
                lacking.append(lacking.isEmpty() ? "" : ", ").append(scope + " (" + purpose + ")");
            }
        });
        return lacking.toString();
    }

    private Finding orderId() {
        String name = ShopifySetup.orderIdName();
        try {
            Optional<String> type = shopify.orderIdType();
            boolean made = type.isEmpty();
            if (made) {
                shopify.defineOrderId();
                type = shopify.orderIdType();
            }
            if (type.equals(Optional.of(ShopifySetup.UNIQUE_TYPE))) {
                return made
                        ? Finding.made(ORDER_ID, name + " is unique now")
                        : Finding.ok(ORDER_ID, name + " is unique");
            }
            return Finding.missing(
                    ORDER_ID,
                    name + " is defined as " + type.orElse("nothing") + " and not as " + ShopifySetup.UNIQUE_TYPE
                            + ", so the store would not refuse a second order." + anew());
        } catch (Permanent why) {
            return why.code().equals(UNDEFINED_VALUES)
                    ? Finding.missing(ORDER_ID, name + " stands on orders without being defined, maybe twice." + anew())
                    : Finding.failed(ORDER_ID, why, "The scope write_orders makes it.");
        } catch (Transient why) {
            return Finding.failed(ORDER_ID, why, "");
        }
    }

    private static String anew() {
        return " In the store's admin, Settings, Metafields and metaobjects, Orders: delete it with its values, then run"
                + " connect again.";
    }

    private Finding webhooks(Optional<String> webhooksAt, List<String> topics) {
        return WebhookStep.run(
                WEBHOOKS,
                webhooksAt,
                "/webhooks/shopify/" + connection,
                address -> shopify.subscribe(topics, address),
                address -> "Shopify takes https addresses; this was " + address + ".");
    }

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
