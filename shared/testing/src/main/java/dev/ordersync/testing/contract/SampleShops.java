package dev.ordersync.testing.contract;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.shop.Settings.OnHoldRule;
import dev.ordersync.domain.shop.Settings.SampleRule;
import dev.ordersync.domain.shop.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Shops of one merchant, and their connections. */
public final class SampleShops {
    private SampleShops() {}

    /** A shop as it is when it has just been connected; its connection has its id with "c-" before. */
    public static Shop shop(String id, String merchant, Instant connectedAt) {
        return new Shop(
                new ShopId(id),
                new MerchantId(merchant),
                "Mug shop",
                "US",
                "GCP_cipher",
                "authorisation-" + id,
                true,
                new ConnectionId("c-" + id),
                Platform.SHOPIFY,
                connectedAt,
                Settings.defaults(),
                new Plan(true, Optional.empty(), Optional.of(connectedAt.plusSeconds(86_400))),
                connectedAt,
                Optional.empty(),
                Optional.empty());
    }

    public static Connection connection(Shop shop) {
        return new Connection(shop.connection(), shop.id(), shop.platform(), "https://mugs.myshopify.com", "2026-07");
    }

    /** Settings of which none has its default. */
    public static Settings unusual() {
        return new Settings(
                false,
                OnHoldRule.SYNC_AT_ONCE,
                SampleRule.DO_NOT_SYNC,
                Duration.ofMinutes(30),
                false,
                false,
                Inventory.BYPASS,
                false,
                false,
                true,
                Optional.of("out_of_stock"),
                true,
                Optional.of("UPS"),
                false,
                0);
    }
}
