package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Rows, trail and lines in DynamoDB. No transactions: they cost double, and the row alone is the lock. */
public final class DynamoOrderTable implements OrderTable {
    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;
    private final BatchReads reads;
    private final OpenOrders open;
    private final OrderLists lists;

    public DynamoOrderTable(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
        this.reads = new BatchReads(dynamo, table, Thread::sleep);
        Indexes indexes = new Indexes(dynamo, table);
        this.open = new OpenOrders(indexes);
        this.lists = new OrderLists(dynamo, table, indexes, this);
    }

    @Override
    public Map<OrderId, OrderRow> rows(ShopId shop, Collection<OrderId> orders) {
        List<Map<String, AttributeValue>> keys = orders.stream()
                .map(OrderId::padded)
                .distinct()
                .map(padded -> Keys.key(Keys.orders(shop), padded))
                .toList();
        Map<OrderId, OrderRow> rows = new HashMap<>();
        for (Map<String, AttributeValue> item : reads.read(keys, false)) {
            OrderRow row = RowCodec.decode(item);
            rows.put(row.order(), row);
        }
        return rows;
    }

    @Override
    public Optional<OrderRow> row(ShopId shop, OrderId order) {
        GetItemResponse answer = ask(() -> dynamo.getItem(
                get -> get.tableName(table).key(Keys.order(shop, order)).consistentRead(true)));
        return answer.hasItem() ? Optional.of(RowCodec.decode(answer.item())) : Optional.empty();
    }

    @Override
    public Written write(OrderRow row) {
        OrderRow next = row.withVersion(row.version() + 1);
        PutItemRequest.Builder put = PutItemRequest.builder()
                .tableName(table)
                .item(RowCodec.encode(next))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (row.isStored()) {
            put.conditionExpression("#v = :read")
                    .expressionAttributeNames(Map.of("#v", RowCodec.VERSION))
                    .expressionAttributeValues(Map.of(":read", number(row.version())));
        } else {
            put.conditionExpression("attribute_not_exists(" + Keys.PK + ")");
        }
        return ask(() -> {
            try {
                dynamo.putItem(put.build());
                return new Written.Done(next);
            } catch (ConditionalCheckFailedException e) {
                return lost(e);
            }
        });
    }

    @Override
    public Written writeUnderClaim(OrderRow row, Claim claim) {
        Map<String, AttributeValue> item = RowCodec.encode(row);
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> set = new ArrayList<>();
        List<String> remove = new ArrayList<>();
        for (String name : RowCodec.NAMES) {
            names.put("#" + name, name);
            if (name.equals(RowCodec.VERSION)) {
                continue;
            }
            if (item.containsKey(name)) {
                values.put(":" + name, item.get(name));
                set.add("#" + name + " = :" + name);
            } else {
                remove.add("#" + name);
            }
        }
        set.add("#v = #v + :one");
        values.put(":one", number(1));
        values.put(":mine", CompactId.encode(claim.id()));
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(Keys.order(row.shop(), row.order()))
                .updateExpression("SET " + String.join(", ", set) + " REMOVE " + String.join(", ", remove))
                .conditionExpression("#cl = :mine")
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.UPDATED_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return ask(() -> {
            try {
                Map<String, AttributeValue> now = dynamo.updateItem(update).attributes();
                return new Written.Done(row.withVersion(new Fields(now).number(RowCodec.VERSION, 0)));
            } catch (ConditionalCheckFailedException e) {
                return lost(e);
            }
        });
    }

