package dev.ordersync.aws.queue;

import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue of tasks: standard SQS, with the shop as message group. */
public final class SqsTaskQueue implements TaskQueue {
    private final Sender sender;
    private final MessageCodec codec;

    public SqsTaskQueue(SqsClient sqs, String queueUrl, MessageCodec codec) {
        this.sender = new Sender(sqs, queueUrl);
        this.codec = codec;
    }

    @Override
    public void send(List<? extends Task> tasks) {
        sender.send(tasks.stream()
                .map(task -> new Sender.Outgoing(codec.write(task), task.shop().value()))
                .toList());
    }
}
