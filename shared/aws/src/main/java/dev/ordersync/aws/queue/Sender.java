package dev.ordersync.aws.queue;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends messages ten at a time; of a batch that is taken in part the rest is sent once more. */
final class Sender {
    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final String queueUrl;

    /** @param group whose messages these are: SQS lets no group starve the others */
    record Outgoing(String body, String group) {}

    Sender(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** @throws Transient when not all are in the queue; to send all again does no harm */
    void send(List<Outgoing> messages) {
        for (int from = 0; from < messages.size(); from += BATCH) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (Outgoing message : messages.subList(from, Math.min(from + BATCH, messages.size()))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .messageBody(message.body())
                        .messageGroupId(message.group())
                        .build());
            }
            List<SendMessageBatchRequestEntry> refused = refused(entries);
            if (!refused.isEmpty() && !refused(refused).isEmpty()) {
                throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "SQS refused a part of a batch");
            }
        }
    }

    private List<SendMessageBatchRequestEntry> refused(List<SendMessageBatchRequestEntry> entries) {
        Set<String> failed =
                ask(() -> sqs.sendMessageBatch(
                                request -> request.queueUrl(queueUrl).entries(entries)))
                        .failed()
                        .stream()
                        .map(BatchResultErrorEntry::id)
                        .collect(Collectors.toSet());
        return entries.stream().filter(entry -> failed.contains(entry.id())).toList();
    }
}
