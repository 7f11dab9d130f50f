package dev.ordersync.domain.store;

import dev.ordersync.domain.StoreOrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a store's orders.
 *
 * @param next what the next page is asked with; empty at the end
 */
public record OrderList(List<Entry> orders, Optional<String> next) {
    public OrderList {
        orders = List.copyOf(orders);
    }

    /** @param key our key on it, or what looks like one; empty where it carries none */
    public record Entry(StoreOrderId id, Optional<ExternalKey> key, Instant createdAt) {}
}
