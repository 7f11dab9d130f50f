package dev.ordersync.local.sandbox.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.WebhookReceiver.Received;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TikTokWebhooksTest {

    private final TikTokTestBed bed;

    TikTokWebhooksTest() throws IOException {
        bed = new TikTokTestBed();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void signsEveryDeliveryOverItsBytes() {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1));

        Received received = bed.product.received().getFirst();
        assertThat(received.path()).isEqualTo("/webhooks/tiktok");
        assertThat(received.authorization())
                .isEqualTo(TikTokSignature.ofWebhook(bed.account.appKey(), bed.account.appSecret(), received.body()));
        JsonNode body = received.json();
        assertThat(body.path("type").asInt()).isEqualTo(1);
        assertThat(body.path("shop_id").asText()).isEqualTo(bed.shop.id());
        assertThat(body.path("tts_notification_id").asText()).isNotEmpty();
        assertThat(body.path("data").path("order_id").asText()).isEqualTo(id);
        assertThat(body.path("data").path("is_on_hold_order").asBoolean()).isTrue();
    }

    @Test
    void spellsACancelledOrderInTheWebhooksOwnWayAndTellsWhoCancelled() {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1));

        bed.sandbox.cancel(id, "BUYER");

        List<JsonNode> last =
                bed.product.received().stream().map(Received::json).skip(1).toList();
        assertThat(last.get(0).path("data").path("order_status").asText()).isEqualTo("CANCEL");
        assertThat(last.get(1).path("type").asInt()).isEqualTo(11);
        assertThat(last.get(1).path("data").path("cancellations_role").asText()).isEqualTo("BUYER");
    }

    @Test
    void triesAgainFourTimesWithTheSameBytesAndThenGivesUp() {
        bed.product.answer(503);
        Instant start = bed.business.instant();
        bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());

        bed.advance(Duration.ofDays(2));

        assertThat(bed.sandbox.deliveries())
                .extracting(delivery -> Duration.between(start, delivery.at()))
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(32),
                        Duration.ofMinutes(212),
                        Duration.ofMinutes(932));
        assertThat(bed.product.received()).hasSize(5);
        assertThat(bed.product.received().getLast().body())
                .isEqualTo(bed.product.received().getFirst().body());
        assertThat(bed.sandbox.nextDue()).isEmpty();
    }

    @Test
    void stopsTryingOnceItIsAccepted() {
        bed.product.answer(503);
        bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());
        bed.product.answer(200);

        bed.advance(Duration.ofDays(2));

        assertThat(bed.sandbox.deliveries()).extracting(Delivery::status).containsExactly(503, 200);
    }

    @Test
    void takesNothingButTheStatus200ForAnAnswer() {
        bed.product.answer(204);
        bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());

        assertThat(bed.sandbox.nextDue()).contains(bed.business.instant().plus(Duration.ofMinutes(2)));
    }

    @Test
    void deliversTwiceOnDemand() {
        bed.faults.add(new Faults.Fault("tiktok", "ORDER_STATUS_CHANGE", 1, Faults.Kind.DUPLICATE_WEBHOOK));
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());
        assertThat(bed.product.received()).hasSize(2);

        bed.sandbox.repeatWebhook(id);

        assertThat(bed.product.received()).hasSize(3);
        assertThat(bed.product.received()).allSatisfy(received -> assertThat(received.body())
                .isEqualTo(bed.product.received().getFirst().body()));
    }

    @Test
    void losesOnDemandForGood() {
        bed.faults.add(new Faults.Fault("tiktok", "*", 1, Faults.Kind.LOSE_WEBHOOK));
        bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());
        bed.advance(Duration.ofDays(2));
        assertThat(bed.product.received()).isEmpty();
        assertThat(bed.sandbox.deliveries()).isEmpty();

        bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());
        assertThat(bed.product.received()).hasSize(1);
    }

    @Test
    void prefersTheAddressThatAShopSubscribed() throws IOException {
        String path = "/event/202309/webhooks";
        String address = bed.product.url("/elsewhere").toString();

        bed.shopCall("PUT", path, "{\"event_type\":\"ORDER_STATUS_CHANGE\",\"address\":\"" + address + "\"}");
        bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());
        JsonNode list = bed.shopCall("GET", path, null).json().path("data");
        bed.shopCall("DELETE", path, "{\"event_type\":\"ORDER_STATUS_CHANGE\"}");
        bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());

        assertThat(list.path("total_count").asInt()).isEqualTo(1);
        assertThat(list.path("webhooks").get(0).path("address").asText()).isEqualTo(address);
        assertThat(bed.product.received()).extracting(Received::path).containsExactly("/elsewhere", "/webhooks/tiktok");
    }

    @Test
    void missesTheAddressUnderItsOldName() throws IOException {
        JsonNode answer = bed.shopCall(
                        "PUT",
                        "/event/202309/webhooks",
                        "{\"event_type\":\"ORDER_STATUS_CHANGE\",\"url\":\"http://x\"}")
                .json();

        assertThat(answer.path("code").asInt()).isEqualTo(36009004);
        assertThat(answer.path("message").asText()).contains("body.address is missing");
    }
}
