package dev.ordersync.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.testing.contract.CheckQueueContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

@ExtendWith(LocalAws.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqsCheckQueueTest extends CheckQueueContract {
    private final MessageCodec codec = new MessageCodec();
    private SqsClient sqs;
    private String url;

    @BeforeAll
    void createQueue(SqsClient client) {
        sqs = client;
        url = client.createQueue(create -> create.queueName("orders-contract")).queueUrl();
    }

    @Override
    protected CheckQueue queue() {
        return new SqsCheckQueue(sqs, url, codec);
    }

    @Override
    protected List<Check> drain() {
        return receive().stream()
                .map(message -> codec.readCheck(message.body()))
                .toList();
    }

    private List<Message> receive() {
        List<Message> all = new ArrayList<>();
        List<Message> some;
        do {
            some = sqs.receiveMessage(receive -> receive.queueUrl(url)
                            .maxNumberOfMessages(10)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            some.forEach(message ->
                    sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle())));
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    @Test
    void theShopIsTheMessagesGroup() {
        queue().send(List.of(Check.of(new ShopId("loud"), new OrderId("1"), Cause.SWEEP, "sweep")));
        new SqsTaskQueue(sqs, url, codec).send(List.of(new Task.Sweep(new ShopId("quiet"))));
        assertThat(receive())
                .extracting(message -> message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .containsExactlyInAnyOrder("loud", "quiet");
    }

    @Test
    void aQueueThatIsNotThereIsToldInOurWords() {
        CheckQueue lost = new SqsCheckQueue(sqs, url + "-lost", codec);
        assertThatThrownBy(() -> lost.send(List.of(Check.of(new ShopId("1"), new OrderId("1"), Cause.SWEEP, "s"))))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("Sqs refused");
    }
}
