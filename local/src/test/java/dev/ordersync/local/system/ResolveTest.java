package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.demo.DemoClient.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A merchant's words on orders whose store orders are gone or unknown, and what the summary says meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResolveTest {
    private static final String ORDERS = "/api/shops/" + RunningSystem.SHOP + "/orders/";

    private RunningSystem system;

    @BeforeAll
    void start() throws Exception {
        system = RunningSystem.start();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    private Answer post(String order, String action, String body) {
        return system.client().post(ORDERS + order + action, body);
    }

    private JsonNode summary() {
        return system.client()
                .get("/api/shops/" + RunningSystem.SHOP + "/summary")
                .body();
    }

    private int open(String reason) {
        for (JsonNode one : summary().get("open")) {
            if (one.path("reason").asText().equals(reason)) {
                return one.get("orders").asInt();
            }
        }
        return 0;
    }

    @Test
    void createsADeletedStoreOrderOnceMoreUnderTheNextKey() {
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        String first = system.order(order).path("storeOrderId").asText();
        int synced = summary().at("/syncedPerDay/0/orders").asInt();
        assertThat(synced).isPositive();
        assertThat(post(order, "/resolve", "{\"notInStore\":true}")
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("NOTHING_TO_RESOLVE");

        system.shopify().deleteOrder(first);
        assertThat(post(order, "/sync", "").body().path("code").asText()).isEqualTo("STORE_ORDER_DELETED");
        assertThat(summary().get("attention").asInt()).isEqualTo(1);
        assertThat(post(order, "/resolve", "{\"notInStore\":true}").status()).isEqualTo(202);
        assertThat(open("RECREATE_REQUESTED")).isEqualTo(1);
        system.settle();

        JsonNode again = system.order(order);
        assertThat(again.path("status").asText()).isEqualTo("SYNCED");
        assertThat(system.inStore(order + "-2"))
                .containsExactly(again.path("storeOrderId").asText());
        assertThat(summary().get("attention").asInt()).isZero();
    }

    @Test
    void takesTheMerchantsWordForAStoreThatNeverSays() {
        system.fault("shopify", "orderCreate", 1, "CUT_BEFORE");
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(order).path("status").asText()).isEqualTo("UNCONFIRMED");
        Answer early = post(order, "/resolve", "{\"notInStore\":true}");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.body().path("code").asText()).isEqualTo("TOO_EARLY");

        system.advance(Duration.ofSeconds(250));
        assertThat(post(order, "/resolve", "{\"notInStore\":true}").status()).isEqualTo(202);
        system.settle();

        assertThat(system.order(order).path("status").asText()).isEqualTo("SYNCED");
        assertThat(system.inStore(order)).isEmpty();
        assertThat(system.inStore(order + "-2")).hasSize(1);
    }

    @Test
    void adoptsTheStoreOrderThatTheMerchantNames() {
        String other = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        system.fault("shopify", "orderCreate", 1, "CUT_AFTER");
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        String taken = system.order(other).path("storeOrderId").asText();
        String own = system.inStore(order).getFirst();

        assertThat(post(order, "/resolve", "{\"storeOrderId\":\"" + taken + "\"}")
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("STORE_ORDER_OF_ANOTHER");
        assertThat(post(order, "/resolve", "{\"storeOrderId\":\"gid://shopify/Order/1\"}")
                        .status())
                .isEqualTo(422);
        assertThat(post(order, "/resolve", "{\"storeOrderId\":\"" + own + "\"}").status())
                .isEqualTo(202);

        system.advance(Duration.ofHours(1));
        assertThat(system.order(order).path("storeOrderId").asText()).isEqualTo(own);
        assertThat(system.inStore(order)).containsExactly(own);
        assertThat(system.trail(order))
                .extracting(entry -> entry.path("verdict").asText())
                .contains("ADOPTED");
    }

    @Test
    void leavesAnOrderAloneThatTheMerchantHasDismissed() {
        String order = system.tiktok().place(system.payable("TT-MUG"));
        system.settle();
        int before = summary().get("attention").asInt();
        assertThat(system.order(order).path("attention").asBoolean()).isTrue();

        assertThat(post(order, "/dismiss", "{\"note\":\"a test of ours\"}").status())
                .isEqualTo(204);
        system.settle();

        assertThat(system.order(order).path("attention").asBoolean()).isFalse();
        assertThat(summary().get("attention").asInt()).isEqualTo(before - 1);
        assertThat(post(order, "/sync", "").status()).isEqualTo(409);
        assertThat(system.order(order).path("attention").asBoolean()).isFalse();
    }
}
