package dev.ordersync.local.sandbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Timed events in business time. It has no thread: whoever moves the clock asks {@link #nextDue()} and calls
 * {@link #fireDue}, so that an event happens at its own time, and is over when the call returns.
 */
public final class Timeline {

    private record Event(Instant due, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::due).thenComparingLong(Event::number));
    private long numbers;

    public synchronized void at(Instant due, Runnable action) {
        events.add(new Event(due, numbers++, action));
    }

    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(events.peek()).map(Event::due);
    }

    /**
     * Runs everything due up to {@code now}, oldest first, including what becomes due by it.
     *
     * @return how many events ran
     */
    public int fireDue(Instant now) {
        int fired = 0;
        for (Event event = take(now); event != null; event = take(now)) {
            event.action().run();
            fired++;
        }
        return fired;
    }

    private synchronized Event take(Instant now) {
        Event next = events.peek();
        return next == null || next.due().isAfter(now) ? null : events.poll();
    }
}
