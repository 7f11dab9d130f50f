package dev.ordersync.testing;

import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The queue of tasks and the schedules into it, both kept until a test takes what is in them. */
public final class RecordingTasks implements TaskQueue, TaskSchedules {
    private final List<Task> sent = new ArrayList<>();
    private final Set<Scheduled> waiting = new LinkedHashSet<>();

    /** A task and when it comes. */
    public record Scheduled(Task task, Instant due) {}

    @Override
    public synchronized void send(List<? extends Task> tasks) {
        sent.addAll(tasks);
    }

    @Override
    public synchronized void create(Task task, Instant due) {
        if (!due.equals(due.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException(due + " is no whole minute");
        }
        waiting.add(new Scheduled(task, due));
    }

    /** What lies in the queue, in the order in which it was sent. */
    public synchronized List<Task> sent() {
        return List.copyOf(sent);
    }

    /** Takes everything out of the queue. */
    public synchronized List<Task> drain() {
        List<Task> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** What has not fired yet. */
    public synchronized List<Scheduled> waiting() {
        return List.copyOf(waiting);
    }

    /** Takes out what is due at this time, the earliest first. */
    public synchronized List<Task> fire(Instant now) {
        List<Scheduled> due = waiting.stream()
                .filter(scheduled -> !scheduled.due().isAfter(now))
                .sorted(Comparator.comparing(Scheduled::due))
                .toList();
        due.forEach(waiting::remove);
        return due.stream().map(Scheduled::task).toList();
    }
}
