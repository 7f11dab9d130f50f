package dev.ordersync.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import dev.ordersync.webhook.StrictSqs.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender of webhooks is answered, and what lies in the queues then. */
class WebhookHandlerTest {
    private static final Path EVENTS = Path.of(System.getProperty("ordersync.root"), "events");

    private final WebhookBed bed = new WebhookBed();

    @Test
    void theGatewaysEventBecomesTheMessageOfTheGoldenFile() throws IOException {
        PojoSerializer<APIGatewayV2HTTPEvent> json = LambdaEventSerializers.serializerFor(
                APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPEvent.class.getClassLoader());
        APIGatewayV2HTTPEvent event = json.fromJson(sample("apigateway-tiktok-webhook.json"));
        APIGatewayV2HTTPResponse response = bed.send(event);
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).isEmpty();
        assertThat(bed.sqs.sent())
                .containsExactly(new Sent(
                        "orders",
                        "7494049642642441621",
                        sample("message-check.json").strip()));
    }

    @ParameterizedTest
    @CsvSource({
        "tiktok-recipient-address-update.json,1",
        "tiktok-package-update.json,2",
        "tiktok-cancellation-status-change.json,1",
        "tiktok-return-status-change.json,1"
    })
    void everyOrderThatATopicNamesIsChecked(String sample, int orders) throws IOException {
        assertThat(bed.signed(sample(sample))).isEqualTo(200);
        assertThat(bed.sqs.sent()).hasSize(orders).allSatisfy(sent -> {
            assertThat(sent.queue()).isEqualTo("orders");
            assertThat(sent.body()).contains("\"seen\":null").contains("\"cause\":\"WEBHOOK\"");
        });
    }

    @Test
    void whatConcernsAShopIsATask() throws IOException {
        assertThat(bed.signed(sample("tiktok-seller-deauthorization.json"))).isEqualTo(200);
        assertThat(bed.signed(sample("tiktok-upcoming-authorization-expiration.json")))
                .isEqualTo(200);
        assertThat(bed.sqs.sent()).extracting(Sent::queue).containsExactly("tasks", "tasks");
        assertThat(bed.sqs.sent().get(0).body())
                .isEqualTo(sample("message-shop-event.json").strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "1",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"one\"}",
                "{\"type\":1,\"shop_id\":\"7\",\"data\":null}",
                "{\"type\":1,\"shop_id\":\"7\",\"data\":{\"order_id\":\"x\"}}",
                "{\"type\":1,\"shop_id\":\"7\",\"data\":{\"order_id\":\"123456789012345678901\"}}",
                "{\"type\":5,\"shop_id\":\"7\",\"data\":{}}",
                "{\"type\":999,\"data\":{}}",
                "{\"type\":1,\"shop_id\":\"\\ud800\",\"data\":{\"order_id\":\"1\"}}"
            })
    void whatIsSignedAndNotForUsOrUnreadableIsTakenAndQueuesNothing(String body) {
        assertThat(bed.signed(body)).isEqualTo(200);
        assertThat(bed.sqs.sent()).isEmpty();
        assertThat(bed.log).hasSize(1);
    }

    @Test
    void anUnreadableBodyIsLoggedByItsHashAlone() {
        bed.signed("{\"type\":1,\"shop_id\":\"Dana Example\",\"data\":{}}");
        assertThat(bed.log.get(0))
                .contains("\"what\":\"unreadable\"")
                .contains("\"body\":\"")
                .doesNotContain("Dana");
    }

    @Test
    void aStatusThatNoQueueWouldTakeIsNoHint() {
        String body = "{\"type\":1,\"shop_id\":\"7\",\"data\":{\"order_id\":\"1\",\"order_status\":\"%s\","
                + "\"update_time\":1763703620}}";
        for (String status : new String[] {"\\ud800", "\\uffff", "\\u0000", "\\ud83d\\ude00"}) {
            assertThat(bed.signed(body.formatted(status))).isEqualTo(200);
        }
        assertThat(bed.sqs.sent()).hasSize(4).allSatisfy(sent -> assertThat(sent.body())
                .contains("\"seen\":null"));
    }

    @Test
    void thePreviousSecretStillHolds() throws IOException {
        byte[] body = sample("tiktok-order-status-change.json").getBytes(StandardCharsets.UTF_8);
        assertThat(bed.send(body, WebhookBed.sign(body, WebhookBed.PREVIOUS)).getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void aBadSignatureIsRefusedWithAnEmptyBody() throws IOException {
        byte[] body = sample("tiktok-order-status-change.json").getBytes(StandardCharsets.UTF_8);
        String good = WebhookBed.sign(body, WebhookBed.SECRET);
        for (String bad : new String[] {
            null, "", "Bearer " + good, good.toUpperCase(java.util.Locale.ROOT), good + " ", WebhookBed.sign(body, "x")
        }) {
            APIGatewayV2HTTPResponse response = bed.send(body, bad);
            assertThat(response.getStatusCode()).isEqualTo(401);
            assertThat(response.getBody()).isEmpty();
        }
        assertThat(bed.sqs.sent()).isEmpty();
    }

    @Test
    void theSignatureIsOverTheBytesAsSent() throws IOException {
        String body = sample("tiktok-order-status-change.json").replace("AWAITING_SHIPMENT", "ü");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        APIGatewayV2HTTPEvent event = WebhookBed.event(body, WebhookBed.sign(bytes, WebhookBed.SECRET));
        assertThat(bed.send(event).getStatusCode()).isEqualTo(200);
        byte[] latin = body.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(bed.send(latin, WebhookBed.sign(latin, WebhookBed.SECRET)).getStatusCode())
                .isEqualTo(200);
        assertThat(bed.send(bytes, WebhookBed.sign(latin, WebhookBed.SECRET)).getStatusCode())
                .isEqualTo(401);
    }

    @Test
    void aMissingBodyAndOneThatDoesNotDecodeAreNotSigned() {
        assertThat(bed.send(WebhookBed.event(null, "0".repeat(64))).getStatusCode())
                .isEqualTo(401);
        APIGatewayV2HTTPEvent event = WebhookBed.event("no base64!", "0".repeat(64));
        event.setIsBase64Encoded(true);
        assertThat(bed.send(event).getStatusCode()).isEqualTo(401);
    }

    @Test
    void oneMebibyteIsTakenAndAByteMoreIsNot() {
        byte[] most = new byte[1024 * 1024];
        assertThat(bed.send(most, WebhookBed.sign(most, WebhookBed.SECRET)).getStatusCode())
                .isEqualTo(200);
        byte[] more = new byte[1024 * 1024 + 1];
        assertThat(bed.send(more, WebhookBed.sign(more, WebhookBed.SECRET)).getStatusCode())
                .isEqualTo(413);
        assertThat(bed.send(WebhookBed.event("ü".repeat(1024 * 512 + 1), "")).getStatusCode())
                .isEqualTo(413);
    }

    @Test
    void aQueueThatRefusesMakesTheSenderSendAgain() throws IOException {
        WebhookBed refusing =
                new WebhookBed(new StrictSqs().refusing(), () -> new AppSecret(WebhookBed.SECRET, Optional.empty()));
        assertThat(refusing.signed(sample("tiktok-order-status-change.json"))).isEqualTo(503);
        assertThat(refusing.signed(sample("tiktok-seller-deauthorization.json")))
                .isEqualTo(503);
        assertThat(refusing.signed("{}")).isEqualTo(200);
    }

    @Test
    void aSecretThatCannotBeReadMakesTheSenderSendAgain() throws IOException {
        WebhookBed blind = new WebhookBed(new StrictSqs(), () -> {
            throw new IllegalStateException("no secret");
        });
        assertThat(blind.signed(sample("tiktok-order-status-change.json"))).isEqualTo(503);
    }

    @Test
    void anotherPathAndAnotherMethodAreNotServed() {
        APIGatewayV2HTTPEvent shopify = WebhookBed.event("", "");
        shopify.setRawPath("/webhooks/shopify/c-1");
        assertThat(bed.send(shopify).getStatusCode()).isEqualTo(404);
        APIGatewayV2HTTPEvent get = WebhookBed.event(null, null);
        get.getRequestContext().getHttp().setMethod("GET");
        assertThat(bed.send(get).getStatusCode()).isEqualTo(405);
        assertThat(bed.send(get).getHeaders()).isEqualTo(Map.of("allow", "POST"));
    }

    private static String sample(String name) throws IOException {
        return Files.readString(EVENTS.resolve(name));
    }
}
