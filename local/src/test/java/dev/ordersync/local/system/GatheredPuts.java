package dev.ordersync.local.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes what is put 25 items at a time and knows no conditions: for filling a table through the adapter that encodes the
 * items. What has been put is there after {@link #close}.
 */
final class GatheredPuts implements DynamoDbClient {
    /** The most that one BatchWriteItem takes. */
    private static final int MOST = 25;

    private final DynamoDbClient dynamo;
    private final Map<String, List<WriteRequest>> gathered = new HashMap<>();

    GatheredPuts(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        List<WriteRequest> of = gathered.computeIfAbsent(request.tableName(), table -> new ArrayList<>());
        of.add(WriteRequest.builder()
                .putRequest(put -> put.item(request.item()))
                .build());
        if (of.size() == MOST) {
            flush();
        }
        return PutItemResponse.builder().build();
    }

    private void flush() {
        Map<String, List<WriteRequest>> left = Map.copyOf(gathered);
        gathered.clear();
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> now = left;
            left = dynamo.batchWriteItem(batch -> batch.requestItems(now)).unprocessedItems();
        }
    }

    @Override
    public String serviceName() {
        return dynamo.serviceName();
    }

    @Override
    public void close() {
        flush();
    }
}
