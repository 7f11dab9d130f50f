package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.UnreadableCursor;
import dev.ordersync.domain.reason.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/** How the two sparse indexes are asked. They answer with keys, a moment late. */
final class Indexes {
    private final DynamoDbClient dynamo;
    private final String table;

    Indexes(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** A shop's rows of a status that are not done. */
    QueryRequest.Builder open(ShopId shop, Status status) {
        return of(Keys.OPEN)
                .keyConditionExpression("#pk = :pk")
                .expressionAttributeNames(Map.of("#pk", Keys.OPEN_PK))
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(IndexKeys.openPk(shop, status))));
    }

    /** Those of them whose sort key begins so. */
    QueryRequest.Builder open(ShopId shop, Status status, String prefix) {
        return of(Keys.OPEN)
                .keyConditionExpression("#pk = :pk AND begins_with(#sk, :prefix)")
                .expressionAttributeNames(Map.of("#pk", Keys.OPEN_PK, "#sk", Keys.OPEN_SK))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(IndexKeys.openPk(shop, status)),
                        ":prefix", AttributeValue.fromS(prefix)));
    }

    /** Those of them whose sort key lies between these two. */
    QueryRequest.Builder open(ShopId shop, Status status, String first, String last) {
        return of(Keys.OPEN)
                .keyConditionExpression("#pk = :pk AND #sk BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#pk", Keys.OPEN_PK, "#sk", Keys.OPEN_SK))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(IndexKeys.openPk(shop, status)),
                        ":first", AttributeValue.fromS(first),
                        ":last", AttributeValue.fromS(last)));
    }

    /** A shop's rows that need a person. */
    QueryRequest.Builder attention(ShopId shop) {
        return of(Keys.ATTENTION)
                .keyConditionExpression("#pk = :pk")
                .expressionAttributeNames(Map.of("#pk", Keys.ATTENTION_PK))
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(shop.value())));
    }

    /** Those of them whose sort key lies between these two. */
    QueryRequest.Builder attention(ShopId shop, String first, String last) {
        return of(Keys.ATTENTION)
                .keyConditionExpression("#pk = :pk AND #sk BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#pk", Keys.ATTENTION_PK, "#sk", Keys.ATTENTION_SK))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(shop.value()),
                        ":first", AttributeValue.fromS(first),
                        ":last", AttributeValue.fromS(last)));
    }

    private QueryRequest.Builder of(String index) {
        return QueryRequest.builder().tableName(table).indexName(index);
    }

    QueryResponse query(QueryRequest.Builder request) {
        return ask(() -> dynamo.query(request.build()));
    }

    /** All pages of the answer, each asked for when it is needed. */
    QueryIterable all(QueryRequest.Builder request) {
        return dynamo.queryPaginator(request.build());
    }

    /**
     * Where the rows of a status go on.
     *
     * @return null at the beginning, as the SDK wants it
     * @throws UnreadableCursor when the cursor is none of those whose sort key begins so
     */
    static Map<String, AttributeValue> openStart(ShopId shop, Status status, String prefix, Optional<String> cursor) {
        Map<String, AttributeValue> start =
                start(shop, cursor, Cursor.OPEN_KEYS, Keys.OPEN_PK, IndexKeys.openPk(shop, status), Keys.OPEN_SK);
        if (start != null && !start.get(Keys.OPEN_SK).s().startsWith(prefix)) {
            throw new UnreadableCursor();
        }
        return start;
    }

    /** As {@link #openStart}, for the rows that need a person. */
    static Map<String, AttributeValue> attentionStart(ShopId shop, Optional<String> cursor) {
        return start(shop, cursor, Cursor.ATTENTION_KEYS, Keys.ATTENTION_PK, shop.value(), Keys.ATTENTION_SK);
    }

    /** An index wants the table's key too; the order's id is the end of every sort key. */
    private static Map<String, AttributeValue> start(
            ShopId shop, Optional<String> cursor, Pattern shape, String pkName, String pk, String skName) {
        if (cursor.isEmpty()) {
            return null;
        }
        String key = Cursor.decode(cursor.get(), shape);
        Map<String, AttributeValue> start =
                new HashMap<>(Keys.key(Keys.orders(shop), key.substring(key.lastIndexOf('#') + 1)));
        start.put(pkName, AttributeValue.fromS(pk));
        start.put(skName, AttributeValue.fromS(key));
        return start;
    }

    /** The orders whose keys were answered, in the order of the answer. */
    static List<OrderId> orders(QueryResponse keys) {
        return keys.items().stream()
                .map(item -> OrderId.fromPadded(item.get(Keys.SK).s()))
                .toList();
    }
}
