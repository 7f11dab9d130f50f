package dev.ordersync.tiktok;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check.Seen;
import java.util.List;
import java.util.Optional;

/** What one of TikTok's webhooks says. References only: TikTok promises neither order nor exactly one delivery. */
public sealed interface WebhookEvent {

    /**
     * Something happened to these orders.
     *
     * @param orders at least one, none twice
     * @param seen the order as the webhook saw it; only where it tells of a change of its status
     */
    record OrderEvents(ShopId shop, List<OrderId> orders, int type, Optional<Seen> seen) implements WebhookEvent {
        public OrderEvents {
            orders = List.copyOf(orders);
        }
    }

    /**
     * Something happened to the seller's authorisation.
     *
     * @param type one of {@link dev.ordersync.domain.shop.ShopTopics}
     */
    record ShopEvent(ShopId shop, int type) implements WebhookEvent {}

    /** A topic that does not concern orders. */
    record NotForUs(int type) implements WebhookEvent {}

    /** @param why which field; never its value */
    record Unreadable(String why) implements WebhookEvent {}
}
