package dev.ordersync.aws.queue;

import dev.ordersync.domain.ShopId;

/** Work on a whole shop, from the queue of tasks. */
public sealed interface Task {
    ShopId shop();

    /** Look for what was lost. */
    record Sweep(ShopId shop) implements Task {}

    /** TikTok reported something about the shop itself. @param type one of {@link dev.ordersync.domain.shop.ShopTopics} */
    record ShopEvent(ShopId shop, int type) implements Task {}
}
