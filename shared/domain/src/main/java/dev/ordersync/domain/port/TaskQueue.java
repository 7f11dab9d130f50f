package dev.ordersync.domain.port;

import java.util.List;

/** The queue of tasks. */
public interface TaskQueue {
    /** Puts the tasks into the queue; returns when all are in. */
    void send(List<? extends Task> tasks);
}
