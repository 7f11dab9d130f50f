package dev.ordersync.tiktok;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The signature of TikTok Shop's webhooks (TikTok Shop Partner Center, "TikTok Shop Webhooks: configuration guide"). */
public final class WebhookVerifier {
    private WebhookVerifier() {}

    /**
     * Whether one of the secrets signed these very bytes. Nothing in a signature expires: a webhook can be replayed, so it may
     * only ever say "look again". The same work is done whatever the header holds.
     *
     * @param rawBody as received, before any parsing; decoded where the gateway encoded it in base64
     * @param authorization the {@code Authorization} header: 64 lower-case hex digits and nothing else; null if absent
     * @param appSecrets the current one, and the previous one while it is being rotated
     */
    public static boolean verify(byte[] rawBody, String authorization, String appKey, List<String> appSecrets) {
        byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        boolean verified = false;
        for (String secret : appSecrets) {
            String expected = HmacSha256.hex(secret, appKey.getBytes(StandardCharsets.UTF_8), rawBody);
            // isEqual takes as long for a near miss as for a wild guess; | goes on after a match.
            verified |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given);
        }
        return verified;
    }
}
