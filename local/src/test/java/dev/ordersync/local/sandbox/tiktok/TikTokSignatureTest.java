package dev.ordersync.local.sandbox.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors of Partner Center: "Sign your API request", "Webhooks configuration guide". */
class TikTokSignatureTest {

    private static final byte[] NONE = new byte[0];

    @Test
    void signsTheDocumentedRequest() {
        String sign = TikTokSignature.ofRequest(
                "e59af819cc",
                "/authorization/202309/shops",
                Map.of("app_key", "29a39d", "timestamp", "1623812664"),
                null,
                NONE);

        assertThat(sign).isEqualTo("b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8");
    }

    @Test
    void signsTheDocumentedRequestWithABody() {
        String sign = TikTokSignature.ofRequest(
                "e59af819cc",
                "/event/202309/webhooks",
                Map.of(
                        "app_key", "68xu9ks5p4i8",
                        "shop_cipher", "ROW_xkMbgAAAeVAQra0eZWebFQq5aIKt",
                        "timestamp", "1696909648"),
                "application/json",
                utf8("{\"address\":\"https://partner.tiktokshop.com\",\"event_type\":\"PACKAGE_UPDATE\"}"));

        assertThat(sign).isEqualTo("a75b9c8cd57140cab6dc95bf31c37bd6ffface74210768b6517c0ff81659b0ba");
    }

    @Test
    void leavesTheBodyOfAMultipartRequestOut() {
        String sign = TikTokSignature.ofRequest(
                "test_app_secret",
                "/fulfillment/202309/files/upload",
                Map.of("app_key", "6test_app_key", "timestamp", "1700000000", "shop_cipher", "TTP_testCipher123"),
                "multipart/form-data; boundary=x",
                utf8("anything"));

        assertThat(sign).isEqualTo("c8e1609d9832543e14e623864c2e3c4d35a2bcfc2b2d2478b40fe599f992bfab");
    }

    @Test
    void signsTheDocumentedWebhook() {
        String sign = TikTokSignature.ofWebhook(
                "abcdef",
                "123",
                utf8("{\"type\":1,\"tts_notification_id\":\"7380066284010030890\",\"shop_id\":\"7495540735365777507\","
                        + "\"timestamp\":1718305585,\"data\":{\"is_on_hold_order\":true,\"order_id\":"
                        + "\"576653688135258178\",\"order_status\":\"UNPAID\",\"update_time\":1718305585}}"));

        assertThat(sign).isEqualTo("5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
