package dev.ordersync.domain.port;

import java.util.List;

/** The queue of checks. */
public interface CheckQueue {
    /** Puts the checks into the queue; returns when all are in. Their message ids are given by the queue. */
    void send(List<Check> checks);
}
