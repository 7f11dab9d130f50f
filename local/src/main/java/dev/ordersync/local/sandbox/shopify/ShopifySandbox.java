package dev.ordersync.local.sandbox.shopify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.SandboxServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Shopify store on 127.0.0.1.
 *
 * <p>It has no timed events: the search index's lag and a cancellation's delay are measured against the business clock
 * when somebody looks.
 */
public final class ShopifySandbox implements AutoCloseable {

    /** What becomes of an order whose {@code id} metafield another order has; the documentation does not say. */
    public enum SecondUniqueId {
        /** A user error on {@code order.metafields.N.value}; nothing is created. */
        REFUSED,
        /** The order is created, without the metafield. */
        DROPPED
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShopifyStore store;
    private final ShopifyState state;
    private final ShopifyTokens tokens;
    private final SandboxServer server;
    /** Calls and these methods take turns. */
    private final Object lock = new Object();

    /** Listens at once; port 0 takes any free one. */
    public ShopifySandbox(int port, SandboxContext context, ShopifyStore store) {
        this.store = store;
        this.state = new ShopifyState(store, context);
        this.tokens = new ShopifyTokens(store, context.wireClock(), state::scopes);
        ShopifyApi api = new ShopifyApi(
                new ShopifySchema(state).build(),
                tokens,
                new CostMeter(context.wireClock()),
                new ShopifyControls(this),
                lock);
        this.server = new SandboxServer(port, api, context);
        server.start();
    }

    /** The store's origin. */
    public URI url() {
        return server.url();
    }

    public ShopifyStore store() {
        return store;
    }

    /** All orders in the API's words, connections as plain lists, in the order of their creation. */
    public ArrayNode orders() {
        synchronized (lock) {
            return JSON.valueToTree(state.orders().all().stream()
                    .map(state.orders().views()::order)
                    .toList());
        }
    }

    /** All variants in the API's words. */
    public ArrayNode variants() {
        synchronized (lock) {
            return JSON.valueToTree(state.catalogue().all().stream()
                    .map(state.catalogue()::view)
                    .toList());
        }
    }

    /** The variant with exactly this SKU that was added first. */
    public ShopifyVariant variant(String sku) {
        synchronized (lock) {
            return state.catalogue()
                    .bySku(sku)
                    .orElseThrow(() -> new IllegalArgumentException("no variant has the SKU " + sku));
        }
    }

    public int stock(ShopifyVariant variant) {
        synchronized (lock) {
            return state.catalogue().stock(variant);
        }
    }

    public void setStock(ShopifyVariant variant, int quantity) {
        synchronized (lock) {
            state.catalogue().setStock(variant, quantity);
        }
    }

    /** Adds a variant, or replaces the one with its id. */
    public void putVariant(ShopifyVariant variant, int quantity) {
        synchronized (lock) {
            state.catalogue().put(variant, quantity);
        }
    }

    /** The merchant deletes the variant: {@code nodes} answers null for it, and no search finds it. */
    public void deleteVariant(ShopifyVariant variant) {
        synchronized (lock) {
            state.catalogue().delete(variant);
        }
    }

    /** The status of the variant's product: ACTIVE, DRAFT, ARCHIVED or UNLISTED. */
    public void setStatus(ShopifyVariant variant, String status) {
        synchronized (lock) {
            state.catalogue().put(variant.withStatus(status), state.catalogue().stock(variant));
        }
    }

    /** The merchant deletes the order. */
    public void deleteOrder(String gid) {
        synchronized (lock) {
            state.orders().delete(state.orders().find(gid).orElseThrow());
        }
    }

    /** The merchant ships all that is left of the order, with this carrier text and number. */
    public void ship(String gid, String company, String number) {
        synchronized (lock) {
            StoredOrder order = state.orders().find(gid).orElseThrow();
            Map<String, Object> answer = state.orders()
                    .fulfill(Map.of(
                            "lineItemsByFulfillmentOrder",
                            List.of(Map.of("fulfillmentOrderId", "gid://shopify/FulfillmentOrder/" + order.id)),
                            "trackingInfo",
                            Map.of("company", company, "number", number)));
            if (answer.get("fulfillment") == null) {
                throw new IllegalStateException(answer.get("userErrors").toString());
            }
        }
    }

    /** Makes the ORDER metafield definition of type {@code id}; without it nothing is unique. */
    public void defineOrderId(String namespace, String key) {
        defineOrderMetafield(namespace, key, "id");
    }

    /** Makes an ORDER metafield definition of any type. */
    public void defineOrderMetafield(String namespace, String key, String type) {
        synchronized (lock) {
            state.orders()
                    .define(Map.of(
                            "namespace", namespace, "key", key, "type", type, "name", key, "ownerType", "ORDER"));
        }
    }

    /** REFUSED at the start. */
    public void secondUniqueId(SecondUniqueId treatment) {
        synchronized (lock) {
            state.orders().secondUniqueId(treatment);
        }
    }

    /** How long, in business time, a new order is missing in searches; zero at the start. */
    public void indexLag(Duration lag) {
        synchronized (lock) {
            state.orders().index().lag(lag);
        }
    }

    /** How long, in business time, the job of a cancellation takes; zero at the start. */
    public void cancelDelay(Duration delay) {
        synchronized (lock) {
            state.orders().cancellations().delay(delay);
        }
    }

    /** What the app is granted; {@link ShopifyStore#ALL_SCOPES} at the start. */
    public void grant(Set<String> scopes) {
        state.scopes(scopes);
    }

    /** Every access token given out so far is answered with 401, the static one included. */
    public void revokeAccessTokens() {
        tokens.revokeAccessTokens();
    }

    /** No refresh token given out so far is accepted any more. */
    public void revokeRefreshTokens() {
        tokens.revokeRefreshTokens();
    }

    @Override
    public void close() {
        server.close();
    }
}
