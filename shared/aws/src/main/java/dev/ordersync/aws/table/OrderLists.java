package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Filter;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.UnreadableCursor;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * The lists of a shop's orders. Those of what is open or needs a person come from the indexes and cost what is open, not
 * what is done.
 */
final class OrderLists {
    /** Those first behind which a store order may stand that nobody has noted. */
    private static final List<Status> SWEPT =
            List.of(Status.SYNCING, Status.UNCONFIRMED, Status.WAITING, Status.BLOCKED, Status.FAILED, Status.SYNCED);

    /** A list of what is done reads rows and filters them, at most so many times a page. */
    private static final int ROUNDS = 4;

    private static final int ROUND = 50;

    private final DynamoDbClient dynamo;
    private final String table;
    private final OrderTable rows;

    OrderLists(DynamoDbClient dynamo, String table, OrderTable rows) {
        this.dynamo = dynamo;
        this.table = table;
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
        QueryResponse answer = query(ofRows(shop, limit, start(shop, cursor)).build());
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
                            ":synced", AttributeValue.fromS(Status.SYNCED.name())))
                    .build());
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

    private Page<OrderRow> byAttention(ShopId shop, Filter filter, int limit, Optional<String> cursor) {
        Map<String, AttributeValue> start =
                indexStart(shop, cursor, Cursor.ATTENTION_KEYS, Keys.ATTENTION_PK, shop.value(), Keys.ATTENTION_SK);
        QueryResponse answer =
                query(ofAttention(shop).limit(limit).exclusiveStartKey(start).build());
        return new Page<>(rowsOf(shop, answer, filter), DynamoOrderTable.next(answer, Keys.ATTENTION_SK));
    }

    private Page<OrderRow> byOpen(ShopId shop, Filter filter, Status status, int limit, Optional<String> cursor) {
        String pk = IndexKeys.openPk(shop, status);
        String prefix = filter.reason().map(reason -> reason + "#").orElse("");
        Map<String, AttributeValue> start = openStart(shop, pk, prefix, cursor);
        // Rows of a reason that waits for nothing lie in the order of their ids: so the newest can come first.
        boolean newestFirst = filter.reason()
                .filter(reason -> reason.lookAgain() == LookAgain.NEVER && !reason.waitsForSku())
                .isPresent();
        QueryResponse answer = query(ofOpen(pk, prefix)
                .scanIndexForward(!newestFirst)
                .limit(limit)
                .exclusiveStartKey(start)
                .build());
        return new Page<>(rowsOf(shop, answer, filter), DynamoOrderTable.next(answer, Keys.OPEN_SK));
    }

    private static Map<String, AttributeValue> openStart(
            ShopId shop, String pk, String prefix, Optional<String> cursor) {
        Map<String, AttributeValue> start = indexStart(shop, cursor, Cursor.OPEN_KEYS, Keys.OPEN_PK, pk, Keys.OPEN_SK);
        if (start != null && !start.get(Keys.OPEN_SK).s().startsWith(prefix)) {
            throw new UnreadableCursor();
        }
        return start;
    }

    private QueryRequest.Builder ofOpen(String pk, String prefix) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":pk", AttributeValue.fromS(pk)));
        Map<String, String> names = new HashMap<>(Map.of("#pk", Keys.OPEN_PK));
        String condition = "#pk = :pk";
        if (!prefix.isEmpty()) {
            condition += " AND begins_with(#sk, :prefix)";
            values.put(":prefix", AttributeValue.fromS(prefix));
            names.put("#sk", Keys.OPEN_SK);
        }
        return QueryRequest.builder()
                .tableName(table)
                .indexName(Keys.OPEN)
                .keyConditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values);
    }

    /** An index wants the table's key too; the order's id is the end of every sort key. */
    private static Map<String, AttributeValue> indexStart(
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

    /** The rows behind an index's keys, in their order. An index is a moment late, so the rows are asked once more. */
    private List<OrderRow> rowsOf(ShopId shop, QueryResponse keys, Filter filter) {
        List<OrderId> orders = orders(keys);
        Map<OrderId, OrderRow> found = rows.rows(shop, orders);
        return orders.stream()
                .filter(found::containsKey)
                .map(found::get)
                .filter(row -> matches(row, filter))
                .toList();
    }

    private static List<OrderId> orders(QueryResponse keys) {
        return keys.items().stream()
                .map(item -> OrderId.fromPadded(item.get(Keys.SK).s()))
                .toList();
    }

    private static boolean matches(OrderRow row, Filter filter) {
        return filter.status().map(row.status()::equals).orElse(true)
                && filter.reason()
                        .map(reason -> row.reason()
                                .or(row::attention)
                                .filter(reason::equals)
                                .isPresent())
                        .orElse(true)
                && (!filter.attention() || row.attention().isPresent());
    }

    int countWaiting(ShopId shop, Waiting what, int most) {
        int count = 0;
        Map<String, AttributeValue> start = null;
        do {
            QueryResponse answer =
                    query(ofOpen(IndexKeys.openPk(shop, what.reason().status()), IndexKeys.prefix(what))
                            .select(Select.COUNT)
                            .limit(most - count)
                            .exclusiveStartKey(start)
                            .build());
            count += answer.count();
            start = answer.lastEvaluatedKey();
        } while (count < most && !start.isEmpty());
        return count;
    }

    /** The keys alone are read: the cost follows what is open. */
    List<OrderTable.Open> countOpen(ShopId shop) {
        List<OrderTable.Open> counts = new ArrayList<>();
        for (Status status : Status.values()) {
            Map<String, Integer> byReason = new TreeMap<>();
            Map<String, AttributeValue> start = null;
            do {
                QueryResponse answer = query(ofOpen(IndexKeys.openPk(shop, status), "")
                        .projectionExpression(Keys.OPEN_SK)
                        .exclusiveStartKey(start)
                        .build());
                answer.items()
                        .forEach(item -> byReason.merge(
                                IndexKeys.reasonOf(item.get(Keys.OPEN_SK).s()), 1, Integer::sum));
                start = answer.lastEvaluatedKey();
            } while (!start.isEmpty());
            byReason.forEach((name, orders) -> counts.add(new OrderTable.Open(status, IndexKeys.reason(name), orders)));
        }
        return counts;
    }

    int countAttention(ShopId shop) {
        int count = 0;
        Map<String, AttributeValue> start = null;
        do {
            QueryResponse answer = query(ofAttention(shop)
                    .select(Select.COUNT)
                    .exclusiveStartKey(start)
                    .build());
            count += answer.count();
            start = answer.lastEvaluatedKey();
        } while (!start.isEmpty());
        return count;
    }

    private QueryRequest.Builder ofAttention(ShopId shop) {
        return QueryRequest.builder()
                .tableName(table)
                .indexName(Keys.ATTENTION)
                .keyConditionExpression("#pk = :pk")
                .expressionAttributeNames(Map.of("#pk", Keys.ATTENTION_PK))
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(shop.value())));
    }

    Page<OrderId> waiting(ShopId shop, Waiting what, int limit, Optional<String> cursor) {
        String pk = IndexKeys.openPk(shop, what.reason().status());
        QueryResponse answer = query(ofOpen(pk, IndexKeys.prefix(what))
                .limit(limit)
                .exclusiveStartKey(openStart(shop, pk, IndexKeys.prefix(what), cursor))
                .build());
        return new Page<>(orders(answer), DynamoOrderTable.next(answer, Keys.OPEN_SK));
    }

    List<OrderId> overdue(ShopId shop, Instant now, int most) {
        Set<OrderId> found = new LinkedHashSet<>();
        for (Status status : SWEPT) {
            List<String> reasons = reasonsThatWait(status);
            // Mostly nothing waits: one question then answers for all the reasons of a status.
            if (reasons.size() == 1 || holdsAny(shop, status)) {
                reasons.forEach(reason -> overdue(shop, status, reason, now, most, found));
            }
        }
        return List.copyOf(found);
    }

    /** What the index calls the reasons whose rows wait for a time. */
    private static List<String> reasonsThatWait(Status status) {
        return switch (status) {
            case SYNCING -> List.of(IndexKeys.NONE);
            case SYNCED -> List.of(IndexKeys.PENDING);
            case WAITING, BLOCKED, FAILED, UNCONFIRMED -> {
                Stream<String> named = Stream.of(Reason.values())
                        .filter(reason -> reason.status() == status)
                        .filter(reason -> reason.lookAgain() != LookAgain.NEVER && !reason.waitsForSku())
                        .map(Reason::name);
                // A row that a press of Sync made has no reason until its check, whose message may be lost.
                yield (status == Status.WAITING ? Stream.concat(Stream.of(IndexKeys.NONE), named) : named).toList();
            }
        };
    }

    private boolean holdsAny(ShopId shop, Status status) {
        QueryResponse answer = query(QueryRequest.builder()
                .tableName(table)
                .indexName(Keys.OPEN)
                .keyConditionExpression("#pk = :pk")
                .expressionAttributeNames(Map.of("#pk", Keys.OPEN_PK))
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(IndexKeys.openPk(shop, status))))
                .limit(1)
                .build());
        return answer.count() > 0;
    }

    private void overdue(ShopId shop, Status status, String reason, Instant now, int most, Set<OrderId> found) {
        if (found.size() >= most) {
            return;
        }
        // A detail without a time is "-", which lies before every digit; "#" ends the minute, "$" lies behind it.
        QueryResponse answer = query(QueryRequest.builder()
                .tableName(table)
                .indexName(Keys.OPEN)
                .keyConditionExpression("#pk = :pk AND #sk BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#pk", Keys.OPEN_PK, "#sk", Keys.OPEN_SK))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(IndexKeys.openPk(shop, status)),
                        ":first", AttributeValue.fromS(reason + "#0"),
                        ":last", AttributeValue.fromS(reason + "#" + IndexKeys.minuteOf(now) + "$")))
                .limit(most - found.size())
                .build());
        found.addAll(orders(answer));
    }

    private QueryResponse query(QueryRequest request) {
        return ask(() -> dynamo.query(request));
    }
}
