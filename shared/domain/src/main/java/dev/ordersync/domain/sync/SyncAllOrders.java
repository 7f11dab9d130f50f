package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Presses Sync, without force, for every order that has shown a reason since before the merchant pressed. What they decide
 * becomes a fact on each row, as when they press for one order; the judging is left to the checks, since nobody waits for
 * an answer here.
 */
public final class SyncAllOrders {
    /** So many rows are read in one request. */
    private static final int PAGE = 100;

    private static final int TRIES = 3;

    private final OrderTable orders;
    private final CheckQueue checks;
    private final InstantSource clock;
    private final Walk walk;

    public SyncAllOrders(
            OrderTable orders, CheckQueue checks, TaskQueue tasks, TaskSchedules schedules, InstantSource clock) {
        this.orders = orders;
        this.checks = checks;
        this.clock = clock;
        this.walk = new Walk(orders, tasks, schedules, clock);
    }

    /**
     * Returns for how many orders Sync is pressed.
     *
     * @param message the task's
     */
    public int syncAll(Task.SyncAll task, MessageId message, Invocation invocation) {
        return walk.go(
                task, List.of(Waiting.because(task.reason())), PAGE, invocation, page -> press(task, message, page));
    }

    private int press(Task.SyncAll task, MessageId message, List<OrderId> page) {
        Map<OrderId, OrderRow> rows = orders.rows(task.shop(), page);
        List<Check> pressed = new ArrayList<>();
        for (OrderId order : page) {
            Optional.ofNullable(rows.get(order))
                    .flatMap(row -> press(task, message, row))
                    .map(row -> check(task, row))
                    .ifPresent(pressed::add);
        }
        checks.send(pressed);
        return pressed.size();
    }

    /** Returns the row with the merchant's word; empty when it shows the reason no more, or not since before the press. */
    private Optional<OrderRow> press(Task.SyncAll task, MessageId message, OrderRow read) {
        OrderRow row = read;
        for (int i = 0; i < TRIES; i++) {
            boolean shown = row.reason().filter(task.reason()::equals).isPresent()
                    && !row.since().isAfter(task.pressedAt());
            if (!shown) {
                return Optional.empty();
            }
            if (isPressed(row, task.pressedAt())) {
                // By an earlier delivery of this task, whose check may be lost.
                return Optional.of(row);
            }
            if (row.isSyncingOrUnconfirmed()) {
                // Nothing is waived, and nothing is created earlier than the effect protocol allows.
                orders.append(entry(task, message, row, clock.instant()));
                return Optional.of(row);
            }
            Instant now = clock.instant();
            OrderRow with = PressSync.waived(row.pressed(task.pressedAt()), row, task.actor(), task.pressedAt())
                    .writtenBy(row.by(), now);
            orders.append(entry(task, message, with, now));
            switch (orders.write(with)) {
                case Written.Done(OrderRow stored) -> {
                    return Optional.of(stored);
                }
                case Written.Lost(Optional<OrderRow> current) -> {
                    if (current.isEmpty()) {
                        return Optional.empty();
                    }
                    row = current.get();
                }
            }
        }
        throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "others wrote a row " + TRIES + " times");
    }

    private static boolean isPressed(OrderRow row, Instant at) {
        return row.syncPressedAt().filter(pressed -> !pressed.isBefore(at)).isPresent();
    }

    private static TrailEntry entry(Task.SyncAll task, MessageId message, OrderRow row, Instant now) {
        Author author = Author.merchant(message, task.actor());
        return author.remark(row, row.reason(), "UNDECIDED", Map.of(), now);
    }

    private static Check check(Task.SyncAll task, OrderRow row) {
        return Check.of(task.shop(), row.order(), Cause.MERCHANT, task.actor()).asOf(row.updatedAt());
    }
}
