package dev.ordersync.aws.queue;

import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue of tasks: standard SQS, with the shop as message group. */
public final class TaskQueue {
    private final Sender sender;
    private final MessageCodec codec;

    public TaskQueue(SqsClient sqs, String queueUrl, MessageCodec codec) {
        this.sender = new Sender(sqs, queueUrl);
        this.codec = codec;
    }

    /** Puts the tasks into the queue; returns when all are in. */
    public void send(List<Task> tasks) {
        sender.send(tasks.stream()
                .map(task -> new Sender.Outgoing(codec.write(task), task.shop().value()))
                .toList());
    }
}
