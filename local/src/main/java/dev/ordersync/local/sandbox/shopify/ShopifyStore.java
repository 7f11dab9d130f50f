package dev.ordersync.local.sandbox.shopify;

import java.util.Set;

/**
 * The store and the app that is installed in it.
 *
 * @param currency the shop's; every amount in shop money must be in it
 * @param accessToken the static token of an app made in the store's admin; does not expire
 * @param refreshToken good for one refresh
 * @param webhookSecret signs the store's webhooks; the client secret for most apps
 */
public record ShopifyStore(
        String name,
        String domain,
        String currency,
        String accessToken,
        String clientId,
        String clientSecret,
        String refreshToken,
        String webhookSecret) {

    /** All the scopes that an order sync needs. */
    public static final Set<String> ALL_SCOPES = Set.of(
            "write_orders",
            "read_products",
            "read_locations",
            "read_fulfillments",
            "write_merchant_managed_fulfillment_orders");

    public static ShopifyStore demo() {
        return new ShopifyStore(
                "Demo Store",
                "demo-store.myshopify.com",
                "USD",
                "shpat_sandbox",
                "sandbox-client-id",
                "sandbox-client-secret",
                "shprt_sandbox",
                "sandbox-client-secret");
    }
}
