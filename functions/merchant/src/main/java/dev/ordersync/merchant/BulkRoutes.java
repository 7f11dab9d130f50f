package dev.ordersync.merchant;

import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.reason.AttentionRule;
import dev.ordersync.domain.reason.Manual;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.sync.Ports;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Sync for all orders that show one reason. */
final class BulkRoutes {
    private static final int MOST_COUNTED = 1000;

    private final OrderTable orders;
    private final TaskQueue tasks;
    private final InstantSource clock;

    BulkRoutes(Ports ports, TaskQueue tasks) {
        this.orders = ports.orders();
        this.tasks = tasks;
        this.clock = ports.clock();
    }

    Answer sync(Call call, Shop shop) {
        Fields fields = new Fields(call.body());
        Reason reason = fields.word("reason", Reason.class);
        fields.noOthers();
        if (reason.attention() == AttentionRule.PER_SHOP) {
            throw Problem.invalid("reason", "is the whole shop's: " + reason.resolution(Map.of()));
        }
        if (!isMovedBySync(reason)) {
            throw Problem.invalid("reason", "is one that Sync cannot change: " + reason.resolution(Map.of()));
        }
        Instant pressedAt = clock.instant();
        int shown = orders.countWaiting(shop.id(), Waiting.because(reason), MOST_COUNTED);
        tasks.send(List.of(Task.SyncAll.of(shop.id(), reason, call.actor(), pressedAt)));
        return Answer.json(202, JsonCodec.object().put("orders", shown));
    }

    /** Of an order whose creation is in doubt Sync hastens the look-up; what is in the store is past it. */
    private static boolean isMovedBySync(Reason reason) {
        return reason.manual() != Manual.NONE || reason.status() == Status.UNCONFIRMED;
    }
}
