package dev.ordersync.testing;

import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import java.util.ArrayList;
import java.util.List;

/** A queue that keeps what was sent until a test takes it. */
public final class RecordingQueue implements CheckQueue {
    private final List<Check> sent = new ArrayList<>();

    @Override
    public synchronized void send(List<Check> checks) {
        sent.addAll(checks);
    }

    /** What lies in the queue, in the order in which it was sent. */
    public synchronized List<Check> sent() {
        return List.copyOf(sent);
    }

    /** Takes everything out. */
    public synchronized List<Check> drain() {
        List<Check> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }
}
