package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The order and the webhooks that the tests start from. */
final class Samples {
    static final ShopId SHOP = new ShopId("7494049642642441621");
    static final OrderId ORDER = new OrderId("576461413038785752");
    static final Instant CONNECTED = Instant.parse("2026-01-01T00:00:00Z");

    private Samples() {}

    /** TikTok's whole answer with one order: seller-shipped in the US, two units of one SKU and a gift. */
    static ObjectNode answer() {
        try (var in = Samples.class.getResourceAsStream("get-order-detail.json")) {
            return (ObjectNode) Json.read(in.readAllBytes()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode order() {
        return order(answer());
    }

    static ObjectNode order(JsonNode answer) {
        return (ObjectNode) answer.at("/data/orders/0");
    }

    /** A sample of {@code events/}, which the local runtime and priming use as well. */
    static byte[] event(String name) {
        try {
            return Files.readAllBytes(Path.of("../../events/tiktok-" + name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Shop shop() {
        return shop(true);
    }

    static Shop shop(boolean authorised) {
        return new Shop(
                SHOP,
                new MerchantId("m-1"),
                "Demo",
                "US",
                "TTP_testCipher123",
                "seller-1",
                authorised,
                new ConnectionId("c-1"),
                Platform.SHOPIFY,
                CONNECTED,
                Settings.defaults(),
                Plan.unlimited(),
                CONNECTED,
                Optional.empty(),
                Optional.empty());
    }
}
