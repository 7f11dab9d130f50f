package dev.ordersync.tiktok;

import java.net.URI;

/**
 * The operator's app at TikTok.
 *
 * @param apiUrl origin of TikTok Shop's API, the same for all markets: https://open-api.tiktokglobalshop.com
 * @param authUrl origin that gives tokens, another host: https://auth.tiktok-shops.com
 */
public record TikTokApp(String appKey, String appSecret, URI apiUrl, URI authUrl) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "TikTokApp[" + appKey + " at " + apiUrl + "]";
    }
}
