package dev.ordersync.testing;

import dev.ordersync.domain.port.Bus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A bus in memory. It keeps what it was told, and can be made not to listen to some of it. */
public final class RecordingBus implements Bus {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile Predicate<Event> refused = event -> false;

    @Override
    public List<Event> publish(List<Event> told) {
        List<Event> refusals = told.stream().filter(refused).toList();
        told.stream().filter(refused.negate()).forEach(events::add);
        return refusals;
    }

    /** From now on it does not take these. */
    public void refuse(Predicate<Event> some) {
        refused = some;
    }

    /** What it was told so far, first things first; grows with what comes. */
    public List<Event> events() {
        return events;
    }
}
