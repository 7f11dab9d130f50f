package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** BatchGetItem to its end: DynamoDB may answer a part and name the keys that it has not processed. */
final class BatchReads {
    private static final int ROUNDS = 5;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Pause pause;

    /** What is waited between two rounds; tests do not wait. */
    interface Pause {
        void sleep(Duration span) throws InterruptedException;
    }

    BatchReads(DynamoDbClient dynamo, String table, Pause pause) {
        this.dynamo = dynamo;
        this.table = table;
        this.pause = pause;
    }

    /**
     * @param keys at most 100, none twice
     * @throws Transient when DynamoDB leaves keys unprocessed time and again
     */
    List<Map<String, AttributeValue>> read(Collection<Map<String, AttributeValue>> keys, boolean consistent) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        if (keys.isEmpty()) {
            return found;
        }
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(keys)
                        .consistentRead(consistent)
                        .build());
        for (int round = 1; ; round++) {
            Map<String, KeysAndAttributes> now = wanted;
            BatchGetItemResponse answer = ask(() -> dynamo.batchGetItem(request -> request.requestItems(now)));
            found.addAll(answer.responses().getOrDefault(table, List.of()));
            wanted = answer.unprocessedKeys();
            if (wanted.isEmpty()) {
                return found;
            }
            if (round == ROUNDS) {
                throw overloaded();
            }
            try {
                pause.sleep(Duration.ofMillis(25L << round));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw overloaded();
            }
        }
    }

    private static Transient overloaded() {
        return new Transient(Upstream.AWS, Transient.Kind.RATE_LIMITED, null, "DynamoDB left keys unprocessed");
    }
}