    private static Written lost(ConditionalCheckFailedException e) {
        return new Written.Lost(e.hasItem() ? Optional.of(RowCodec.decode(e.item())) : Optional.empty());
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    @Override
    public void append(TrailEntry entry) {
        put(TrailCodec.encode(entry));
    }

    @Override
    public Page<TrailEntry> trail(ShopId shop, OrderId order, int limit, Optional<String> cursor) {
        String pk = Keys.trail(shop, order);
        Optional<Map<String, AttributeValue>> start =
                cursor.map(text -> Keys.key(pk, Cursor.decode(text, Cursor.TRAIL)));
        // Entries begin with a year; the lines and shipments beside them with a letter.
        QueryResponse answer = ask(() -> dynamo.query(query -> query.tableName(table)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(pk),
                        ":first", AttributeValue.fromS("0"),
                        ":last", AttributeValue.fromS(":")))
                .scanIndexForward(false)
                .limit(limit)
                .exclusiveStartKey(start.orElse(null))));
        Instant now = clock.instant();
        List<TrailEntry> entries = answer.items().stream()
                .filter(item -> !TrailCodec.isExpired(item, now))
                .map(item -> TrailCodec.decode(shop, order, item))
                .toList();
        return new Page<>(entries, next(answer, Keys.SK));
    }

    @Override
    public void addSynced(ShopId shop, LocalDate day, int orders) {
        ask(() -> dynamo.updateItem(update -> update.tableName(table)
                .key(Keys.key(Keys.shop(shop), Keys.syncedOn(day)))
                .updateExpression("ADD n :n")
                .expressionAttributeValues(Map.of(":n", number(orders)))));
    }

    @Override
    public SortedMap<LocalDate, Integer> syncedPerDay(ShopId shop, LocalDate from) {
        // The letters of what else a shop has lie elsewhere; ":" lies behind every digit.
        QueryResponse answer = ask(() -> dynamo.query(query -> query.tableName(table)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(Keys.shop(shop)),
                        ":first", AttributeValue.fromS(Keys.syncedOn(from)),
                        ":last", AttributeValue.fromS(Keys.SYNCED_ON + ":")))));
        SortedMap<LocalDate, Integer> days = new TreeMap<>();
        answer.items().forEach(item -> {
            Fields fields = new Fields(item);
            days.put(LocalDate.parse(fields.text(Keys.SK).substring(Keys.SYNCED_ON.length())), fields.count("n", 0));
        });
        return days;
    }

    @Override
    public List<Open> countOpen(ShopId shop) {
        return open.count(shop);
    }

    @Override
    public int countAttention(ShopId shop) {
        return open.countAttention(shop);
    }

    @Override
    public Page<OrderId> attentionBetween(ShopId shop, Instant from, Instant to, int limit, Optional<String> cursor) {
        return open.attentionBetween(shop, from, to, limit, cursor);
    }

    @Override
    public void putLines(OrderRow row, Lines lines) {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(table)
                .item(LinesCodec.encode(row, lines))
                .conditionExpression("attribute_not_exists(#rv) OR #rv <= :rv")
                .expressionAttributeNames(Map.of("#rv", LinesCodec.ROW_VERSION))
                .expressionAttributeValues(Map.of(":rv", number(row.version())))
                .build();
        ask(() -> {
            try {
                return Optional.of(dynamo.putItem(put));
            } catch (ConditionalCheckFailedException later) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Optional<Lines> lines(ShopId shop, OrderId order) {
        GetItemResponse answer = ask(() -> dynamo.getItem(get -> get.tableName(table)
                .key(Keys.key(Keys.trail(shop, order), Keys.LINES))
                .consistentRead(true)));
        return answer.hasItem() ? Optional.of(LinesCodec.decode(answer.item())) : Optional.empty();
    }

    @Override
    public void removeLines(ShopId shop, OrderId order) {
        ask(() -> dynamo.deleteItem(
                delete -> delete.tableName(table).key(Keys.key(Keys.trail(shop, order), Keys.LINES))));
    }

    private void put(Map<String, AttributeValue> item) {
        ask(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public Page<OrderRow> list(ShopId shop, Filter filter, int limit, Optional<String> cursor) {
        return lists.list(shop, filter, limit, cursor);
    }

    @Override
    public int countWaiting(ShopId shop, Waiting what, int most) {
        return open.countWaiting(shop, what, most);
    }

    @Override
    public Page<OrderId> waiting(ShopId shop, Waiting what, int limit, Optional<String> cursor) {
        return open.waiting(shop, what, limit, cursor);
    }

    @Override
    public List<OrderId> overdue(ShopId shop, Instant now, int most) {
        return open.overdue(shop, now, most);
    }

    /** The cursor behind an answer, empty when it was the last. */
    static Optional<String> next(QueryResponse answer, String sortKey) {
        return answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
                ? Optional.of(
                        Cursor.encode(answer.lastEvaluatedKey().get(sortKey).s()))
                : Optional.empty();
    }
}
