package dev.ordersync.domain.port;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.upstream.Permanent;

/** What asking TikTok for one order gave, other than a passing fault. */
public sealed interface OrderRead {
    record Found(TikTokOrder order) implements OrderRead {}

    /** TikTok does not know the order. */
    record NotKnown() implements OrderRead {}

    /** TikTok refuses to show it, or shows something that cannot be read. */
    record Refused(Permanent why) implements OrderRead {}
}
