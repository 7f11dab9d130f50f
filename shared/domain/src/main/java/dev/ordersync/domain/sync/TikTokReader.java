package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.TikTokOrders;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Upstream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks TikTok for a shop's orders in one call, and order by order when one of several spoils the call for all. Where TikTok
 * accepts us no more the shop is marked, once: from then on nobody asks until somebody reconnects it, or the sweep finds
 * that it was no more than a passing refusal.
 */
final class TikTokReader {
    private final TikTokOrders tiktok;
    private final Consumer<ShopId> deauthorised;

    TikTokReader(Ports ports) {
        this(ports.tiktok(), ports.shops()::markDeauthorised);
    }

    private TikTokReader(TikTokOrders tiktok, Consumer<ShopId> deauthorised) {
        this.tiktok = tiktok;
        this.deauthorised = deauthorised;
    }

    /** One that leaves no trace. */
    static TikTokReader withoutEffects(TikTokOrders tiktok) {
        return new TikTokReader(tiktok, shop -> {});
    }

    OrderRead one(Shop shop, OrderId id) {
        return all(shop, List.of(id)).get(id);
    }

    /** @throws dev.ordersync.domain.upstream.Transient TikTok is not to be had now */
    Map<OrderId, OrderRead> all(Shop shop, Collection<OrderId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        try {
            return tiktok.read(shop, ids);
        } catch (Permanent why) {
            if (why.upstream() == Upstream.AWS) {
                // Not TikTok's word: nothing is to be said of any order.
                throw why;
            }
            if (why.kind() == Permanent.Kind.AUTH_EXPIRED && shop.authorised()) {
                deauthorised.accept(shop.id());
            }
            Map<OrderId, OrderRead> reads = new HashMap<>();
            boolean spoiltByOne = ids.size() > 1 && why.kind() == Permanent.Kind.REFUSED;
            for (OrderId id : ids) {
                reads.put(id, spoiltByOne ? one(shop, id) : new OrderRead.Refused(why));
            }
            return reads;
        }
    }
}
