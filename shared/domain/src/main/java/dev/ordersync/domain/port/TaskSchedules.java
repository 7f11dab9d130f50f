package dev.ordersync.domain.port;

import java.time.Instant;

/** One-time schedules that bring a task into its queue. */
public interface TaskSchedules {
    /**
     * Brings the task into the queue at {@code due}, a whole minute at least 60 s ahead. The name is made of the task and
     * the due minute: where it exists already, it stands.
     */
    void create(Task task, Instant due);
}
