package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;
import static dev.ordersync.aws.table.ConditionalWrites.askOnCondition;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The operator's side of the table: brings in the shops, connections and links of a configuration. To repeat it is
 * harmless and writes nothing, and what a merchant has changed since is kept unless the operator says otherwise.
 */
public final class Directory {
    private final DynamoDbClient dynamo;
    private final String table;

    /** What happens to settings, plan and links that the table has already. */
    public enum Existing {
        KEEP,
        OVERWRITE
    }

    /** A connection that is another shop's already: one connection belongs to one shop. */
    public static final class ConnectionTaken extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        ConnectionTaken(Connection connection) {
            super("connection " + connection.id() + " belongs to another shop than " + connection.shop());
        }
    }

    public Directory(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Stores the shop and its connection. {@code connectedAt} belongs to the pair of shop and store and is stored once:
     * of a pair that is known it stays; another connection is another pair. Pauses and the authorisation's state stay.
     *
     * @return the shop as it is stored now
     * @throws ConnectionTaken when the connection is another shop's; nothing is written then
     */
    public Shop register(Shop shop, Connection connection, Existing existing) {
        connect(connection);
        Map<String, AttributeValue> key = Keys.key(Keys.shop(shop.id()), Keys.SHOP);
        Map<String, AttributeValue> before = read(key);
        Optional<Shop> stored = before.isEmpty() ? Optional.empty() : Optional.of(ShopCodec.decode(before));
        Map<String, AttributeValue> item = new LinkedHashMap<>(ShopCodec.encode(shop));
        if (stored.isPresent()) {
            keep(stored.get(), before, item, shop, existing);
        }
        if (!contains(before, item)) {
            // Sets each attribute apart: a pause that a check writes at the same moment is not lost.
            update(key, item, "");
        }
        stored.map(Shop::merchant)
                .filter(merchant -> !merchant.equals(shop.merchant()))
                .ifPresent(merchant -> ask(() -> dynamo.deleteItem(delete -> delete.tableName(table)
                        .key(Keys.key(Keys.merchant(merchant), shop.id().value())))));
        // After the shop, and looked at each time: an earlier run may have ended between them.
        putOnce(Keys.key(Keys.merchant(shop.merchant()), shop.id().value()));
        putOnce(Keys.key(Keys.SHOPS, shop.id().value()));
        return ShopCodec.decode(read(key));
    }

    private static void keep(
            Shop stored,
            Map<String, AttributeValue> before,
            Map<String, AttributeValue> item,
            Shop shop,
            Existing existing) {
        item.remove(ShopCodec.AUTHORISED);
        if (stored.connection().equals(shop.connection())) {
            item.remove(ShopCodec.CONNECTED_AT);
        }
        if (existing == Existing.KEEP) {
            item.remove(ShopCodec.SETTINGS);
            item.remove(ShopCodec.PLAN);
        }
        Map<String, AttributeValue> rest = new LinkedHashMap<>(item);
        rest.remove(ShopCodec.CHANGED_AT);
        if (contains(before, rest)) {
            item.remove(ShopCodec.CHANGED_AT);
        }
    }

    private static boolean contains(Map<String, AttributeValue> before, Map<String, AttributeValue> item) {
        return before.entrySet().containsAll(item.entrySet());
    }

    /**
     * Stores the connection alone: before its secrets, which may not overwrite another shop's.
     *
     * @throws ConnectionTaken when it is another shop's; nothing is written then
     */
    public void connect(Connection connection) {
        Map<String, AttributeValue> key = Keys.connection(connection.id());
        Map<String, AttributeValue> item = ShopCodec.encode(connection);
        if (contains(read(key), item)) {
            return;
        }
        boolean ours = update(key, item, "(attribute_not_exists(#shop) OR #shop = :shop)");
        if (!ours) {
            throw new ConnectionTaken(connection);
        }
    }

    /** The shop as it is stored; empty where it is not, and no order can wait for what is brought in now. */
    public Optional<Shop> find(ShopId shop) {
        Map<String, AttributeValue> item = read(Keys.key(Keys.shop(shop), Keys.SHOP));
        return item.isEmpty() ? Optional.empty() : Optional.of(ShopCodec.decode(item));
    }

    /** Notes the base of the addresses at which the webhooks of a stored shop arrive. Returns whether it was another one. */
    public boolean listenAt(ShopId shop, String base) {
        Map<String, AttributeValue> key = Keys.key(Keys.shop(shop), Keys.SHOP);
        Map<String, AttributeValue> item = Map.of(ShopCodec.WEBHOOKS_AT, AttributeValue.fromS(base));
        return !contains(read(key), item) && update(key, item, "attribute_exists(pk)");
    }

    /** Stores a link; with {@link Existing#KEEP} only where the SKU has none. Returns whether it is stored. */
    public boolean putLink(ShopId shop, Link link, Existing existing) {
        return askOnCondition(() -> dynamo.putItem(put -> put.tableName(table)
                        .item(ShopCodec.encode(shop, link))
                        .conditionExpression(existing == Existing.KEEP ? "attribute_not_exists(pk)" : null)))
                .isPresent();
    }

    /** Notes that the seller has authorised us anew, with tokens that are stored already. */
    public void authorise(ShopId shop, Instant changedAt) {
        update(
                Keys.key(Keys.shop(shop), Keys.SHOP),
                Map.of(
                        ShopCodec.AUTHORISED, AttributeValue.fromBool(true),
                        ShopCodec.CHANGED_AT, Item.time(changedAt)),
                "attribute_exists(pk)");
    }

    private Map<String, AttributeValue> read(Map<String, AttributeValue> key) {
        return ask(() -> dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)))
                .item();
    }

    private void putOnce(Map<String, AttributeValue> key) {
        if (read(key).isEmpty()) {
            ask(() -> dynamo.putItem(put -> put.tableName(table).item(key)));
        }
    }

    /** Returns whether the condition held and the fields are set; their names serve as #name and :name. */
    private boolean update(Map<String, AttributeValue> key, Map<String, AttributeValue> item, String condition) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        StringBuilder set = new StringBuilder();
        item.forEach((name, value) -> {
            if (!key.containsKey(name)) {
                names.put("#" + name, name);
                values.put(":" + name, value);
                set.append(set.isEmpty() ? "SET " : ", ").append("#" + name + " = :" + name);
            }
        });
        return askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                        .key(key)
                        .updateExpression(set.toString())
                        .conditionExpression(condition.isEmpty() ? null : condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)))
                .isPresent();
    }
}
