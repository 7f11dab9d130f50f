package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;
import static dev.ordersync.aws.table.ConditionalWrites.askOnCondition;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.shop.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Links in the table, beside their shop. Not copied: a check pays half a read unit for each SKU and sees them as they are. */
public final class DynamoLinks implements Links {
    private static final int BATCH = 100;

    private final DynamoDbClient dynamo;
    private final String table;
    private final BatchReads reads;

    public DynamoLinks(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.reads = new BatchReads(dynamo, table, Thread::sleep);
    }

    @Override
    public Map<SkuId, Link> of(ShopId shop, Collection<SkuId> skus, Consistency consistency) {
        List<SkuId> distinct = skus.stream().distinct().toList();
        Map<SkuId, Link> found = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            List<Map<String, AttributeValue>> keys = new ArrayList<>();
            for (SkuId sku : distinct.subList(from, Math.min(from + BATCH, distinct.size()))) {
                keys.add(Keys.key(Keys.shop(shop), Keys.link(sku)));
            }
            for (Map<String, AttributeValue> item : reads.read(keys, consistency == Consistency.STRONG)) {
                Link link = ShopCodec.link(item);
                found.put(link.sku(), link);
            }
        }
        return found;
    }

    @Override
    public OrderTable.Page<Link> list(ShopId shop, int limit, Optional<String> cursor) {
        String pk = Keys.shop(shop);
        Optional<Map<String, AttributeValue>> start =
                cursor.map(text -> Keys.key(pk, Cursor.decode(text, Cursor.LINKS)));
        QueryResponse answer = ask(() -> dynamo.query(query -> query.tableName(table)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :link)")
                .expressionAttributeValues(
                        Map.of(":pk", AttributeValue.fromS(pk), ":link", AttributeValue.fromS(Keys.LINK)))
                .limit(limit)
                .exclusiveStartKey(start.orElse(null))));
        return new OrderTable.Page<>(
                answer.items().stream().map(ShopCodec::link).toList(), DynamoOrderTable.next(answer, Keys.SK));
    }

    @Override
    public void put(ShopId shop, Link link) {
        ask(() -> dynamo.putItem(put -> put.tableName(table).item(ShopCodec.encode(shop, link))));
    }

    @Override
    public void delete(ShopId shop, SkuId sku) {
        ask(() -> dynamo.deleteItem(delete -> delete.tableName(table).key(Keys.key(Keys.shop(shop), Keys.link(sku)))));
    }

    @Override
    public void move(ShopId shop, Link from, Link to) {
        // Where the condition fails somebody has changed it since; their word stands.
        askOnCondition(() -> dynamo.putItem(put -> put.tableName(table)
                .item(ShopCodec.encode(shop, to))
                .conditionExpression("variant = :variant AND linkedAt = :linkedAt")
                .expressionAttributeValues(Map.of(
                        ":variant", AttributeValue.fromS(from.variant().value()),
                        ":linkedAt", Item.time(from.linkedAt())))));
    }
}
