package dev.ordersync.local.sandbox;

import dev.ordersync.local.clock.DueSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an upstream does by itself later, in business time. It has no thread: an event happens while somebody calls
 * {@link #fireDue}, and is over when the call returns, also if it was another's call that ran it.
 */
public final class TimedEvents implements DueSource {

    private record Event(Instant due, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::due).thenComparingLong(Event::number));
    private final ReentrantLock firing = new ReentrantLock();
    private long numbers;

    public synchronized void at(Instant due, Runnable action) {
        events.add(new Event(due, numbers++, action));
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(events.peek()).map(Event::due);
    }

    /** Runs everything due up to {@code now}, oldest first, including what becomes due by it. */
    @Override
    public void fireDue(Instant now) {
        firing.lock();
        try {
            for (Event event = take(now); event != null; event = take(now)) {
                event.action().run();
            }
        } finally {
            firing.unlock();
        }
    }

    private synchronized Event take(Instant now) {
        Event next = events.peek();
        return next == null || next.due().isAfter(now) ? null : events.poll();
    }
}
