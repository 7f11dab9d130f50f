package dev.ordersync.aws.lambda;

import static dev.ordersync.aws.AwsCalls.ask;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What happens in the queue to a message that is not done: it comes back after a while, or goes to the dead letters. */
public final class MessageReturns {
    /** The longest that a message is hidden here; whatever must wait longer waits as a row with a schedule. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private final SqsClient sqs;
    private final String queueUrl;
    private final String deadLetterUrl;

    public MessageReturns(SqsClient sqs, String queueUrl, String deadLetterUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.deadLetterUrl = deadLetterUrl;
    }

    /**
     * Hides messages for these spans, 0 s to 15 min. When that fails they come back at the end of the queue's own
     * visibility time-out: later, but they do.
     */
    void hide(Map<MessageId, SQSEvent.SQSMessage> received, Map<MessageId, Duration> spans) {
        if (spans.isEmpty()) {
            return;
        }
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        spans.forEach((id, span) -> entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(received.get(id).getReceiptHandle())
                .visibilityTimeout(Math.toIntExact(Math.clamp(span.toSeconds(), 0, LONGEST.toSeconds())))
                .build()));
        try {
            ask(() -> sqs.changeMessageVisibilityBatch(
                    request -> request.queueUrl(queueUrl).entries(entries)));
        } catch (UpstreamException later) {
            return;
        }
    }

    /** Puts the message as it is, with the reason, where a person will look at it; false when that was not possible now. */
    boolean deadLetter(SQSEvent.SQSMessage message, String reason) {
        try {
            ask(() -> sqs.sendMessage(request -> request.queueUrl(deadLetterUrl)
                    .messageBody(message.getBody())
                    .messageAttributes(Map.of("reason", text(reason), "messageId", text(message.getMessageId())))));
            return true;
        } catch (UpstreamException later) {
            return false;
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
