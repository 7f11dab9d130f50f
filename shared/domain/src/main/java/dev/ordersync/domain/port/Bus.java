package dev.ordersync.domain.port;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import java.util.List;
import java.util.Map;

/** Where the outside world is told of what happened. At least once; {@code details} let a receiver drop a second one. */
public interface Bus {
    void publish(List<Event> events);

    /** @param details short names and values without personal data */
    record Event(Type type, ShopId shop, OrderId order, Map<String, String> details) {}

    /** What can be told. */
    enum Type {
        DUPLICATE_STORE_ORDER
    }
}
