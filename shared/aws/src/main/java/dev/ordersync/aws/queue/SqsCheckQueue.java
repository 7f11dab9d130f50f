package dev.ordersync.aws.queue;

import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue of orders: standard SQS, with the shop as message group. */
public final class SqsCheckQueue implements CheckQueue {
    private final Sender sender;
    private final MessageCodec codec;

    public SqsCheckQueue(SqsClient sqs, String queueUrl, MessageCodec codec) {
        this.sender = new Sender(sqs, queueUrl);
        this.codec = codec;
    }

    @Override
    public void send(List<Check> checks) {
        sender.send(checks.stream()
                .map(check ->
                        new Sender.Outgoing(codec.write(check), check.shop().value()))
                .toList());
    }
}
