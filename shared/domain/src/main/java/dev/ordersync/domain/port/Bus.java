package dev.ordersync.domain.port;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the outside world is told of what happened. At least once; an event's type and id let a receiver drop a second one. */
public interface Bus {
    /**
     * @return those that the bus did not take, to be told again
     * @throws dev.ordersync.domain.upstream.Transient when it is not known of any that the bus took it
     */
    List<Event> publish(List<Event> events);

    /**
     * What happened. Nothing personal, nothing secret.
     *
     * @param order empty for what concerns the shop as a whole
     * @param id the same whenever the same thing is told again
     * @param at when it happened
     * @param details short names and values, in the order in which they are told
     */
    record Event(Type type, ShopId shop, Optional<OrderId> order, String id, Instant at, Map<String, String> details) {
        public Event {
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }

        /** Of one TikTok order there are two store orders, and nobody but a person may touch either. */
        public static Event duplicate(ShopId shop, OrderId order, String known, String other, Instant at) {
            Map<String, String> details = new LinkedHashMap<>();
            details.put("reason", "DUPLICATE_STORE_ORDER");
            details.put("message", "The order is twice in the store: " + known + " and " + other + ".");
            details.put("resolution", "Cancel one of the two in the store; we touch neither.");
            details.put("storeOrderId", known);
            details.put("otherStoreOrderId", other);
            return new Event(Type.DUPLICATE_STORE_ORDER, shop, Optional.of(order), order + "#" + other, at, details);
        }
    }

    /** What can be told. All but {@link #ORDER_SYNCED} call for a person. */
    enum Type {
        ORDER_SYNCED("OrderSynced"),
        /** BLOCKED, and it will not move without a person. */
        ORDER_BLOCKED("OrderBlocked"),
        /** FAILED, WAITING or UNCONFIRMED, and it will not move without a person. */
        ORDER_FAILED("OrderFailed"),
        /** The store has the order, and a person is needed. */
        ORDER_NEEDS_ATTENTION("OrderNeedsAttention"),
        SHOP_NEEDS_ATTENTION("ShopNeedsAttention"),
        DUPLICATE_STORE_ORDER("DuplicateStoreOrder");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** What receivers know it by. */
        public String word() {
            return word;
        }
    }
}
