package dev.ordersync.tiktok;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestSignerTest {
    private static final String JSON = "application/json";

    /** Key, time and shop of the vectors that are not TikTok's own. */
    private static final Map<String, String> COMMON =
            Map.of("app_key", "6test_app_key", "timestamp", "1700000000", "shop_cipher", "TTP_testCipher123");

    @Test
    void tiktoksOwnVectorWithoutABody() {
        assertThat(RequestSigner.sign(
                        "/authorization/202309/shops",
                        Map.of("app_key", "29a39d", "timestamp", "1623812664"),
                        null,
                        JSON,
                        "e59af819cc"))
                .isEqualTo("b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8");
    }

    /** TikTok's page prints the text that is signed; the digest over it is computed. */
    @Test
    void tiktoksOwnVectorWithABody() {
        assertThat(RequestSigner.sign(
                        "/event/202309/webhooks",
                        Map.of(
                                "app_key", "68xu9ks5p4i8",
                                "shop_cipher", "ROW_xkMbgAAAeVAQra0eZWebFQq5aIKt",
                                "timestamp", "1696909648"),
                        "{\"address\":\"https://partner.tiktokshop.com\",\"event_type\":\"PACKAGE_UPDATE\"}"
                                .getBytes(UTF_8),
                        JSON,
                        "e59af819cc"))
                .isEqualTo("a75b9c8cd57140cab6dc95bf31c37bd6ffface74210768b6517c0ff81659b0ba");
    }

    @Test
    void aListIsOneValueJoinedByCommas() {
        assertThat(sign("/order/202309/orders", Map.of("ids", "576461413038785752,576461413038785753"), null, JSON))
                .isEqualTo("d9c954560864efdae04adadd6131e56d38e788080ff1b0ae292ac1a1a73d32cc");
    }

    @Test
    void theBodyIsSignedAfterTheQuery() {
        assertThat(sign(
                        "/order/202309/orders/search",
                        Map.of("page_size", "50", "sort_field", "update_time", "sort_order", "ASC"),
                        "{\"update_time_ge\":1699990000,\"update_time_lt\":1700000000}",
                        JSON))
                .isEqualTo("79abe01258d9e5778c5aa6749f167ad3dcabb43e2cc0a2f4829c56913dbe8ca9");
    }

    @Test
    void valuesAreSignedDecoded() {
        assertThat(sign(
                        "/order/202309/orders/search",
                        Map.of("page_size", "50", "page_token", "6AsPQs+7D1/ud64M=="),
                        "{}",
                        JSON))
                .isEqualTo("f2dd6f56187ad454e16a7ba548719c48be8d2fea6d8e59304662b308d3cd5235");
    }

    @Test
    void markingAsShipped() {
        assertThat(sign(
                        "/fulfillment/202309/orders/576461413038785752/packages",
                        Map.of(),
                        "{\"order_line_item_ids\":[\"577086512123755123\"],\"tracking_number\":\"9400111206206406260787\","
                                + "\"shipping_provider_id\":\"7117858858072016686\"}",
                        JSON))
                .isEqualTo("4a057cca7a5e34c1fea90c423b81978447427883e540cb2e3cd8fbd3adfef2bf");
    }

    @Test
    void shippingAPackage() {
        assertThat(sign(
                        "/fulfillment/202309/packages/1152321127278713123/ship",
                        Map.of(),
                        "{\"self_shipment\":{\"tracking_number\":\"9400111206206406260787\","
                                + "\"shipping_provider_id\":\"7117858858072016686\"}}",
                        JSON))
                .isEqualTo("4505636f710680844ec624f80bc2e401f956ce352a149312b00f90ee3205e7c1");
    }

    @Test
    void aMultipartBodyIsNotSigned() {
        assertThat(sign("/fulfillment/202309/files/upload", Map.of(), "any", "multipart/form-data; boundary=x"))
                .isEqualTo("c8e1609d9832543e14e623864c2e3c4d35a2bcfc2b2d2478b40fe599f992bfab")
                .isEqualTo(sign("/fulfillment/202309/files/upload", Map.of(), "other", "Multipart/Form-Data"));
    }

    @Test
    void theBodyIsSignedInUtf8() {
        assertThat(sign("/order/202309/orders/search", Map.of("page_size", "50"), "{\"note\":\"Größe ✓\"}", JSON))
                .isEqualTo("39247c10ed5ab2081b8924f54469a50b16162676853182e01dac438a4b5f42bc");
    }

    @Test
    void signAndTokenInTheQueryAreLeftOut() {
        assertThat(sign("/order/202309/orders", Map.of("ids", "1", "sign", "x", "access_token", "y"), null, JSON))
                .isEqualTo(sign("/order/202309/orders", Map.of("ids", "1"), null, JSON));
    }

    @Test
    void theOrderInWhichParametersAreGivenDoesNotMatter() {
        Map<String, String> forwards = new LinkedHashMap<>();
        forwards.put("a", "1");
        forwards.put("b", "2");
        Map<String, String> backwards = new LinkedHashMap<>();
        backwards.put("b", "2");
        backwards.put("a", "1");
        assertThat(RequestSigner.sign("/p", forwards, null, JSON, "s"))
                .isEqualTo(RequestSigner.sign("/p", backwards, null, JSON, "s"));
    }

    private static String sign(String path, Map<String, String> extra, String body, String contentType) {
        Map<String, String> query = new HashMap<>(COMMON);
        query.putAll(extra);
        return RequestSigner.sign(
                path, query, body == null ? null : body.getBytes(UTF_8), contentType, "test_app_secret");
    }
}
