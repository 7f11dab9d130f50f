package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.TikTokOrders;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Upstream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks TikTok for a shop's orders in one call, and order by order when one of several spoils the call for all. */
final class TikTokReader {
    private final TikTokOrders tiktok;

    TikTokReader(TikTokOrders tiktok) {
        this.tiktok = tiktok;
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
            Map<OrderId, OrderRead> reads = new HashMap<>();
            boolean spoiltByOne = ids.size() > 1 && why.kind() == Permanent.Kind.REFUSED;
            for (OrderId id : ids) {
                reads.put(id, spoiltByOne ? one(shop, id) : new OrderRead.Refused(why));
            }
            return reads;
        }
    }
}
