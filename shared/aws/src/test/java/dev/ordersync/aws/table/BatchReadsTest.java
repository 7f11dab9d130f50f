package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.upstream.Transient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class BatchReadsTest {
    private final List<Duration> waits = new ArrayList<>();

    @Test
    void keysThatWereLeftUnprocessedAreAskedForAgain() {
        List<Map<String, AttributeValue>> keys = keys(5);
        assertThat(new BatchReads(new Slow(2), "t", waits::add).read(keys, false))
                .isEqualTo(keys);
        assertThat(waits).hasSize(2).isSorted();
    }

    @Test
    void itGivesUpAfterFiveRounds() {
        BatchReads reads = new BatchReads(new Slow(0), "t", waits::add);
        assertThatThrownBy(() -> reads.read(keys(2), true)).isInstanceOf(Transient.class);
        assertThat(waits).hasSize(4);
    }

    private static List<Map<String, AttributeValue>> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> Keys.key("pk", "sk" + i)).toList();
    }

    /** Processes so many keys of each request, and finds an item behind each. */
    private record Slow(int processed) implements DynamoDbClient {
        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            KeysAndAttributes asked = request.requestItems().get("t");
            int now = Math.min(processed, asked.keys().size());
            BatchGetItemResponse.Builder answer = BatchGetItemResponse.builder()
                    .responses(Map.of("t", asked.keys().subList(0, now)));
            if (now < asked.keys().size()) {
                answer.unprocessedKeys(Map.of(
                        "t",
                        asked.toBuilder()
                                .keys(asked.keys().subList(now, asked.keys().size()))
                                .build()));
            }
            return answer.build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
