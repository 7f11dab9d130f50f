package dev.ordersync.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.store.Store;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.InMemoryShops;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.ShopBuilder;
import org.junit.jupiter.api.Test;

class PlatformStoresTest {
    private final ShopBuilder shop = ShopBuilder.shop();
    private final InMemoryShops shops = new InMemoryShops().put(shop.connection());
    private final MutableClock clock = MutableClock.at("2026-11-21T10:00:00Z");
    private final PlatformStores stores =
            new PlatformStores(shops, UpstreamClient.forOperatorAddresses(), new InMemoryVault(), clock, clock);

    @Test
    void keepsAConnectionsStore() {
        Store store = stores.of(shop.build());

        assertThat(stores.of(shop.build())).isSameAs(store);
    }

    @Test
    void aConnectionWithAnotherAddressIsAnotherStore() {
        Store store = stores.of(shop.build());
        Connection now = shop.connection();
        shops.put(
                new Connection(now.id(), now.shop(), now.platform(), "https://moved.myshopify.com", now.apiVersion()));

        assertThat(stores.of(shop.build())).isNotSameAs(store);
    }
}
