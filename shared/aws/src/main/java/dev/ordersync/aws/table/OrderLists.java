package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Filter;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The lists of a shop's orders, page by page. Those of what is open or needs a person come from the indexes and cost what
 * is open, not what is done.
 */
final class OrderLists {
    /** A list of what is done reads rows and filters them, at most so many times a page. */
    private static final int ROUNDS = 4;

    private static final int ROUND = 50;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Indexes indexes;
    private final OrderTable rows;

    OrderLists(DynamoDbClient dynamo, String table, Indexes indexes, OrderTable rows) {
        this.dynamo = dynamo;
        this.table = table;
        this.indexes = indexes;
        this.rows = rows;
    }

    Page<OrderRow> list(ShopId shop, Filter filter, int limit, Optional<String> cursor) {
        Optional<Status> status = filter.reason().map(Reason::status).or(filter::status);
        boolean contradicts = filter.status().isPresent() && !filter.status().equals(status);
        if (contradicts) {
            return new Page<>(List.of(), Optional.empty());
        }
        // A reason of SYNCED is an attention reason; nothing else lists such rows.
        if (filter.attention() || filter.reason().isPresent() && status.get() == Status.SYNCED) {
            return byAttention(shop, filter, limit, cursor);
        }
        if (status.isEmpty()) {
            return newestFirst(shop, limit, cursor);
        }
        if (status.get() == Status.SYNCED) {
            return synced(shop, limit, cursor);
        }
        return byOpen(shop, filter, status.get(), limit, cursor);
    }

    private Page<OrderRow> newestFirst(ShopId shop, int limit, Optional<String> cursor) {
        QueryResponse answer = query(ofRows(shop, limit, start(shop, cursor)));
        return new Page<>(
                answer.items().stream().map(RowCodec::decode).toList(), DynamoOrderTable.next(answer, Keys.SK));
    }

    private Page<OrderRow> synced(ShopId shop, int limit, Optional<String> cursor) {
        List<OrderRow> found = new ArrayList<>();
        Map<String, AttributeValue> start = start(shop, cursor);
        for (int round = 0; round < ROUNDS; round++) {
            QueryResponse answer = query(ofRows(shop, Math.max(limit, ROUND), start)
                    .filterExpression("#st = :synced")
                    .expressionAttributeNames(Map.of("#st", RowCodec.STATUS))
                    .expressionAttributeValues(Map.of(
                            ":pk", AttributeValue.fromS(Keys.orders(shop)),
                            ":synced", AttributeValue.fromS(Status.SYNCED.name()))));
            answer.items().stream().map(RowCodec::decode).forEach(found::add);
            if (found.size() > limit) {
                List<OrderRow> shown = List.copyOf(found.subList(0, limit));
                return new Page<>(
                        shown,
                        Optional.of(Cursor.encode(shown.get(limit - 1).order().padded())));
            }
            Optional<String> next = DynamoOrderTable.next(answer, Keys.SK);
            if (next.isEmpty() || found.size() == limit) {
                return new Page<>(found, next);
            }
            start = answer.lastEvaluatedKey();
        }
        return new Page<>(found, Optional.of(Cursor.encode(start.get(Keys.SK).s())));
    }

    private static Map<String, AttributeValue> start(ShopId shop, Optional<String> cursor) {
        return cursor.map(text -> Keys.key(Keys.orders(shop), Cursor.decode(text, Cursor.ROWS)))
                .orElse(null);
    }

    private QueryRequest.Builder ofRows(ShopId shop, int limit, Map<String, AttributeValue> start) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(Keys.orders(shop))))
                .scanIndexForward(false)
                .limit(limit)
                .exclusiveStartKey(start);
    }

    private QueryResponse query(QueryRequest.Builder request) {
        return ask(() -> dynamo.query(request.build()));
    }

    private Page<OrderRow> byAttention(ShopId shop, Filter filter, int limit, Optional<String> cursor) {
        QueryResponse answer = indexes.query(
                indexes.attention(shop).limit(limit).exclusiveStartKey(Indexes.attentionStart(shop, cursor)));
        return new Page<>(rowsOf(shop, answer, filter), DynamoOrderTable.next(answer, Keys.ATTENTION_SK));
    }

    private Page<OrderRow> byOpen(ShopId shop, Filter filter, Status status, int limit, Optional<String> cursor) {
        String prefix = filter.reason().map(reason -> reason + "#").orElse("");
        QueryRequest.Builder open = prefix.isEmpty() ? indexes.open(shop, status) : indexes.open(shop, status, prefix);
        // Rows of a reason that waits for nothing lie in the order of their ids: so the newest can come first.
        boolean newestFirst = filter.reason()
                .filter(reason -> reason.lookAgain() == LookAgain.NEVER && !reason.waitsForSku())
                .isPresent();
        QueryResponse answer = indexes.query(open.scanIndexForward(!newestFirst)
                .limit(limit)
                .exclusiveStartKey(Indexes.openStart(shop, status, prefix, cursor)));
        return new Page<>(rowsOf(shop, answer, filter), DynamoOrderTable.next(answer, Keys.OPEN_SK));
    }

    /** The rows behind an index's keys, in their order. An index is a moment late, so the rows are asked once more. */
    private List<OrderRow> rowsOf(ShopId shop, QueryResponse keys, Filter filter) {
        List<OrderId> orders = Indexes.orders(keys);
        Map<OrderId, OrderRow> found = rows.rows(shop, orders);
        return orders.stream()
                .filter(found::containsKey)
                .map(found::get)
                .filter(filter::shows)
                .toList();
    }
}
