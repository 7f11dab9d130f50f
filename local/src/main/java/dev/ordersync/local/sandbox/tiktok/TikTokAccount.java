package dev.ordersync.local.sandbox.tiktok;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The app, its seller's authorisation and the shops behind it.
 *
 * @param accessTokenExpiresAt wire time
 * @param authCode may be turned into tokens once
 * @param scopes granted scope keys; a call without its scope is refused with 105005
 */
public record TikTokAccount(
        String appKey,
        String appSecret,
        String accessToken,
        Instant accessTokenExpiresAt,
        String refreshToken,
        String authCode,
        Set<String> scopes,
        List<TikTokShop> shops) {

    public TikTokAccount {
        scopes = Set.copyOf(scopes);
        shops = List.copyOf(shops);
    }

    /** The demo's account: one US shop, tokens that outlive any demo. */
    public static TikTokAccount demo() {
        return new TikTokAccount(
                "6sandboxkey01",
                "sandbox-app-secret",
                "TTP_sandbox-access-token",
                Instant.parse("2100-01-01T00:00:00Z"),
                "TTP_sandbox-refresh-token",
                "TTP_sandbox-auth-code",
                Set.of(
                        "seller.authorization.info",
                        "seller.order.info",
                        "seller.product.basic",
                        "seller.fulfillment.basic",
                        "seller.logistics"),
                List.of(new TikTokShop("7494049642642441621", "TTP_sandboxCipher1", "USLCDEMO01", "Demo Shop", "US")));
    }
}
