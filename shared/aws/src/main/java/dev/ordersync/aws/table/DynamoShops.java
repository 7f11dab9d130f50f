package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;
import static dev.ordersync.aws.table.ConditionalWrites.askOnCondition;

import dev.ordersync.aws.TimedCache;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Shops and connections in the table, copied for 10 seconds of business time. A change made here is seen here at once. */
public final class DynamoShops implements Shops {
    private static final Duration COPY_LIFE = Duration.ofSeconds(10);

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;
    private final TimedCache<ShopId, Copy> shops;
    private final TimedCache<ConnectionId, Connection> connections;

    /** @param asOf nothing that was changed before this is missing in the copy */
    private record Copy(Shop shop, Instant asOf) {
        boolean knows(Instant change) {
            return !asOf.isBefore(change);
        }
    }

    public DynamoShops(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
        this.shops = new TimedCache<>(clock, COPY_LIFE);
        this.connections = new TimedCache<>(clock, COPY_LIFE);
    }

    @Override
    public Optional<Shop> find(ShopId shop, Optional<Instant> asOf) {
        return shops.get(shop, copy -> asOf.map(copy::knows).orElse(true), () -> read(shop, asOf.isPresent()))
                .map(Copy::shop);
    }

    private Optional<Copy> read(ShopId id, boolean consistent) {
        Instant now = clock.instant();
        GetItemResponse answer = ask(() -> dynamo.getItem(get ->
                get.tableName(table).key(Keys.key(Keys.shop(id), Keys.SHOP)).consistentRead(consistent)));
        if (!answer.hasItem()) {
            return Optional.empty();
        }
        Shop shop = ShopCodec.decode(answer.item());
        boolean knowsAll = consistent && now.isAfter(shop.changedAt());
        return Optional.of(new Copy(shop, knowsAll ? now : shop.changedAt()));
    }

    @Override
    public Optional<Connection> connection(ConnectionId connection) {
        return connections.get(connection, copy -> true, () -> {
            GetItemResponse answer =
                    ask(() -> dynamo.getItem(get -> get.tableName(table).key(Keys.connection(connection))));
            return answer.hasItem() ? Optional.of(ShopCodec.connection(connection, answer.item())) : Optional.empty();
        });
    }

    @Override
    public List<ShopId> all() {
        return shopsUnder(Keys.SHOPS);
    }

    @Override
    public List<ShopId> of(MerchantId merchant) {
        return shopsUnder(Keys.merchant(merchant));
    }

    private List<ShopId> shopsUnder(String pk) {
        return ask(() -> dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk))))
                .items()
                .stream()
                .map(item -> new ShopId(item.get(Keys.SK).s()))
                .toList());
    }

    @Override
    public boolean owns(MerchantId merchant, ShopId shop) {
        return ask(() -> dynamo.getItem(
                        get -> get.tableName(table).key(Keys.key(Keys.merchant(merchant), shop.value()))))
                .hasItem();
    }

    @Override
    public void pause(ShopId shop, Upstream upstream, Instant until) {
        String name =
                switch (upstream) {
                    case TIKTOK -> ShopCodec.TIKTOK_PAUSED;
                    case STORE -> ShopCodec.STORE_PAUSED;
                    case AWS -> throw new IllegalArgumentException("AWS is not paused");
                };
        set(
                shop,
                Map.of(name, Item.time(until)),
                "(attribute_not_exists(#" + name + ") OR #" + name + " < :" + name + ")");
    }

    @Override
    public void markDeauthorised(ShopId shop) {
        String name = ShopCodec.AUTHORISED;
        set(
                shop,
                Map.of(name, AttributeValue.fromBool(false)),
                "(attribute_not_exists(#" + name + ") OR #" + name + " <> :" + name + ")");
    }

    @Override
    public void markAuthorised(ShopId shop, Instant changedAt) {
        set(
                shop,
                Map.of(
                        ShopCodec.AUTHORISED, AttributeValue.fromBool(true),
                        ShopCodec.CHANGED_AT, Item.time(changedAt)),
                "");
    }

    @Override
    public void saveSettings(ShopId shop, Settings settings, Instant changedAt) {
        set(
                shop,
                Map.of(
                        ShopCodec.SETTINGS, AttributeValue.fromM(ShopCodec.encode(settings)),
                        ShopCodec.CHANGED_AT, Item.time(changedAt)),
                "");
    }

    @Override
    public int missing(ShopId shop) {
        GetItemResponse answer = ask(() -> dynamo.getItem(get -> get.tableName(table)
                .key(Keys.key(Keys.shop(shop), Keys.SHOP))
                .projectionExpression("#missing")
                .expressionAttributeNames(Map.of("#missing", ShopCodec.MISSING))));
        return answer.hasItem() ? new Fields(answer.item()).count(ShopCodec.MISSING, 0) : 0;
    }

    @Override
    public Optional<String> webhooksAt(ShopId shop) {
        GetItemResponse answer = ask(() -> dynamo.getItem(get -> get.tableName(table)
                .key(Keys.key(Keys.shop(shop), Keys.SHOP))
                .projectionExpression(ShopCodec.WEBHOOKS_AT)));
        return answer.hasItem() ? new Fields(answer.item()).findText(ShopCodec.WEBHOOKS_AT) : Optional.empty();
    }

    /** Sets attributes of a shop that exists, where the condition holds; the fields' names serve as #name and :name. */
    private void set(ShopId shop, Map<String, AttributeValue> fields, String condition) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            names.put("#" + name, name);
            values.put(":" + name, value);
        });
        String assignments = String.join(
                ", ",
                fields.keySet().stream().map(name -> "#" + name + " = :" + name).toList());
        // Where the condition fails it is paused longer or marked already, or not our shop any more.
        askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                .key(Keys.key(Keys.shop(shop), Keys.SHOP))
                .updateExpression("SET " + assignments)
                .conditionExpression("attribute_exists(pk)" + (condition.isEmpty() ? "" : " AND " + condition))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)));
        shops.forget(shop);
    }
}
