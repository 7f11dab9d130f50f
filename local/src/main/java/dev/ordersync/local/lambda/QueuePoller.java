package dev.ordersync.local.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.ordersync.local.backend.LocalQueues;
import dev.ordersync.local.backend.QueueWatch;
import dev.ordersync.local.clock.Activity;
import dev.ordersync.local.clock.DueSource;
import dev.ordersync.local.ledger.LedgerInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Lambda's event-source mapping for a queue: gathers messages into batches, invokes the function,
 * and deletes what the function did not report as failed. A function error deletes nothing; the
 * messages come back when their visibility ends, or when the handler said.
 */
public final class QueuePoller implements DueSource, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QueuePoller.class.getName());

    /** ElasticMQ's long poll does not see the clock move; so we look again this often at least. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Activity activity;
    private final SqsClient sqs;
    private final QueueWatch watch;
    private final LocalQueues.Queue queue;
    private final LocalFunction<SQSEvent, SQSBatchResponse> function;
    private final Mapping mapping;
    private final Semaphore free;
    private final Thread thread;

    private volatile boolean open = true;
    private volatile Instant windowEnds;

    /**
     * @param batchSize most messages of one invocation, 1 to 10
     * @param window how long a batch is gathered, by business time
     * @param concurrency most invocations at once
     */
    public record Mapping(int batchSize, Duration window, int concurrency) {}

    public QueuePoller(
            InstantSource clock,
            Activity activity,
            SqsClient sqs,
            QueueWatch watch,
            LocalQueues.Queue queue,
            LocalFunction<SQSEvent, SQSBatchResponse> function,
            Mapping mapping) {
        this.clock = clock;
        this.activity = activity;
        this.sqs = sqs;
        this.watch = watch;
        this.queue = queue;
        this.function = function;
        this.mapping = mapping;
        this.free = new Semaphore(mapping.concurrency());
        this.thread = Thread.ofPlatform().daemon().name("poll " + queue.name()).unstarted(this::run);
    }

    /** Begins to poll. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
    }

    @Override
    public Optional<Instant> nextDue() {
        Optional<Instant> window = Optional.ofNullable(windowEnds);
        Optional<Instant> message = watch.nextVisible(queue.name());
        return window.filter(end -> message.filter(end::isAfter).isEmpty()).or(() -> message);
    }

    @Override
    public void fireDue(Instant now) {
        watch.wake();
    }

    @Override
    public AtHand atHand() {
        if (watch.hasVisible(queue.name())) {
            return AtHand.GOES_ON;
        }
        return windowEnds == null ? AtHand.NOTHING : AtHand.WAITS;
    }

    private void run() {
        while (open) {
            try {
                List<Message> batch = gather();
                if (!batch.isEmpty()) {
                    invoke(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (SdkException e) {
                if (open) {
                    LOG.log(System.Logger.Level.WARNING, "polling " + queue.name() + " failed", e);
                }
            }
        }
    }

    /** Waits for a first message, then until the batch is full or its window has ended. */
    private List<Message> gather() throws InterruptedException {
        List<Message> batch = new ArrayList<>();
        watch.awaitVisible(queue.name(), LOOK_AGAIN);
        // Nothing is received that no invocation is free for: its visibility would run out meanwhile.
        free.acquire();
        free.release();
        receive(batch);
        while (windowEnds != null
                && batch.size() < mapping.batchSize()
                && clock.instant().isBefore(windowEnds)) {
            Duration left = Duration.between(clock.instant(), windowEnds);
            watch.awaitVisible(queue.name(), left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            if (watch.hasVisible(queue.name())) {
                receive(batch);
            }
        }
        return batch;
    }

    private void receive(List<Message> batch) {
        // In this order nobody can see a moment in which the messages are neither visible, nor in
        // activity, nor in an open window.
        Activity.Work work = activity.begin();
        try {
            List<Message> received = sqs.receiveMessage(r -> r.queueUrl(queue.url())
                            .maxNumberOfMessages(mapping.batchSize() - batch.size())
                            .waitTimeSeconds(0)
                            // A batch is one receive, however many this poller needs to gather it.
                            .overrideConfiguration(
                                    c -> c.putExecutionAttribute(LedgerInterceptor.UNCOUNTED, !batch.isEmpty()))
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            if (batch.isEmpty() && !received.isEmpty()) {
                windowEnds = clock.instant().plus(mapping.window());
            }
            batch.addAll(received);
        } finally {
            work.close();
        }
    }

    private void invoke(List<Message> batch) throws InterruptedException {
        Activity.Work work = activity.begin();
        windowEnds = null;
        free.acquire();
        Thread.ofVirtual().name("invoke " + function.name()).start(() -> {
            try (work) {
                handle(batch);
            } finally {
                free.release();
            }
        });
    }

    private void handle(List<Message> batch) {
        try {
            SQSBatchResponse response =
                    function.invoke(SqsEvents.of(batch, queue.arn(), message -> watch.sentAt(queue.name(), message)));
            delete(succeeded(batch, response));
        } catch (LocalFunction.FunctionError e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SdkException e) {
            if (open) {
                LOG.log(System.Logger.Level.WARNING, "messages were not deleted; they come again", e);
            }
        } finally {
            activity.handled(batch.size());
        }
    }

    /**
     * The messages that the function is done with. As on Lambda an item identifier that is null,
     * empty or unknown makes the whole batch fail, and no answer at all is success (Lambda developer
     * guide, "Reporting batch item failures").
     */
    static List<Message> succeeded(List<Message> batch, SQSBatchResponse response) {
        if (response == null || response.getBatchItemFailures() == null) {
            return batch;
        }
        Set<String> ids = new HashSet<>();
        batch.forEach(message -> ids.add(message.messageId()));
        Set<String> failed = new HashSet<>();
        for (SQSBatchResponse.BatchItemFailure failure : response.getBatchItemFailures()) {
            String id = failure == null ? null : failure.getItemIdentifier();
            if (id == null || !ids.contains(id)) {
                return List.of();
            }
            failed.add(id);
        }
        return batch.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList();
    }

    private void delete(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Message message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        sqs.deleteMessageBatch(r -> r.queueUrl(queue.url()).entries(entries)).failed().stream()
                .forEach(f -> LOG.log(System.Logger.Level.WARNING, "a message was not deleted: {0}", f.message()));
    }
}
