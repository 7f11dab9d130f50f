package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Deletes everything that the table keeps of a shop. The shop itself goes first, so that nobody works for it any more; a note in
 * its place lets a run that ended half-way be repeated, and goes last.
 *
 * <p>It reads the whole table: trails and sample windows hang on orders and buyers, and no index names their shop. That is paid
 * for once in a shop's life.
 */
public final class ForgetShop {
    private static final String NOTE = "FORGET";
    private static final String BEGUN = "begun";
    private static final int BATCH = 25;
    private static final long LONGEST_WAIT = 5_000;

    private final DynamoDbClient dynamo;
    private final String table;

    public ForgetShop(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param begun when the shop was taken out of service: who had begun before may still write for a while after it */
    public record Begun(
            ShopId shop, MerchantId merchant, ConnectionId connection, String authorisation, Instant begun) {}

    /** Whether the shop is there, or was taken out of service by a run that did not come to its end. */
    public boolean knows(ShopId shop) {
        return !read(Keys.key(Keys.shop(shop), Keys.SHOP)).isEmpty()
                || !read(Keys.key(Keys.shop(shop), NOTE)).isEmpty();
    }

    /** Takes the shop out of service, or goes on where that has happened. Empty where there is no such shop. */
    public Optional<Begun> begin(ShopId shop, Instant now) {
        Map<String, AttributeValue> key = Keys.key(Keys.shop(shop), Keys.SHOP);
        Map<String, AttributeValue> item = read(key);
        if (!item.isEmpty()) {
            Shop stored = ShopCodec.decode(item);
            ask(() -> dynamo.putItem(put -> put.tableName(table)
                    .item(Item.at(Keys.shop(shop), NOTE)
                            .text(ShopCodec.MERCHANT, stored.merchant().value())
                            .text(ShopCodec.CONNECTION, stored.connection().value())
                            .text("authorisation", stored.authorisation())
                            .time(BEGUN, now)
                            .attributes())));
        }
        Map<String, AttributeValue> note = read(Keys.key(Keys.shop(shop), NOTE));
        if (note.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = new Fields(note);
        Begun begun = new Begun(
                shop,
                new MerchantId(fields.text(ShopCodec.MERCHANT)),
                new ConnectionId(fields.text(ShopCodec.CONNECTION)),
                fields.text("authorisation", ""),
                fields.time(BEGUN));
        delete(Keys.key(Keys.SHOPS, shop.value()));
        delete(Keys.key(Keys.merchant(begun.merchant()), shop.value()));
        delete(key);
        return Optional.of(begun);
    }

    /**
     * Deletes what is there of the shop now, but for the note.
     *
     * @return how many items, by what they were
     */
    public Map<String, Integer> erase(Begun begun) {
        Map<String, Integer> erased = new TreeMap<>();
        boolean shared = false;
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            ScanResponse page = ask(() -> dynamo.scan(scan -> scan.tableName(table)
                    .consistentRead(true)
                    .exclusiveStartKey(from.isEmpty() ? null : from)
                    .projectionExpression("pk, sk")
                    .filterExpression("(pk IN (:orders, :shop) AND sk <> :note)"
                            + " OR begins_with(pk, :trails) OR begins_with(pk, :windows)"
                            + " OR (sk = :conn AND #shop = :id) OR (sk = :item AND authorisation = :authorisation)")
                    .expressionAttributeNames(Map.of("#shop", ShopCodec.SHOP))
                    .expressionAttributeValues(values(begun))));
            List<Map<String, AttributeValue>> theirs = new ArrayList<>();
            for (Map<String, AttributeValue> key : page.items()) {
                if (key.get(Keys.SK).s().equals(Keys.SHOP)) {
                    shared |= !key.get(Keys.PK).s().equals(Keys.shop(begun.shop()));
                } else {
                    theirs.add(key);
                    erased.merge(kind(key), 1, Integer::sum);
                }
            }
            deleteAll(theirs);
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty());
        if (!shared) {
            Map<String, AttributeValue> token = Keys.authorisation(begun.authorisation());
            if (!read(token).isEmpty()) {
                delete(token);
                erased.merge("tokens", 1, Integer::sum);
            }
        }
        return erased;
    }

    /** Deletes the note: nothing is left. */
    public void end(Begun begun) {
        delete(Keys.key(Keys.shop(begun.shop()), NOTE));
    }

    private static Map<String, AttributeValue> values(Begun begun) {
        ShopId shop = begun.shop();
        return Map.of(
                ":orders", AttributeValue.fromS(Keys.orders(shop)),
                ":shop", AttributeValue.fromS(Keys.shop(shop)),
                ":note", AttributeValue.fromS(NOTE),
                ":trails", AttributeValue.fromS(Keys.trailsOf(shop)),
                ":windows", AttributeValue.fromS(Keys.windowsOf(shop)),
                ":conn", AttributeValue.fromS(Keys.CONN),
                ":id", AttributeValue.fromS(shop.value()),
                ":item", AttributeValue.fromS(Keys.SHOP),
                ":authorisation", AttributeValue.fromS(begun.authorisation()));
    }

    private static String kind(Map<String, AttributeValue> key) {
        String sk = key.get(Keys.SK).s();
        return switch (key.get(Keys.PK).s().substring(0, 2)) {
            case "O#" -> "orders";
            case "T#" -> sk.equals(Keys.LINES) ? "lines" : sk.startsWith("S#") ? "shipments" : "trail entries";
            case "W#" -> "sample windows";
            case "C#" -> "connections";
            default ->
                sk.startsWith(Keys.LINK)
                        ? "links"
                        : sk.startsWith(Keys.SYNCED_ON) ? "days' counters" : "carrier mappings";
        };
    }

    private void deleteAll(List<Map<String, AttributeValue>> keys) {
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<WriteRequest> deletes = keys.subList(from, Math.min(from + BATCH, keys.size())).stream()
                    .map(key -> WriteRequest.builder()
                            .deleteRequest(delete -> delete.key(key))
                            .build())
                    .toList();
            for (long wait = 50; !deletes.isEmpty(); wait = Math.min(2 * wait, LONGEST_WAIT)) {
                List<WriteRequest> now = deletes;
                deletes = ask(() -> dynamo.batchWriteItem(write -> write.requestItems(Map.of(table, now))))
                        .unprocessedItems()
                        .getOrDefault(table, List.of());
                if (!deletes.isEmpty()) {
                    sleep(wait);
                }
            }
        }
    }

    /** DynamoDB had no room for all of a batch. */
    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted; repeat it to go on", e);
        }
    }

    private Map<String, AttributeValue> read(Map<String, AttributeValue> key) {
        return ask(() -> dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)))
                .item();
    }

    private void delete(Map<String, AttributeValue> key) {
        ask(() -> dynamo.deleteItem(delete -> delete.tableName(table).key(key)));
    }
}
