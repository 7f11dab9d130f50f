package dev.ordersync.stores;

import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Stores;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Store;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.stores.shopify.ShopifyStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the store of each connection, once: a store keeps its token and what it read in the last minute. */
public final class PlatformStores implements Stores {
    private final Shops shops;
    private final UpstreamClient http;
    private final Vault vault;
    private final InstantSource clock;
    private final InstantSource wireClock;
    private final Map<Connection, Store> stores = new ConcurrentHashMap<>();

    /**
     * @param clock business time, by which cached answers age
     * @param wireClock the machine's time, by which tokens expire
     */
    public PlatformStores(Shops shops, UpstreamClient http, Vault vault, InstantSource clock, InstantSource wireClock) {
        this.shops = shops;
        this.http = http;
        this.vault = vault;
        this.clock = clock;
        this.wireClock = wireClock;
    }

    @Override
    public Store of(Shop shop) {
        Connection connection = shops.connection(shop.connection())
                .orElseThrow(() -> new IllegalStateException("no connection " + shop.connection()));
        return stores.computeIfAbsent(connection, this::make);
    }

    private Store make(Connection connection) {
        return switch (connection.platform()) {
            case SHOPIFY -> new ShopifyStore(connection, http, vault, clock, wireClock);
        };
    }
}
