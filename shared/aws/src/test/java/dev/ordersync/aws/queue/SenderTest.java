package dev.ordersync.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.queue.Sender.Outgoing;
import dev.ordersync.domain.upstream.Transient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class SenderTest {
    @Test
    void whatWasRefusedIsSentOnceMoreAndNothingElse() {
        Picky sqs = new Picky(1);
        new Sender(sqs, "url").send(List.of(new Outgoing("good", "g"), new Outgoing("bad", "g")));
        assertThat(sqs.taken).containsExactly("good", "bad");
        assertThat(sqs.offered).containsEntry("good", 1).containsEntry("bad", 2);
    }

    @Test
    void whatIsRefusedTwiceIsToldToTheCaller() {
        Sender sender = new Sender(new Picky(2), "url");
        assertThatThrownBy(() -> sender.send(List.of(new Outgoing("bad", "g")))).isInstanceOf(Transient.class);
    }

    /** Refuses each message that is called bad so many times. */
    private static final class Picky implements SqsClient {
        private final int refusals;
        private final Map<String, Integer> offered = new HashMap<>();
        private final List<String> taken = new ArrayList<>();

        Picky(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            List<BatchResultErrorEntry> failed = new ArrayList<>();
            for (SendMessageBatchRequestEntry entry : request.entries()) {
                int times = offered.merge(entry.messageBody(), 1, Integer::sum);
                if (entry.messageBody().equals("bad") && times <= refusals) {
                    failed.add(BatchResultErrorEntry.builder().id(entry.id()).build());
                } else {
                    taken.add(entry.messageBody());
                }
            }
            return SendMessageBatchResponse.builder().failed(failed).build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
