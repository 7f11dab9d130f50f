package dev.ordersync.domain.port;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.shop.Shop;
import java.util.Collection;
import java.util.Map;

/** TikTok's orders. */
public interface TikTokOrders {
    /**
     * Reads orders in one call. An order that cannot be read spoils none of its neighbours.
     *
     * @param ids 1 to 50
     * @return one entry for each id
     * @throws dev.ordersync.domain.upstream.Transient TikTok is not to be had now
     * @throws dev.ordersync.domain.upstream.Permanent TikTok refuses the call; with several ids it may be because of one
     *     of them
     */
    Map<OrderId, OrderRead> read(Shop shop, Collection<OrderId> ids);
}
