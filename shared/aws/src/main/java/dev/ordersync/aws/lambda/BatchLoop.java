package dev.ordersync.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.ordersync.aws.queue.UnreadableMessage;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A batch of a queue through its use case. Each message has an outcome of its own and ends in one log line; those that
 * are to come back are reported as failed, with their visibility set. A message that nobody can read goes to the
 * dead-letter queue at once, with the reason.
 *
 * @param <M> what a message's body is read as
 */
public final class BatchLoop<M> {
    private final MessageReturns returns;
    private final Function<String, M> reader;
    private final Handler<M> handler;
    private final BiConsumer<LogLine.Line, M> described;
    private final LogLine log;

    /** A message that could be read. @param receives how often it was delivered, this time included */
    public record Delivered<M>(MessageId id, int receives, Instant firstSentAt, M message) {
        /** How long it stays away when it fails: 10, 20, 40 ... s, at most 15 min. */
        public Duration backOff() {
            return Received.backOff(receives);
        }
    }

    /** The use case. A message that is not in its answer has failed. */
    @FunctionalInterface
    public interface Handler<M> {
        Map<MessageId, Outcome> handle(List<Delivered<M>> batch, Invocation invocation);
    }

    /**
     * @param reader throws {@link UnreadableMessage}
     * @param described puts what a message is about into its log line
     */
    public BatchLoop(
            MessageReturns returns,
            Function<String, M> reader,
            Handler<M> handler,
            BiConsumer<LogLine.Line, M> described,
            LogLine log) {
        this.returns = returns;
        this.reader = reader;
        this.handler = handler;
        this.described = described;
        this.log = log;
    }

    /** Handles the event; its answer names what Lambda must not delete. */
    public SQSBatchResponse run(SQSEvent event, Context context) {
        String requestId = context.getAwsRequestId();
        Map<MessageId, LogLine.Line> lines = new LinkedHashMap<>();
        Map<MessageId, SQSEvent.SQSMessage> received = new LinkedHashMap<>();
        List<Delivered<M>> readable = new ArrayList<>();
        Map<MessageId, Duration> comeBack = new LinkedHashMap<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            MessageId id = new MessageId(message.getMessageId());
            LogLine.Line line = log.begin(requestId).put("message", id.value()).put("receives", receives(message));
            lines.put(id, line);
            received.put(id, message);
            try {
                M read = reader.apply(message.getBody());
                described.accept(line, read);
                readable.add(new Delivered<>(id, receives(message), sentAt(message), read));
            } catch (UnreadableMessage e) {
                line.put("what", "unreadable").warn(e.getMessage());
                if (!returns.deadLetter(message, e.getMessage())) {
                    comeBack.put(id, Received.backOff(receives(message)));
                }
            } catch (RuntimeException e) {
                line.put("what", "failed").error(e);
                comeBack.put(id, Received.backOff(receives(message)));
            }
        }
        Map<MessageId, Outcome> outcomes = outcomes(readable, lines, context);
        for (Delivered<M> one : readable) {
            Outcome outcome = outcomes.get(one.id());
            comeBackIn(outcome, received.get(one.id()), lines.get(one.id()))
                    .ifPresent(span -> comeBack.put(one.id(), span));
        }
        comeBack.forEach((id, span) -> lines.get(id).put("visibleIn", span.toSeconds()));
        lines.values().forEach(LogLine.Line::write);
        returns.hide(received, comeBack);
        return SQSBatchResponse.builder()
                .withBatchItemFailures(comeBack.keySet().stream()
                        .map(id -> new SQSBatchResponse.BatchItemFailure(id.value()))
                        .toList())
                .build();
    }

    /** A use case that throws has handled nothing: all come back, and what it did is guarded against a repetition. */
    private Map<MessageId, Outcome> outcomes(
            List<Delivered<M>> batch, Map<MessageId, LogLine.Line> lines, Context context) {
        if (batch.isEmpty()) {
            return Map.of();
        }
        Invocation invocation =
                new Invocation(context.getAwsRequestId(), () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
        try {
            return handler.handle(batch, invocation);
        } catch (RuntimeException e) {
            batch.forEach(one -> lines.get(one.id()).error(e));
            return Map.of();
        }
    }

    private static Optional<Duration> comeBackIn(Outcome outcome, SQSEvent.SQSMessage message, LogLine.Line line) {
        return switch (outcome) {
            case null -> {
                line.put("what", "failed");
                yield Optional.of(Received.backOff(receives(message)));
            }
            case Outcome.Done(String what, Optional<OrderRow> row) -> {
                line.put("what", what);
                row.ifPresent(is -> line.put("status", is.status().name())
                        .put("reason", is.reason())
                        .put("attention", is.attention())
                        .put("nextCheckAt", is.nextCheckAt())
                        .put("version", is.version()));
                yield Optional.empty();
            }
            case Outcome.GiveBack(Duration visibleIn, String why) -> {
                line.put("what", "given back").warn(why);
                yield Optional.of(visibleIn);
            }
            case Outcome.Failed(RuntimeException bug, Duration visibleIn) -> {
                line.put("what", "failed").error(bug);
                yield Optional.of(visibleIn);
            }
        };
    }

    private static int receives(SQSEvent.SQSMessage message) {
        return Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
    }

    private static Instant sentAt(SQSEvent.SQSMessage message) {
        return Instant.ofEpochMilli(Long.parseLong(message.getAttributes().getOrDefault("SentTimestamp", "0")));
    }
}
