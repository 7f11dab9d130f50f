package dev.ordersync.local.sandbox.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The vector of Partner Center's "Webhooks configuration guide". */
class TikTokSignatureTest {

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
