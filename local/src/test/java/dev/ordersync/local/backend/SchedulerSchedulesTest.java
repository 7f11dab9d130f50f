package dev.ordersync.local.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.schedule.SchedulerSchedules;
import dev.ordersync.aws.schedule.SchedulerTaskSchedules;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Schedules;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskSchedules;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.testing.contract.SchedulesContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sqs.model.Message;

/** The adapter of the functions against the local Scheduler. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulerSchedulesTest extends SchedulesContract {
    private final MessageCodec codec = new MessageCodec();
    private Backend backend;
    private LocalQueues.Queue queue;

    @BeforeAll
    void start() throws Exception {
        backend = Backend.start(BusinessClock.inMemory(InstantSource.fixed(NOW)), Optional.empty(), new Ledger());
        queue = backend.queues().create(backend.sqs(), "orders", Duration.ofSeconds(720));
    }

    @AfterAll
    void stop() {
        backend.close();
    }

    @Override
    protected Schedules schedules() {
        return new SchedulerSchedules(backend.scheduler(), target(), codec);
    }

    private SchedulerSchedules.Target target() {
        return new SchedulerSchedules.Target(
                "ordersync", queue.arn(), "arn:aws:iam::000000000000:role/scheduler", queue.arn() + "-dlq");
    }

    @Test
    void aTaskComesIntoItsQueueOnceWhenItIsDue() {
        Task.Release release =
                Task.Release.of(new ShopId("1"), Task.Change.LINK, Optional.of("1729"), NOW, "merchant:auth0|a b");
        Task.Release rest = release.goOn(Optional.of("PRODUCT_NOT_LINKED/QVVUTw"), 0);
        TaskSchedules schedules = new SchedulerTaskSchedules(backend.scheduler(), target(), codec);
        Instant due = NOW.plusSeconds(360);
        schedules.create(release, due);
        schedules.create(release, due);
        schedules.create(rest, due);
        assertThat(bodies(due.minusSeconds(1))).isEmpty();
        assertThat(bodies(due)).map(codec::readTask).containsExactlyInAnyOrder(release, rest);
    }

    @Override
    protected List<Check> fired(Instant at) {
        return bodies(at).stream().map(codec::readCheck).toList();
    }

    private List<String> bodies(Instant at) {
        backend.schedules().fireDue(at);
        List<String> bodies = new ArrayList<>();
        List<Message> some;
        do {
            some = backend.sqs()
                    .receiveMessage(receive -> receive.queueUrl(queue.url()).maxNumberOfMessages(10))
                    .messages();
            for (Message message : some) {
                bodies.add(message.body());
                backend.sqs()
                        .deleteMessage(delete -> delete.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
            }
        } while (!some.isEmpty());
        return bodies;
    }
}
