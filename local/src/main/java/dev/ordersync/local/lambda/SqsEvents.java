package dev.ordersync.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;

/** The JSON event that Lambda makes of received messages (Lambda developer guide, "Using Lambda with Amazon SQS"). */
final class SqsEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SqsEvents() {}

    /** @param sentAt when the message with this id was sent; in place of what the queue says, where it is known */
    static String of(List<Message> messages, String queueArn, Function<String, Optional<Instant>> sentAt) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode one = records.addObject();
            one.put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body());
            ObjectNode attributes = one.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            sentAt.apply(message.messageId())
                    .ifPresent(sent -> attributes.put("SentTimestamp", Long.toString(sent.toEpochMilli())));
            // Ours never carry message attributes: Scheduler cannot set any.
            one.putObject("messageAttributes");
            one.put("md5OfBody", message.md5OfBody())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queueArn)
                    .put("awsRegion", queueArn.split(":")[3]);
        }
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
