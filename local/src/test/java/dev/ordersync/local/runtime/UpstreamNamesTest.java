package dev.ordersync.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.http.UpstreamRequest;
import dev.ordersync.local.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpstreamNamesTest {
    private final UpstreamNames names = new UpstreamNames(new Configuration(
            new Configuration.App("k", "s", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(new Configuration.ShopEntry(
                    new ShopId("1"),
                    new MerchantId("m-1"),
                    "US",
                    "c",
                    "1",
                    Map.of(),
                    Optional.empty(),
                    new Configuration.StoreEntry(
                            new ConnectionId("c-1"),
                            Platform.SHOPIFY,
                            "https://a.myshopify.com",
                            "2026-07",
                            Optional.empty(),
                            Map.of()),
                    Settings.defaults(),
                    Plan.unlimited(),
                    List.of(),
                    List.of()))));

    @Test
    void namesCallsAsTheSandboxDoes() {
        assertThat(name("GET", "https://api.example/order/202309/orders?app_key=k&sign=x", null))
                .isEqualTo("tiktok.GET /order/202309/orders");
        assertThat(name("POST", "https://a.myshopify.com/admin/oauth/access_token", "grant_type=refresh_token"))
                .isEqualTo("shopify.POST /admin/oauth/access_token");
        assertThat(name(
                        "POST",
                        "https://a.myshopify.com/admin/api/2026-07/graphql.json",
                        "{\"query\":\"mutation Create($order: OrderCreateOrderInput!) {\\n  orderCreate(order: $order)"
                                + " { order { id } }\\n}\\n\",\"variables\":{}}"))
                .isEqualTo("shopify.orderCreate");
        assertThat(name(
                        "POST",
                        "https://a.myshopify.com/admin/api/2026-07/graphql.json",
                        "{\"query\":\"query { found: orders(first: 1) { nodes { id } } }\"}"))
                .isEqualTo("shopify.orders");
    }

    private String name(String method, String url, String body) {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        return names.of(new UpstreamRequest(method, url, Map.of(), bytes, Duration.ofSeconds(1)));
    }
}
