package dev.ordersync.webhook;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Queues that keep what was sent, take no character that SQS would not take, and refuse when they are told to. */
final class StrictSqs implements SqsClient {
    private final List<Sent> sent = new ArrayList<>();
    private boolean refusing;

    /** A message as it lies in a queue. */
    record Sent(String queue, String group, String body) {}

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    StrictSqs refusing() {
        refusing = true;
        return this;
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            if (!entry.messageBody().codePoints().allMatch(StrictSqs::isAllowed)) {
                throw SqsException.builder().message("InvalidMessageContents").build();
            }
            if (refusing) {
                failed.add(BatchResultErrorEntry.builder().id(entry.id()).build());
            } else {
                sent.add(new Sent(request.queueUrl(), entry.messageGroupId(), entry.messageBody()));
            }
        }
        return SendMessageBatchResponse.builder().failed(failed).build();
    }

    /** Amazon SQS API reference, "SendMessage". */
    private static boolean isAllowed(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}
}
