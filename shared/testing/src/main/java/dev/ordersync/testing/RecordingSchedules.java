package dev.ordersync.testing;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Schedules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Schedules that fire when a test asks for those that are due. A name that exists stands. */
public final class RecordingSchedules implements Schedules {
    private final Map<Name, Scheduled> waiting = new LinkedHashMap<>();

    /** What makes two schedules the same one. */
    private record Name(ShopId shop, OrderId order, Purpose purpose, Instant due) {}

    /** @param check as it will be put into the queue, with its {@code due} */
    public record Scheduled(Check check, Purpose purpose, Instant due) {}

    @Override
    public synchronized void create(Check check, Purpose purpose, Instant due) {
        if (!due.equals(due.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException(due + " is no whole minute");
        }
        waiting.putIfAbsent(
                new Name(check.shop(), check.order(), purpose, due), new Scheduled(check.dueAt(due), purpose, due));
    }

    /** What has not fired yet, in the order in which it was made. */
    public synchronized List<Scheduled> waiting() {
        return List.copyOf(waiting.values());
    }

    /** Takes out what is due at this time, the earliest first. */
    public synchronized List<Check> fire(Instant now) {
        List<Scheduled> due = waiting.values().stream()
                .filter(scheduled -> !scheduled.due().isAfter(now))
                .sorted(Comparator.comparing(Scheduled::due))
                .toList();
        Set<Scheduled> fired = new HashSet<>(due);
        waiting.values().removeIf(fired::contains);
        return due.stream().map(Scheduled::check).toList();
    }
}
