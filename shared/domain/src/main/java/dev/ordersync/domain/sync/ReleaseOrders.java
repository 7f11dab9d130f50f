package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import dev.ordersync.domain.row.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sends a check to every order that waits for what has changed, and to no other. It walks twice: orders that were judged
 * on the old fact while the first walk was under way are found by the second.
 */
public final class ReleaseOrders {
    private static final int PAGE = 500;
    /** Longer than copies are kept, a function runs and an index lags together. */
    private static final Duration SECOND_WALK = Duration.ofMinutes(5);

    private final CheckQueue checks;
    private final TaskSchedules schedules;
    private final InstantSource clock;
    private final Walk walk;

    public ReleaseOrders(
            OrderTable orders, CheckQueue checks, TaskQueue tasks, TaskSchedules schedules, InstantSource clock) {
        this.checks = checks;
        this.schedules = schedules;
        this.clock = clock;
        this.walk = new Walk(orders, tasks, schedules, clock);
    }

    /** Returns how many checks it sent. */
    public int release(Task.Release task, Invocation invocation) {
        Instant now = clock.instant();
        Instant second = task.changedAt().plus(SECOND_WALK);
        // A walk that begins so late is the second one. The schedule comes first: it survives whatever befalls the
        // walk.
        if (task.after().isEmpty() && now.isBefore(second)) {
            schedules.create(task.goOn(Optional.empty(), 0), LookAgainTimes.dueSharp(second, now));
        }
        List<Waiting> waiting = task.change().frees().stream()
                .map(reason -> new Waiting(reason, task.key()))
                .toList();
        return walk.go(task, waiting, PAGE, invocation, page -> send(task, page));
    }

    private int send(Task.Release task, List<OrderId> orders) {
        checks.send(orders.stream()
                .map(order -> new Check(
                        task.shop(),
                        order,
                        Cause.RELEASE,
                        task.actor(),
                        Optional.empty(),
                        Optional.of(task.changedAt()),
                        Optional.empty()))
                .toList());
        return orders.size();
    }
}
