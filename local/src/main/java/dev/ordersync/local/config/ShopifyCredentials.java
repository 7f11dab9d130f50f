package dev.ordersync.local.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The three ways into a Shopify store: a token that does not expire, client credentials, and an offline token that
 * rotates. Each with the secret that signs the store's webhooks.
 */
final class ShopifyCredentials {
    private static final Set<String> FIELDS = Set.of(
            "accessToken",
            "refreshToken",
            "expiresAt",
            "clientId",
            "clientSecret",
            "webhookSecret",
            "previousWebhookSecret");

    private ShopifyCredentials() {}

    static Map<String, String> read(ConfigObject store) throws ConfigurationException {
        ConfigObject given = store.object("credentials", FIELDS);
        Map<String, String> credentials = new LinkedHashMap<>();
        boolean token = given.has("accessToken");
        boolean client = given.has("clientId") || given.has("clientSecret");
        if (given.has("refreshToken") || given.has("expiresAt") || (token && client)) {
            credentials.put("accessToken", given.text("accessToken"));
            credentials.put("refreshToken", given.text("refreshToken"));
            credentials.put(
                    "expiresAt",
                    given.required("expiresAt", given.instant("expiresAt")).toString());
            client(given, credentials);
        } else if (client) {
            client(given, credentials);
        } else {
            credentials.put("accessToken", given.text("accessToken"));
        }
        credentials.put("webhookSecret", given.text("webhookSecret"));
        given.optionalText("previousWebhookSecret")
                .ifPresent(secret -> credentials.put("previousWebhookSecret", secret));
        return credentials;
    }

    private static void client(ConfigObject given, Map<String, String> credentials) throws ConfigurationException {
        credentials.put("clientId", given.text("clientId"));
        credentials.put("clientSecret", given.text("clientSecret"));
    }
}
