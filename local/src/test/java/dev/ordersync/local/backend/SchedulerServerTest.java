package dev.ordersync.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Spoken to by the real Scheduler client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulerServerTest {
    // Ahead of the machine, as business time always is: ElasticMQ dates a new message by the machine.
    private static final Instant NOW = Instant.parse("2100-03-01T12:00:00Z");

    private final Ledger ledger = new Ledger();
    private final BusinessClock clock = BusinessClock.inMemory(InstantSource.fixed(NOW));
    private Backend backend;
    private SchedulerClient scheduler;
    private LocalQueues.Queue queue;

    @BeforeAll
    void start() throws Exception {
        backend = Backend.start(clock, Optional.empty(), ledger);
        scheduler = backend.scheduler();
        queue = backend.queues().create(backend.sqs(), "orders", Duration.ofSeconds(720));
    }

    @AfterAll
    void stop() {
        backend.close();
    }

    @Test
    void firesIntoTheQueueWhenDueAndForgetsTheSchedule() {
        create("fires", r -> r.scheduleExpression("at(2100-03-01T13:05:00)"));

        assertThat(backend.schedules().nextDue()).contains(Instant.parse("2100-03-01T13:05:00Z"));
        backend.schedules().fireDue(Instant.parse("2100-03-01T13:04:59Z"));
        assertThat(backend.queues().watch().size("orders")).isZero();

        backend.schedules().fireDue(Instant.parse("2100-03-01T13:05:00Z"));

        Message message = backend.sqs()
                .receiveMessage(
                        r -> r.queueUrl(queue.url()).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .getFirst();
        assertThat(message.body()).isEqualTo("{\"v\":1}");
        assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "shop-1");
        backend.sqs().deleteMessage(r -> r.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
        assertThatThrownBy(() -> scheduler.getSchedule(r -> r.name("fires")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void timeZoneOfTheExpressionCounts() {
        create("zoned", r -> r.scheduleExpression("at(2100-03-01T09:00:00)")
                .scheduleExpressionTimezone("America/New_York"));

        assertThat(backend.schedules().nextDue()).contains(Instant.parse("2100-03-01T14:00:00Z"));
        scheduler.deleteSchedule(r -> r.name("zoned"));
        assertThat(backend.schedules().nextDue()).isEmpty();
    }

    @Test
    void secondScheduleOfTheSameNameIsAConflict() {
        create("twice", r -> {});

        assertThatThrownBy(() -> create("twice", r -> {})).isInstanceOf(ConflictException.class);
        scheduler.deleteSchedule(r -> r.name("twice"));
    }

    @Test
    void sameClientTokenIsTheSameRequest() {
        create("token", r -> r.clientToken("t-1"));
        create("token", r -> r.clientToken("t-1"));

        assertThat(scheduler.listSchedules(r -> r.namePrefix("tok")).schedules())
                .hasSize(1);
        assertThat(scheduler.getSchedule(r -> r.name("token")).scheduleExpression())
                .isEqualTo("at(2100-03-01T13:05:00)");
        scheduler.deleteSchedule(r -> r.name("token"));
    }

    @Test
    void refusesWhatTheServiceRefuses() {
        for (String expression :
                new String[] {"at(2100-03-01T13:05:00Z)", "at(2100-03-01T13:05)", "at(2100-02-30T13:05:00)", "soon"}) {
            assertThatThrownBy(() -> create("wrong", r -> r.scheduleExpression(expression)))
                    .as(expression)
                    .isInstanceOf(ValidationException.class);
        }
        assertThatThrownBy(() -> create("no/good name", r -> {})).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create("zone", r -> r.scheduleExpressionTimezone("Mars/Olympus")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create("target", r -> r.target(t -> t.arn("x").roleArn("y"))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void deleteOfWhatIsNotThereSaysSo() {
        assertThatThrownBy(() -> scheduler.deleteSchedule(r -> r.name("nothing")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private void create(String name, Consumer<CreateScheduleRequest.Builder> change) {
        scheduler.createSchedule(r -> {
            r.name(name)
                    .scheduleExpression("at(2100-03-01T13:05:00)")
                    .actionAfterCompletion(ActionAfterCompletion.DELETE)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(t -> t.arn(queue.arn())
                            .roleArn("arn:aws:iam::000000000000:role/scheduler")
                            .input("{\"v\":1}")
                            .sqsParameters(s -> s.messageGroupId("shop-1"))
                            .retryPolicy(p -> p.maximumRetryAttempts(5))
                            .deadLetterConfig(d -> d.arn(queue.arn() + "-dlq")));
            change.accept(r);
        });
    }
}
