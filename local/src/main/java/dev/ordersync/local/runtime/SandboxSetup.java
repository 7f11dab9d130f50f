package dev.ordersync.local.runtime;

import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.sandbox.shopify.ShopifyStore;
import dev.ordersync.local.sandbox.tiktok.TikTokAccount;
import dev.ordersync.local.sandbox.tiktok.TikTokShop;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the sandbox is to be.
 *
 * @param tokens access tokens that are good beside the account's, each with its refresh token
 * @param stores in the order of their ports
 */
public record SandboxSetup(TikTokAccount account, Map<String, String> tokens, List<ShopifyStore> stores) {
    public SandboxSetup {
        tokens = Map.copyOf(tokens);
        stores = List.copyOf(stores);
    }

    /**
     * A sandbox that knows the configuration's app, shops and tokens, and its stores: those whose addresses name the
     * ports after the sandbox's own, without a gap. The others are somebody else's servers.
     *
     * @param port TikTok's
     */
    public static SandboxSetup of(Configuration configuration, int port) {
        TikTokAccount demo = TikTokAccount.demo();
        Map<String, String> tokens = new HashMap<>();
        List<TikTokShop> shops = new ArrayList<>();
        TreeMap<Integer, ShopEntry> byPort = new TreeMap<>();
        for (ShopEntry shop : configuration.shops()) {
            tokens.put(shop.tokens().get("accessToken"), shop.tokens().getOrDefault("refreshToken", ""));
            String id = shop.id().value();
            shops.add(new TikTokShop(id, shop.cipher(), "CODE" + id, "Shop " + id, shop.region()));
            URI url = URI.create(shop.store().url());
            if (url.getScheme().equals("http")) { // only loopback addresses are
                byPort.putIfAbsent(url.getPort(), shop);
            }
        }
        List<ShopifyStore> stores = new ArrayList<>();
        for (int at = port + 1; byPort.containsKey(at); at++) {
            stores.add(store(byPort.get(at), stores.size() + 1));
        }
        TikTokAccount account = new TikTokAccount(
                configuration.tiktok().appKey(),
                configuration.tiktok().appSecret(),
                demo.accessToken(),
                demo.accessTokenExpiresAt(),
                demo.refreshToken(),
                demo.authCode(),
                demo.scopes(),
                shops);
        return new SandboxSetup(account, tokens, stores);
    }

    private static ShopifyStore store(ShopEntry shop, int number) {
        Map<String, String> credentials = shop.store().credentials();
        ShopifyStore demo = ShopifyStore.demo();
        return new ShopifyStore(
                "Store " + number,
                "store-" + number + ".myshopify.com",
                shop.region().equals("GB") ? "GBP" : "USD",
                credentials.getOrDefault("accessToken", demo.accessToken()),
                credentials.getOrDefault("clientId", demo.clientId()),
                credentials.getOrDefault("clientSecret", demo.clientSecret()),
                credentials.getOrDefault("refreshToken", demo.refreshToken()),
                credentials.get("webhookSecret"));
    }
}
