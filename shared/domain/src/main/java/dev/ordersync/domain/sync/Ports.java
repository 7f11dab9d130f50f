package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Schedules;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Stores;
import dev.ordersync.domain.port.TikTokOrders;
import java.time.InstantSource;

/**
 * All that the use cases touch outside of themselves.
 *
 * @param clock business time: holds, claims, schedules
 */
public record Ports(
        OrderTable orders,
        Shops shops,
        Links links,
        TikTokOrders tiktok,
        Stores stores,
        CheckQueue queue,
        Schedules schedules,
        Bus bus,
        InstantSource clock) {}
