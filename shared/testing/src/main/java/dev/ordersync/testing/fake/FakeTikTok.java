package dev.ordersync.testing.fake;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.TikTokOrders;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.UpstreamException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** TikTok's orders in memory. */
public final class FakeTikTok implements TikTokOrders {
    private final Map<OrderId, TikTokOrder> orders = new HashMap<>();
    private final Deque<UpstreamException> failures = new ArrayDeque<>();
    private final Map<OrderId, Permanent> refused = new HashMap<>();
    private int calls;

    public synchronized FakeTikTok put(TikTokOrder order) {
        orders.put(order.id(), order);
        return this;
    }

    /** The next call that is not yet to fail fails like this. */
    public synchronized FakeTikTok failNext(UpstreamException failure) {
        failures.add(failure);
        return this;
    }

    /** A call that names this order fails like this. */
    public synchronized FakeTikTok refuseAlways(OrderId id, Permanent refusal) {
        refused.put(id, refusal);
        return this;
    }

    /** How often it was asked. */
    public synchronized int calls() {
        return calls;
    }

    @Override
    public synchronized Map<OrderId, OrderRead> read(Shop shop, Collection<OrderId> ids) {
        calls++;
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        for (OrderId id : ids) {
            if (refused.containsKey(id)) {
                throw refused.get(id);
            }
        }
        Map<OrderId, OrderRead> found = new HashMap<>();
        for (OrderId id : ids) {
            TikTokOrder order = orders.get(id);
            boolean theirs = order != null && order.shop().equals(shop.id());
            found.put(id, theirs ? new OrderRead.Found(order) : new OrderRead.NotKnown());
        }
        return found;
    }
}
