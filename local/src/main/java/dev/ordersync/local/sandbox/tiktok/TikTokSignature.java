package dev.ordersync.local.sandbox.tiktok;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * TikTok's side of signing, written from its documentation (Sign your API request; Webhooks configuration guide) and
 * not from the client under test, so that the two check each other.
 */
public final class TikTokSignature {

    private TikTokSignature() {}

    /** The {@code sign} of a request: decoded query values, without {@code sign} and {@code access_token}. */
    static String ofRequest(String secret, String path, Map<String, String> query, String contentType, byte[] body) {
        StringBuilder signed = new StringBuilder(secret).append(path);
        new TreeMap<>(query).forEach((key, value) -> {
            if (!key.equals("sign") && !key.equals("access_token")) {
                signed.append(key).append(value);
            }
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(signed.toString().getBytes(StandardCharsets.UTF_8));
        if (contentType == null || !contentType.split(";")[0].strip().equalsIgnoreCase("multipart/form-data")) {
            bytes.writeBytes(body);
        }
        bytes.writeBytes(secret.getBytes(StandardCharsets.UTF_8));
        return hmac(secret, bytes.toByteArray());
    }

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
