package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Goes over the orders that wait for something, page by page until the function's time is nearly over, and has the rest
 * done by another run. Nothing is lost when it dies: the message comes back, and what was done is done once more.
 */
final class Walk {
    /** With less time left no page is begun. */
    private static final Duration LEFT = Duration.ofSeconds(60);
    /** Lambda stops a function that feeds itself through SQS after about 16 rounds; a schedule begins anew. */
    private static final int MOST_HOPS = 12;

    private final OrderTable orders;
    private final TaskQueue tasks;
    private final TaskSchedules schedules;
    private final InstantSource clock;

    Walk(OrderTable orders, TaskQueue tasks, TaskSchedules schedules, InstantSource clock) {
        this.orders = orders;
        this.tasks = tasks;
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * @param what gone over one after the other
     * @param page does what is to be done for a page of orders; answers for how many it was
     * @return for how many something was done
     */
    int go(Task.Walk task, List<Waiting> what, int pageSize, Invocation invocation, ToIntFunction<List<OrderId>> page) {
        Position at = Position.read(task.after());
        int done = 0;
        for (Waiting waiting : what) {
            if (at.isBehind(waiting)) {
                continue;
            }
            Optional<String> cursor = at.cursor(waiting);
            do {
                if (invocation.remaining().get().compareTo(LEFT) < 0) {
                    goOn(task, Position.write(waiting, cursor));
                    return done;
                }
                Page<OrderId> some = orders.waiting(task.shop(), waiting, pageSize, cursor);
                if (!some.items().isEmpty()) {
                    done += page.applyAsInt(some.items());
                }
                cursor = some.cursor();
            } while (cursor.isPresent());
            at = Position.BEGINNING;
        }
        return done;
    }

    private void goOn(Task.Walk task, String after) {
        if (task.hops() < MOST_HOPS) {
            tasks.send(List.of(task.goOn(Optional.of(after), task.hops() + 1)));
        } else {
            Instant now = clock.instant();
            schedules.create(task.goOn(Optional.of(after), 0), LookAgainTimes.dueSharp(now, now));
        }
    }

    /** Where a walk goes on: a reason's name, and behind a slash the table's cursor among those of this reason. */
    private record Position(Optional<String> reason, Optional<String> cursor) {
        static final Position BEGINNING = new Position(Optional.empty(), Optional.empty());

        static Position read(Optional<String> after) {
            if (after.isEmpty()) {
                return BEGINNING;
            }
            String[] parts = after.get().split("/", 2);
            return new Position(Optional.of(parts[0]), parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
        }

        static String write(Waiting at, Optional<String> cursor) {
            return at.reason() + cursor.map(text -> "/" + text).orElse("");
        }

        boolean isBehind(Waiting waiting) {
            return reason.filter(name -> !name.equals(waiting.reason().name())).isPresent();
        }

        Optional<String> cursor(Waiting waiting) {
            return isBehind(waiting) ? Optional.empty() : cursor;
        }
    }
}
