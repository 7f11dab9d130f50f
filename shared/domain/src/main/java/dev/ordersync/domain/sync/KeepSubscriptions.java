package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.TikTokShops;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/** Sees to it that TikTok still tells us of a shop's orders: subscriptions get lost when a seller authorises an app anew. */
public final class KeepSubscriptions {
    /** Where TikTok's webhooks arrive, below the base that the operator gives. */
    public static final String TIKTOK_PATH = "/webhooks/tiktok";

    private final Shops shops;
    private final TikTokShops tiktok;

    public KeepSubscriptions(Shops shops, TikTokShops tiktok) {
        this.shops = shops;
        this.tiktok = tiktok;
    }

    /** Makes what is lost anew. Returns what was done, for the log; a failure is left to the next day. */
    public String keep(Shop shop) {
        Optional<String> base = shops.webhooksAt(shop.id());
        if (base.isEmpty()) {
            return "subscriptions not looked at: nobody said where webhooks arrive";
        }
        try {
            List<String> made = tiktok.subscribe(shop, base.get() + TIKTOK_PATH);
            return made.isEmpty() ? "subscriptions in place" : "subscribed anew: " + String.join(" ", made);
        } catch (UpstreamException why) {
            if (why.upstream() != Upstream.TIKTOK) {
                throw why;
            }
            return "subscriptions failed: " + why.getMessage();
        }
    }
}
