package dev.ordersync.domain.port;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.row.Cause;
import java.time.Instant;
import java.util.Optional;

/**
 * "Look at this order." References only: whoever handles it reads the truth, so its age does not matter.
 *
 * @param actor tiktok, scheduler, sweep, or "merchant:" and the token's subject
 * @param due set where the check comes from a schedule: the time it was made for
 * @param asOf a change that the check must not judge without
 * @param seen what a webhook says that it saw
 */
public record Check(
        ShopId shop,
        OrderId order,
        Cause cause,
        String actor,
        Optional<Instant> due,
        Optional<Instant> asOf,
        Optional<Seen> seen) {

    /** A webhook's hint: TikTok's status text, and the order's update time. */
    public record Seen(String status, Instant updated) {}

    public static Check of(ShopId shop, OrderId order, Cause cause, String actor) {
        return new Check(shop, order, cause, actor, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Check asOf(Instant change) {
        return new Check(shop, order, cause, actor, due, Optional.of(change), seen);
    }

    /** As a schedule brings it back: nothing is left of who asked, but no change is missed. */
    public Check dueAt(Instant at) {
        return new Check(shop, order, Cause.SCHEDULE, "scheduler", Optional.of(at), asOf, Optional.empty());
    }
}
