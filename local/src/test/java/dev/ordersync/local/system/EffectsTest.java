package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.sandbox.tiktok.TikTokSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;

/** One store order for one TikTok order, whatever happens on the way; and nothing is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EffectsTest {
    private RunningSystem system;

    @BeforeAll
    void start() throws Exception {
        system = RunningSystem.start();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void makesOneStoreOrderOfWebhooksThatArriveAtTheSameMoment() throws Exception {
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        byte[] body = ("{\"type\":1,\"tts_notification_id\":\"7\",\"shop_id\":\"" + RunningSystem.SHOP
                        + "\",\"timestamp\":" + system.now().getEpochSecond()
                        + ",\"data\":{\"order_id\":\"" + order
                        + "\",\"order_status\":\"AWAITING_SHIPMENT\",\"update_time\":"
                        + system.now().getEpochSecond() + "}}")
                .getBytes(StandardCharsets.UTF_8);
        String signature = TikTokSignature.ofWebhook(
                system.tiktok().account().appKey(), system.tiktok().account().appSecret(), body);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = java.util.stream.IntStream.range(0, 6)
                    .mapToObj(i -> senders.submit(() -> {
                        go.await();
                        return system.client().webhook(body, signature);
                    }))
                    .toList();
            go.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        system.settle();

        assertSynced(order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUT_AFTER", "CUT_BEFORE", "STATUS_503", "THROTTLE"})
    void makesOneStoreOrderWhereTheStoreFailsWhileItCreates(String fault) {
        system.fault("shopify", "orderCreate", 1, fault);
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(order).path("status").asText()).isIn("UNCONFIRMED", "FAILED");

        system.advance(Duration.ofHours(1));

        assertSynced(order);
    }

    @Test
    void waitsForATikTokThatDoesNotAnswer() {
        system.fault("tiktok", "GET /order/202309/orders", 4, "STATUS_503");
        String order = system.tiktok().place(system.payable("CT-BLK-M"));

        system.advance(Duration.ofHours(1));

        assertSynced(order);
    }

    @Test
    void isDoneWithAMessageForAnUnknownShop() {
        int aside = system.size("orders-dlq");
        system.send("orders", check("999", "576000000000000001"));
        system.settle();

        assertThat(system.size("orders")).isZero();
        assertThat(system.size("orders-dlq")).isEqualTo(aside);
        assertThat(system.log()).contains("unknown shop");
    }

    @Test
    void putsAMessageThatNobodyCanReadAsideWithTheReasonAndItsNeighboursGoOn() {
        String unreadable = "{\"v\":1,\"kind\":\"DANCE\",\"shop\":\"" + RunningSystem.SHOP + "\"}";
        system.send("orders", unreadable);
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();

        assertSynced(order);
        assertThat(system.size("orders")).isZero();
        List<Message> aside = system.receive("orders-dlq");
        assertThat(aside).hasSize(1);
        assertThat(aside.getFirst().body()).isEqualTo(unreadable);
        assertThat(aside.getFirst().messageAttributes().get("reason").stringValue())
                .contains("kind");
    }

    private void assertSynced(String order) {
        JsonNode synced = system.order(order);
        assertThat(synced.path("status").asText()).isEqualTo("SYNCED");
        assertThat(system.inStore(order))
                .containsExactly(synced.path("storeOrderId").asText());
    }

    private static String check(String shop, String order) {
        return "{\"v\":1,\"kind\":\"CHECK\",\"shop\":\"" + shop + "\",\"order\":\"" + order
                + "\",\"cause\":\"SWEEP\",\"actor\":\"sweep\",\"due\":null,\"asOf\":null,\"seen\":null}";
    }
}
