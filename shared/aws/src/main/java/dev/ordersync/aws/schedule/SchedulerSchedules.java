package dev.ordersync.aws.schedule;

import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Schedules;
import java.time.Instant;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Checks into the queue of orders. The same look has the same name, so that asking for it twice makes one schedule. */
public final class SchedulerSchedules implements Schedules {
    private final OneTimeSchedules schedules;
    private final MessageCodec codec;

    /**
     * @param group the schedule group that the role's rights name
     * @param queue the ARN of the queue that it sends to
     * @param role the ARN of the role under which Scheduler sends
     * @param deadLetterQueue the ARN of the queue for what Scheduler could not deliver
     */
    public record Target(String group, String queue, String role, String deadLetterQueue) {}

    public SchedulerSchedules(SchedulerClient scheduler, Target target, MessageCodec codec) {
        this.schedules = new OneTimeSchedules(scheduler, target);
        this.codec = codec;
    }

    @Override
    public void create(Check check, Purpose purpose, Instant due) {
        String shop = check.shop().value();
        String what = String.join("#", shop, check.order().value(), purpose.name());
        schedules.create(what, due, shop, codec.write(check.dueAt(due)));
    }
}
