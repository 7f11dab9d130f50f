package dev.ordersync.sweep;

import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.BatchLoop;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import dev.ordersync.domain.sync.AlertShop;
import dev.ordersync.domain.sync.FindMissedOrders;
import dev.ordersync.domain.sync.FindPairs;
import dev.ordersync.domain.sync.ReleaseOrders;
import dev.ordersync.domain.sync.SweepShop;
import dev.ordersync.domain.sync.SyncAllOrders;
import dev.ordersync.domain.sync.WarnOfDeadlines;
import dev.ordersync.tiktok.TikTokShopClient;
import dev.ordersync.wiring.SharedWiring;
import java.time.Duration;
import java.time.InstantSource;

/** Everything that the function of the tasks is made of. */
public final class SweepWiring {
    /** A fraction of the function's 120 s: one call that hangs must not cost the shop its sweep. */
    private static final Duration AWS_PATIENCE = Duration.ofSeconds(15);

    private final BatchLoop<Task> loop;

    public SweepWiring(SharedWiring shared) {
        InstantSource clock = shared.clocks().business();
        Shops shops = shared.shops();
        OrderTable orders = shared.orders();
        CheckQueue checks = shared.checks();
        TaskQueue tasks = shared.tasks();
        TaskSchedules schedules = shared.taskSchedules();
        SweepStates states = shared.sweepStates();
        Bus bus = shared.bus();
        Tasks handler = new Tasks(
                new SweepShop(shops, orders, checks, clock),
                new FindMissedOrders(shops, states, orders, new TikTokShopClient(shared.tiktok()), checks, clock),
                new FindPairs(shops, states, orders, shared.stores(), bus, clock),
                new WarnOfDeadlines(orders, bus, clock),
                new AlertShop(shops, states, orders, bus, clock),
                new ReleaseOrders(orders, checks, tasks, schedules, clock),
                new SyncAllOrders(orders, checks, tasks, schedules, clock),
                shops);
        this.loop = new BatchLoop<>(
                shared.returnsOfTasks(),
                shared.codec()::readTask,
                handler::handle,
                Tasks::describe,
                LogLine.toStdout("task", clock));
    }

    /** As the deployment has set it up. */
    public static SweepWiring inAws(Environment environment) {
        return new SweepWiring(SharedWiring.inAws(environment, AWS_PATIENCE));
    }

    BatchLoop<Task> loop() {
        return loop;
    }
}
