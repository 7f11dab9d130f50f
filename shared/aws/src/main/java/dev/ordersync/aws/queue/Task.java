package dev.ordersync.aws.queue;

import dev.ordersync.domain.ShopId;

/** Work on a whole shop, from the queue of tasks. */
public sealed interface Task {
    ShopId shop();

    /** Look for what was lost. */
    record Sweep(ShopId shop) implements Task {}

    /** TikTok reported something about the shop itself. @param type TikTok's webhook type: 6 deauthorised, 7 expiring */
    record ShopEvent(ShopId shop, int type) implements Task {}
}
