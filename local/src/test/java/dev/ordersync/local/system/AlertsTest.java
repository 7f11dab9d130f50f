package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import dev.ordersync.local.sandbox.tiktok.TikTokAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches whoever listens to the bus. */
class AlertsTest {
    private RunningSystem system;

    @BeforeEach
    void start() throws Exception {
        system = RunningSystem.start();
        system.advance(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private List<String> types() {
        List<String> types = new ArrayList<>();
        system.client()
                .get("/local/events")
                .body()
                .path("events")
                .forEach(event -> types.add(event.path("detail-type").asText()));
        return types;
    }

    @Test
    void anUnlinkedSkuIsToldOnceAndItsOrderWhenItCameIntoTheStore() throws IOException {
        String order = system.tiktok().place(system.payable("NOWHERE"));
        system.settle();
        assertThat(types()).containsExactly("OrderBlocked");
        JsonNode told = system.told("OrderBlocked").getFirst();
        JsonNode shown = system.order(order);
        assertThat(told.path("id").asText()).isEqualTo(order + "#1");
        assertThat(told.path("shop").asText()).isEqualTo(RunningSystem.SHOP);
        assertThat(told.path("order").asText()).isEqualTo(order);
        assertThat(told.path("reason").asText()).isEqualTo("PRODUCT_NOT_LINKED");
        assertThat(told.path("message").asText())
                .isEqualTo(shown.path("message").asText())
                .contains("NOWHERE");
        assertThat(told.path("resolution").asText())
                .isEqualTo(shown.path("resolution").asText())
                .contains("Link the TikTok SKU");

        system.tiktok().repeatWebhook(order);
        system.advance(Duration.ofMinutes(21));
        system.tiktok().repeatWebhook(order);
        system.settle();
        assertThat(types()).containsExactly("OrderBlocked");

        ObjectNode link = JsonNodeFactory.instance.objectNode();
        String sku = shown.at("/lines/0/sku").asText();
        link.put("storeVariant", system.shopify().variant("CT-BLK-M").gid());
        assertThat(system.client()
                        .put("/api/shops/" + RunningSystem.SHOP + "/links/" + sku, link)
                        .status())
                .isEqualTo(200);
        system.advance(Duration.ofMinutes(1));
        assertThat(system.order(order).path("status").asText()).isEqualTo("SYNCED");
        assertThat(types()).containsExactly("OrderBlocked", "OrderSynced");
        assertThat(names(told)).isEqualTo(names(sample("bus-order-blocked.json")));
        assertThat(names(system.told("OrderSynced").getFirst())).isEqualTo(names(sample("bus-order-synced.json")));
        assertThat(system.told("OrderSynced").getFirst().path("storeOrderId").asText())
                .isEqualTo(system.inStore(order).getFirst());
    }

    /** The detail of a sample of what receivers get. */
    private static JsonNode sample(String name) throws IOException {
        Path samples = Path.of(System.getProperty("ordersync.root"), "events");
        return new ObjectMapper().readTree(samples.resolve(name).toFile()).path("detail");
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aHeldOrderCallsForNobody() {
        String order = system.tiktok().place(SandboxOrder.of("CT-BLK-M", 1));
        system.advance(Duration.ofMinutes(50));
        assertThat(system.order(order).path("reason").asText()).isEqualTo("ORDER_ON_HOLD");
        assertThat(types()).isEmpty();
    }

    @Test
    void anOrderThatNeedsAPersonIsToldOfOnceMoreADayBeforeTikTokCancelsIt() {
        String order = system.tiktok()
                .place(SandboxOrder.of("NOWHERE", 1)
                        .createdAt(system.now().minus(Duration.ofDays(6)).plus(Duration.ofHours(2))));
        system.advance(Duration.ofMinutes(61));
        assertThat(system.told("OrderBlocked")).hasSize(1);
        system.advance(Duration.ofHours(3));
        List<JsonNode> told = system.told("OrderBlocked");
        assertThat(told).hasSize(2);
        assertThat(told.get(0).path("message").asText()).doesNotContain("TikTok cancels");
        assertThat(told.get(1).path("message").asText()).contains("TikTok cancels the order on");
        assertThat(told.get(1).path("autoCancelAt").asText())
                .isEqualTo(system.order(order).path("autoCancelAt").asText());
        assertThat(told.get(1).path("id")).isNotEqualTo(told.get(0).path("id"));
    }

    @Test
    void fiftyOrdersThatTikTokDoesNotShowUsAreOneAlertOfTheShop() throws IOException {
        TikTokAccount account = system.tiktok().account();
        system.tiktok().expireAccessTokens();
        system.tiktok().revokeRefreshTokens();
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            orders.add(system.tiktok().place(system.payable("CT-BLK-M")));
        }
        system.advance(Duration.ofMinutes(16));
        orders.forEach(
                order -> assertThat(system.order(order).path("reason").asText()).isEqualTo("TIKTOK_AUTH_EXPIRED"));
        assertThat(types()).containsExactly("ShopNeedsAttention");
        assertThat(names(system.told("ShopNeedsAttention").getFirst()))
                .isEqualTo(names(sample("bus-shop-needs-attention.json")));
        assertThat(system.told("ShopNeedsAttention").getFirst().path("reason").asText())
                .isEqualTo("TIKTOK_AUTH_EXPIRED");

        system.tiktok().accept(account.accessToken(), account.refreshToken());
        system.advance(Duration.ofMinutes(11));
        assertThat(types()).filteredOn("ShopNeedsAttention"::equals).hasSize(1);
        assertThat(system.swept().told()).isEmpty();
    }
}
