package dev.ordersync.local.sandbox.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.Http;
import dev.ordersync.tiktok.RequestSigner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with curl can do: place orders, cancel them, and make the upstreams misbehave. */
class SandboxControlsTest {

    private static final String PATH = "/event/202309/webhooks";
    private static final String SUBSCRIBE =
            "{\"event_type\":\"ORDER_STATUS_CHANGE\",\"address\":\"https://a.example\"}";

    private final TikTokTestBed bed;

    SandboxControlsTest() throws IOException {
        bed = new TikTokTestBed();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void placesAnOrderOfASkuAndAQuantity() throws IOException {
        Http.Answer answer = post("/sandbox/orders", "{\"sku\":\"CT-BLK-M\",\"quantity\":2}");

        assertThat(answer.status()).isEqualTo(201);
        String id = answer.json().path("id").asText();
        assertThat(answer.json().path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(bed.sandbox.order(id).orElseThrow().path("line_items")).hasSize(2);
        assertThat(bed.product.received()).hasSize(1);
    }

    @Test
    void placesAnOrderOfAPartOfADocument() throws IOException {
        Http.Answer answer = post("/sandbox/orders", """
                {"status":"AWAITING_SHIPMENT","is_sample_order":true,"buyer_message":"Ring twice",
                 "line_items":[{"seller_sku":"GIFT-1","sku_name":"Gold"}],"payment":{"tax":"0.10"}}""");

        JsonNode order = bed.sandbox.order(answer.json().path("id").asText()).orElseThrow();
        assertThat(order.path("status").asText()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(order.path("is_sample_order").asBoolean()).isTrue();
        assertThat(order.path("buyer_message").asText()).isEqualTo("Ring twice");
        assertThat(order.path("line_items").get(0).path("sku_name").asText()).isEqualTo("Gold");
        assertThat(order.path("line_items").get(0).path("product_name").asText())
                .isEqualTo("Sticker");
        assertThat(order.path("payment").path("tax").asText()).isEqualTo("0.10");
        assertThat(order.path("payment").path("currency").asText()).isEqualTo("USD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"sku\":1}",
                "{\"sku\":\"A\",\"quantity\":0}",
                "{\"sku\":\"A\",\"quantity\":\"2\"}",
                "{\"quantity\":2}",
                "{\"sku\":\"A\",\"colour\":\"red\"}",
                "{\"sku\":\"A\",\"shop_id\":\"1\"}",
                "{\"sku\":\"A\",\"id\":\"x\"}",
                "{\"line_items\":[{}]}"
            })
    void refusesABodyThatIsNoOrderAndSaysWhy(String body) throws IOException {
        Http.Answer answer = post("/sandbox/orders", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("error").asText()).isNotEmpty();
        assertThat(bed.sandbox.orders()).isEmpty();
    }

    @Test
    void cancelsAnOrderOnce() throws IOException {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1));

        assertThat(post("/sandbox/orders/" + id + "/cancel", "")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("CANCELLED");
        assertThat(post("/sandbox/orders/" + id + "/cancel", "").status()).isEqualTo(409);
        assertThat(post("/sandbox/orders/1/cancel", "").status()).isEqualTo(404);
        assertThat(get("/sandbox/orders").json().path("orders")).hasSize(1);
        assertThat(get("/sandbox/orders/" + id).json().path("id").asText()).isEqualTo(id);
    }

    @Test
    void keepsFaultsUntilTheyHappenOrAreDeleted() throws IOException {
        assertThat(fault("CUT_BEFORE", 2).status()).isEqualTo(204);
        assertThat(get("/sandbox/faults").json().path("faults")).hasSize(1);

        bed.http.send("DELETE", bed.sandbox.url().resolve("/sandbox/faults"), Map.of(), null);

        assertThat(bed.faults.waiting()).isEmpty();
        assertThat(subscribe().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{}",
                "{\"upstream\":\"ebay\",\"match\":\"*\",\"do\":\"TIMEOUT\"}",
                "{\"upstream\":\"shopify\",\"do\":\"TIMEOUT\"}",
                "{\"upstream\":\"shopify\",\"match\":\"*\",\"do\":\"EXPLODE\"}",
                "{\"upstream\":\"shopify\",\"match\":\"*\",\"do\":\"TIMEOUT\",\"times\":0}",
                "{\"upstream\":\"shopify\",\"match\":\"*\",\"do\":\"TIMEOUT\",\"tmies\":1}",
                "{\"upstream\":\"shopify\",\"match\":\"*\",\"do\":\"DUPLICATE_WEBHOOK\"}"
            })
    void refusesAFaultThatItDoesNotUnderstand(String body) throws IOException {
        Http.Answer answer = post("/sandbox/faults", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("error").asText()).isNotEmpty();
        assertThat(bed.faults.waiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Kind.class,
            names = {"CUT_BEFORE", "CUT_AFTER"})
    void cutsTheConnectionWithoutAnAnswer(Faults.Kind kind) throws IOException {
        fault(kind.name(), 1);

        assertThatThrownBy(this::subscribe).isInstanceOf(IOException.class);

        assertThat(subscriptions()).isEqualTo(kind == Faults.Kind.CUT_AFTER ? 1 : 0);
        assertThat(bed.faults.waiting()).isEmpty();
    }

    @Test
    void leavesNotOneByteOnACutConnection() throws IOException {
        fault("CUT_BEFORE", 1);
        URI url = bed.sandbox.url();

        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("PUT " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void doesTheWorkOfATimeoutAndNeverAnswers() throws IOException {
        fault("TIMEOUT", 1);
        Http impatient = new Http(Duration.ofMillis(300));
        Map<String, String> query = bed.query("shop_cipher", bed.shop.cipher());
        query.put(
                "sign",
                RequestSigner.sign(
                        PATH,
                        query,
                        SUBSCRIBE.getBytes(StandardCharsets.UTF_8),
                        "application/json",
                        bed.account.appSecret()));
        StringBuilder url = new StringBuilder(bed.sandbox.url() + PATH + "?");
        query.forEach((key, value) -> url.append(key).append('=').append(value).append('&'));

        assertThatThrownBy(() -> impatient.send(
                        "PUT",
                        URI.create(url.toString()),
                        Map.of("Content-Type", "application/json", "x-tts-access-token", bed.account.accessToken()),
                        SUBSCRIBE))
                .isInstanceOf(InterruptedIOException.class);

        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void answers503WithoutJsonAndDoesNothing() throws IOException {
        fault("STATUS_503", 1);

        Http.Answer answer = subscribe();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).startsWith("<html>");
        assertThat(subscriptions()).isZero();
    }

    @Test
    void throttlesInTikToksOwnWords() throws IOException {
        fault("THROTTLE", 1);

        Http.Answer answer = subscribe();

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().path("code").asInt()).isEqualTo(36009002);
        assertThat(subscriptions()).isZero();
    }

    @Test
    void spoilsOnlyTheCallsThatMatch() throws IOException {
        bed.faults.add(new Faults.Fault("shopify", "*", 1, Faults.Kind.STATUS_503));
        bed.faults.add(new Faults.Fault("tiktok", "/order/202309/orders", 1, Faults.Kind.STATUS_503));

        assertThat(subscribe().status()).isEqualTo(200);
        assertThat(bed.orders("1").status()).isEqualTo(503);
        assertThat(bed.orders("1").status()).isEqualTo(200);
    }

    @Test
    void answers404ForAControlThatItDoesNotHave() throws IOException {
        assertThat(get("/sandbox/nonsense").status()).isEqualTo(404);
    }

    private Http.Answer subscribe() throws IOException {
        return bed.shopCall("PUT", PATH, SUBSCRIBE);
    }

    private int subscriptions() throws IOException {
        return bed.shopCall("GET", PATH, null)
                .json()
                .path("data")
                .path("total_count")
                .asInt(-1);
    }

    private Http.Answer fault(String kind, int times) throws IOException {
        return post(
                "/sandbox/faults",
                "{\"upstream\":\"tiktok\",\"match\":\"PUT " + PATH + "\",\"times\":" + times + ",\"do\":\"" + kind
                        + "\"}");
    }

    private Http.Answer post(String path, String body) throws IOException {
        return bed.http.send("POST", bed.sandbox.url().resolve(path), Map.of(), body);
    }

    private Http.Answer get(String path) throws IOException {
        return bed.http.send("GET", bed.sandbox.url().resolve(path), Map.of(), null);
    }
}
