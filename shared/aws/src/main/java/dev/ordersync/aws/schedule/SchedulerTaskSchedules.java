package dev.ordersync.aws.schedule;

import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskSchedules;
import java.time.Instant;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Tasks into their queue. The same task has the same name, so that asking for it twice makes one schedule. */
public final class SchedulerTaskSchedules implements TaskSchedules {
    private final OneTimeSchedules schedules;
    private final MessageCodec codec;

    public SchedulerTaskSchedules(SchedulerClient scheduler, SchedulerSchedules.Target target, MessageCodec codec) {
        this.schedules = new OneTimeSchedules(scheduler, target);
        this.codec = codec;
    }

    @Override
    public void create(Task task, Instant due) {
        String message = codec.write(task);
        schedules.create(message, due, task.shop().value(), message);
    }
}
