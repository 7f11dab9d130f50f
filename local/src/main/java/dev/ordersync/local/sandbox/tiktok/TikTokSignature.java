package dev.ordersync.local.sandbox.tiktok;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How TikTok signs its webhooks (Partner Center, Webhooks configuration guide). */
public final class TikTokSignature {

    private TikTokSignature() {}

    /** The {@code Authorization} header of a webhook. */
    public static String ofWebhook(String appKey, String secret, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(appKey.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return hmac(secret, bytes.toByteArray());
    }

    private static String hmac(String secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
