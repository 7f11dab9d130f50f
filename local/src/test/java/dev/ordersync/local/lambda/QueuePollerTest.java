package dev.ordersync.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.ordersync.local.backend.Backend;
import dev.ordersync.local.backend.LocalQueues;
import dev.ordersync.local.clock.Activity;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.clock.Timeline;
import dev.ordersync.local.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/** The event-source mapping over ElasticMQ, with a business clock that only advances when told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueuePollerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final Duration VISIBILITY = Duration.ofSeconds(720);

    private final Ledger ledger = new Ledger();
    private final BusinessClock clock =
            BusinessClock.inMemory(InstantSource.fixed(Instant.parse("2100-03-01T12:00:00Z")));
    private final Activity activity = new Activity();
    private final Timeline timeline = new Timeline(clock, activity);
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final BlockingQueue<SQSMessage> seen = new LinkedBlockingQueue<>();
    private Backend backend;
    private QueuePoller poller;
    private LocalQueues.Queue queue;
    private int queues;

    @BeforeAll
    void start() throws Exception {
        backend = Backend.start(clock, Optional.empty(), ledger);
        timeline.add(backend.schedules());
        timeline.start();
    }

    @AfterEach
    void stopPolling() {
        poller.close();
    }

    @AfterAll
    void stop() {
        timeline.close();
        backend.close();
    }

    @Test
    void gathersWhatComesWithinTheWindowIntoOneBatchAndDeletesIt() throws Exception {
        poll((event, context) -> new SQSBatchResponse(List.of()));
        ledger.clear();
        for (int i = 0; i < 10; i++) {
            send("m" + i);
        }

        Timeline.Advanced advanced = timeline.advance(Duration.ofSeconds(1));

        assertThat(advanced.idle()).isTrue();
        assertThat(advanced.handled()).isEqualTo(10);
        assertThat(batches).hasSize(1);
        assertThat(batches.getFirst()).hasSize(10);
        assertThat(size()).isZero();
    }

    @Test
    void functionSeesTheAttributesThatAwsSends() throws Exception {
        poll((event, context) -> new SQSBatchResponse(List.of()));
        send("body");

        timeline.advance(Duration.ofSeconds(1));

        SQSMessage message = seen.take();
        assertThat(message.getBody()).isEqualTo("body");
        assertThat(message.getMessageId()).isNotBlank();
        assertThat(message.getEventSource()).isEqualTo("aws:sqs");
        assertThat(message.getEventSourceArn()).isEqualTo(queue.arn());
        assertThat(message.getAttributes())
                .containsEntry("ApproximateReceiveCount", "1")
                .containsEntry("MessageGroupId", "g")
                .containsKey("SentTimestamp");
    }

    @Test
    void functionSeesWhenAMessageWasSentInBusinessTime() throws Exception {
        poll((event, context) -> new SQSBatchResponse(List.of()));
        Instant sent = clock.instant();
        send("body");

        timeline.advance(Duration.ofSeconds(1));

        assertThat(seen.take().getAttributes()).containsEntry("SentTimestamp", Long.toString(sent.toEpochMilli()));
    }

    @Test
    void onlyReportedMessagesComeAgainAndAtTheirOwnTime() throws Exception {
        List<Instant> times = new CopyOnWriteArrayList<>();
        poll((event, context) -> {
            SQSMessage last = event.getRecords().getLast();
            if (!last.getBody().equals("again")) {
                return new SQSBatchResponse(List.of());
            }
            times.add(clock.instant());
            if (times.size() == 3) {
                return new SQSBatchResponse(List.of());
            }
            int backOff = 10 << (times.size() - 1);
            backend.sqs().changeMessageVisibility(r -> r.queueUrl(queue.url())
                    .receiptHandle(last.getReceiptHandle())
                    .visibilityTimeout(backOff));
            return new SQSBatchResponse(List.of(new BatchItemFailure(last.getMessageId())));
        });
        Instant start = clock.instant();
        send("once");
        send("again");

        Timeline.Advanced advanced = timeline.advance(Duration.ofMinutes(2));

        // Each time: the back-off, then the batch window of a second.
        assertThat(times).containsExactly(start.plusSeconds(1), start.plusSeconds(12), start.plusSeconds(33));
        assertThat(batches.stream().flatMap(List::stream)).containsOnlyOnce("once");
        assertThat(advanced.idle()).isTrue();
        assertThat(size()).isZero();
    }

    @Test
    void functionErrorDeletesNothingAndTheTenthReceiveIsTheLast() throws Exception {
        poll((event, context) -> {
            throw new IllegalStateException("the test wants this");
        });
        send("poison");

        timeline.advance(Duration.ofHours(3));

        assertThat(batches).hasSize(LocalQueues.MAX_RECEIVES);
        assertThat(size()).isZero();
        assertThat(backend.queues().watch().size(queue.deadLetterName())).isEqualTo(1);
    }

    @Test
    void unknownOrEmptyItemIdentifierMakesTheWholeBatchFail() throws Exception {
        for (String wrong : new String[] {null, "", "no-such-message"}) {
            poll((event, context) ->
                    batches.size() > 1 ? null : new SQSBatchResponse(List.of(new BatchItemFailure(wrong))));
            send("m");

            timeline.advance(VISIBILITY.plusSeconds(2));

            assertThat(batches).as("with " + wrong).hasSize(2);
            assertThat(size()).isZero();
            poller.close();
        }
    }

    @Test
    void aFunctionThatSendsToItsQueueIsFollowedToTheEnd() throws Exception {
        poll((event, context) -> {
            if (batches.size() < 5) {
                send("next");
            }
            return new SQSBatchResponse(List.of());
        });
        send("first");

        assertThat(timeline.advance(Duration.ofMinutes(1)).handled()).isEqualTo(5);
    }

    @Test
    void aScheduleThatItsHandlerArmsAnewFiresAtItsOwnTimes() throws Exception {
        List<Instant> times = new CopyOnWriteArrayList<>();
        poll((event, context) -> {
            times.add(clock.instant());
            arm("again-" + times.size(), clock.instant().plusSeconds(3600));
            return new SQSBatchResponse(List.of());
        });
        Instant first = clock.instant().plusSeconds(300);
        arm("again-0", first);

        Timeline.Advanced advanced = timeline.advance(Duration.ofMinutes(130));

        // Each time the batch window's second comes on top.
        assertThat(times).containsExactly(first.plusSeconds(1), first.plusSeconds(3602), first.plusSeconds(7203));
        assertThat(advanced.handled()).isEqualTo(3);
        assertThat(advanced.idle()).isTrue();
        backend.scheduler().deleteSchedule(r -> r.name("again-3"));
    }

    @Test
    void remainingTimeIsTheFunctionsTimeout() throws Exception {
        List<Integer> remaining = new CopyOnWriteArrayList<>();
        poll((event, context) -> {
            remaining.add(context.getRemainingTimeInMillis());
            return new SQSBatchResponse(List.of());
        });
        send("m");

        timeline.advance(Duration.ofSeconds(1));

        assertThat(remaining.getFirst()).isBetween(100_000, 120_000);
    }

    private void poll(RequestHandler<SQSEvent, SQSBatchResponse> handler) {
        batches.clear();
        seen.clear();
        queue = backend.queues().create(backend.sqs(), "q" + queues++, VISIBILITY);
        LocalFunction<SQSEvent, SQSBatchResponse> function = new LocalFunction<>(
                "check",
                SQSEvent.class,
                (event, context) -> {
                    batches.add(
                            event.getRecords().stream().map(SQSMessage::getBody).toList());
                    seen.addAll(event.getRecords());
                    return handler.handleRequest(event, context);
                },
                TIMEOUT,
                activity,
                ledger);
        poller = new QueuePoller(
                clock,
                activity,
                backend.sqs(),
                backend.queues().watch(),
                queue,
                function,
                new QueuePoller.Mapping(10, Duration.ofSeconds(1), 5));
        timeline.add(poller);
        poller.start();
    }

    private void arm(String name, Instant at) {
        backend.scheduler().createSchedule(r -> r.name(name)
                .scheduleExpression(
                        "at(" + at.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "") + ")")
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(queue.arn())
                        .roleArn("arn:aws:iam::000000000000:role/scheduler")
                        .input("{}")));
    }

    private void send(String body) {
        backend.sqs().sendMessage(r -> r.queueUrl(queue.url()).messageBody(body).messageGroupId("g"));
    }

    private int size() {
        return backend.queues().watch().size(queue.name());
    }
}
