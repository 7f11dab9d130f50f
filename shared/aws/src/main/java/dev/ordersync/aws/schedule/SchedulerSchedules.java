package dev.ordersync.aws.schedule;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Schedules;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/**
 * One-time schedules of EventBridge Scheduler, into the queue of orders. They are only ever created: one that fires
 * deletes itself, and to update one that has just fired would race with its deletion.
 */
public final class SchedulerSchedules implements Schedules {
    /** {@code at()} takes no zone and no fraction (EventBridge Scheduler User Guide, "Schedule types"). */
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern(
                    "'at('uuuu-MM-dd'T'HH:mm:ss')'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int NAME_BYTES = 24;

    private final SchedulerClient scheduler;
    private final Target target;
    private final MessageCodec codec;

    /**
     * @param group the schedule group that the role's rights name
     * @param role the ARN of the role under which Scheduler sends
     * @param deadLetterQueue the ARN of the queue for what Scheduler could not deliver
     */
    public record Target(String group, String queue, String role, String deadLetterQueue) {}

    public SchedulerSchedules(SchedulerClient scheduler, Target target, MessageCodec codec) {
        this.scheduler = scheduler;
        this.target = target;
        this.codec = codec;
    }

    @Override
    public void create(Check check, Purpose purpose, Instant due) {
        CreateScheduleRequest request = CreateScheduleRequest.builder()
                .name(name(check, purpose, due))
                .groupName(target.group())
                .scheduleExpression(AT.format(due))
                .scheduleExpressionTimezone("UTC")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .target(to -> to.arn(target.queue())
                        .roleArn(target.role())
                        .input(codec.write(check.dueAt(due)))
                        .sqsParameters(sqs -> sqs.messageGroupId(check.shop().value()))
                        .deadLetterConfig(dead -> dead.arn(target.deadLetterQueue())))
                .build();
        ask(() -> {
            try {
                return scheduler.createSchedule(request);
            } catch (ConflictException e) {
                return null; // it stands already
            }
        });
    }

    /** The same look has the same name, so that asking for it twice makes one schedule. */
    static String name(Check check, Purpose purpose, Instant due) {
        String text = String.join(
                "#",
                check.shop().value(),
                check.order().value(),
                purpose.name(),
                Long.toString(due.getEpochSecond() / 60));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
