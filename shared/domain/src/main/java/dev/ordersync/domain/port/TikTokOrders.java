package dev.ordersync.domain.port;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.shop.Shop;
import java.util.Collection;
import java.util.Map;

/** TikTok's orders. */
public interface TikTokOrders {
    /**
     * Reads orders in one call. An id that is absent from the answer is not known to TikTok.
     *
     * @param ids 1 to 50
     * @throws dev.ordersync.domain.upstream.Transient TikTok is not to be had now
     * @throws dev.ordersync.domain.upstream.Permanent TikTok refuses; with several ids it may be because of one of them
     */
    Map<OrderId, TikTokOrder> read(Shop shop, Collection<OrderId> ids);
}
