package dev.ordersync.aws.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.ShopTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What receivers get is what the samples show. */
class EventCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EVENTS = Path.of(System.getProperty("ordersync.root"), "events");
    private static final ShopId SHOP = new ShopId("7494049642642441621");
    private static final OrderId ORDER = new OrderId("576461413038785752");
    private static final Instant AT = Instant.parse("2025-11-21T05:40:20Z");

    private static void assertSample(String name, Bus.Event event) throws IOException {
        JsonNode sample = JSON.readTree(EVENTS.resolve(name).toFile());
        assertThat(event.type().word()).isEqualTo(sample.path("detail-type").asText());
        assertThat(EventBridgeBus.SOURCE).isEqualTo(sample.path("source").asText());
        assertThat(EventCodec.detail(event)).isEqualTo(JSON.writeValueAsString(sample.path("detail")));
    }

    private static Map<String, String> alert(String status, Reason reason, Map<String, String> args) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("status", status);
        details.put("reason", reason.name());
        details.put("message", reason.message(args));
        details.put("resolution", reason.resolution(args));
        details.put("autoCancelAt", "2025-11-27T05:06:40Z");
        return details;
    }

    @Test
    void alertsOfAnOrder() throws IOException {
        Map<String, String> blocked = alert(
                "BLOCKED",
                Reason.PRODUCT_NOT_LINKED,
                Map.of("title", "Mug", "sellerSku", "MUG-1", "sku", "2729382476852921560"));
        assertSample(
                "bus-order-blocked.json",
                new Bus.Event(Bus.Type.ORDER_BLOCKED, SHOP, Optional.of(ORDER), ORDER + "#1", AT, blocked));
        Map<String, String> failed =
                alert("FAILED", Reason.STORE_REJECTED, Map.of("words", "Shipping line is invalid"));
        assertSample(
                "bus-order-failed.json",
                new Bus.Event(Bus.Type.ORDER_FAILED, SHOP, Optional.of(ORDER), ORDER + "#2", AT, failed));
        Map<String, String> synced = alert("SYNCED", Reason.CANCELLED_AFTER_SHIPMENT, Map.of());
        synced.put("storeOrderId", "gid://shopify/Order/5001");
        synced.put("storeOrderName", "#1001");
        assertSample(
                "bus-order-needs-attention.json",
                new Bus.Event(
                        Bus.Type.ORDER_NEEDS_ATTENTION,
                        SHOP,
                        Optional.of(ORDER),
                        ORDER + "#5",
                        AT.plusSeconds(3600),
                        synced));
    }

    @Test
    void anOrderThatIsSynced() throws IOException {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("status", "SYNCED");
        details.put("storeOrderId", "gid://shopify/Order/5001");
        details.put("storeOrderName", "#1001");
        assertSample(
                "bus-order-synced.json",
                new Bus.Event(Bus.Type.ORDER_SYNCED, SHOP, Optional.of(ORDER), ORDER + "#2", AT, details));
    }

    @Test
    void anAlertOfAShop() throws IOException {
        ShopTrouble trouble = ShopTrouble.TIKTOK_AUTH_EXPIRED;
        Map<String, String> details = new LinkedHashMap<>();
        details.put("reason", trouble.name());
        details.put("message", trouble.message());
        details.put("resolution", trouble.resolution());
        assertSample(
                "bus-shop-needs-attention.json",
                new Bus.Event(
                        Bus.Type.SHOP_NEEDS_ATTENTION,
                        SHOP,
                        Optional.empty(),
                        SHOP + "#TIKTOK_AUTH_EXPIRED#7",
                        AT,
                        details));
    }

    @Test
    void twoStoreOrdersOfOneOrder() throws IOException {
        assertSample(
                "bus-duplicate-store-order.json",
                Bus.Event.duplicate(SHOP, ORDER, "gid://shopify/Order/5001", "gid://shopify/Order/5002", AT));
    }
}
