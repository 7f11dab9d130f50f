package dev.ordersync.aws.schedule;

import static dev.ordersync.aws.AwsCalls.ask;

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
 * One-time schedules of EventBridge Scheduler, into one queue. They are only ever created: one that fires deletes itself,
 * and to update one that has just fired would race with its deletion.
 */
final class OneTimeSchedules {
    /** {@code at()} takes no zone and no fraction (EventBridge Scheduler User Guide, "Schedule types"). */
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern(
                    "'at('uuuu-MM-dd'T'HH:mm:ss')'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int NAME_BYTES = 24;

    private final SchedulerClient scheduler;
    private final SchedulerSchedules.Target target;

    OneTimeSchedules(SchedulerClient scheduler, SchedulerSchedules.Target target) {
        this.scheduler = scheduler;
        this.target = target;
    }

    /**
     * @param what tells this schedule from others: the same one, asked for twice, is made once
     * @param group the message's group
     */
    void create(String what, Instant due, String group, String body) {
        CreateScheduleRequest request = CreateScheduleRequest.builder()
                .name(name(what + "#" + due.getEpochSecond() / 60))
                .groupName(target.group())
                .scheduleExpression(AT.format(due))
                .scheduleExpressionTimezone("UTC")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .target(to -> to.arn(target.queue())
                        .roleArn(target.role())
                        .input(body)
                        .sqsParameters(sqs -> sqs.messageGroupId(group))
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

    private static String name(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
