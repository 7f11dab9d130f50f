package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.row.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sends a check for what a lost message or schedule left behind: rows that are overdue, and claims that died. */
public final class SweepShop {
    /** The next sweep, minutes later, takes what is beyond this. */
    private static final int MOST = 1000;
    /** A schedule fires within five minutes of the time that the row names; until then it is left to it. */
    private static final Duration LEFT_TO_SCHEDULES = Duration.ofMinutes(6);

    private final Shops shops;
    private final OrderTable orders;
    private final CheckQueue queue;
    private final InstantSource clock;

    public SweepShop(Shops shops, OrderTable orders, CheckQueue queue, InstantSource clock) {
        this.shops = shops;
        this.orders = orders;
        this.queue = queue;
        this.clock = clock;
    }

    /** Returns how many checks it sent. */
    public int sweep(ShopId shop) {
        Instant now = clock.instant();
        boolean paused = shops.find(shop, Optional.empty())
                .flatMap(found -> found.pausedUntil(now))
                .isPresent();
        if (paused) {
            // What waits would come back until the pause ends, and at every sweep more of it.
            return 0;
        }
        List<OrderId> overdue = orders.overdue(shop, now.minus(LEFT_TO_SCHEDULES), MOST);
        queue.send(overdue.stream()
                .map(order -> Check.of(shop, order, Cause.SWEEP, "sweep"))
                .toList());
        return overdue.size();
    }
}
