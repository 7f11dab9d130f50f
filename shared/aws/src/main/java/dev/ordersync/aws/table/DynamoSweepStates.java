package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;
import static dev.ordersync.aws.table.ConditionalWrites.askOnCondition;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.shop.ShopTrouble;
import dev.ordersync.domain.shop.SweepState;
import dev.ordersync.domain.shop.WebhookHealth;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The state of the sweep on the shop's item, beside what others write there. */
public final class DynamoSweepStates implements SweepStates {
    private static final String SWEEP = "sweep";
    private static final String VERSION = "sweepVersion";
    private static final String CURSOR = "cursor";
    private static final String DAILY = "lastDaily";
    private static final String COUNTING = "counting";
    private static final String PAIRS = "pairsSoughtUntil";
    private static final String LOOKED_UNTIL = "lookedUntil";
    private static final String SILENT = "silent";
    private static final String SILENT_SINCE = "silentSince";
    private static final String EXPIRY_TOLD = "expiryToldAt";
    private static final String TOLD = "told";

    /** A word that DynamoDB reserves. */
    private static final Map<String, String> NAMES = Map.of("#missing", ShopCodec.MISSING);

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoSweepStates(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public SweepState of(ShopId shop) {
        return decode(ask(() -> dynamo.getItem(get -> get.tableName(table)
                        .key(Keys.key(Keys.shop(shop), Keys.SHOP))
                        .projectionExpression(SWEEP + ", " + VERSION + ", #missing")
                        .expressionAttributeNames(NAMES)
                        .consistentRead(true)))
                .item());
    }

    @Override
    public boolean save(ShopId shop, SweepState state) {
        return askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                        .key(Keys.key(Keys.shop(shop), Keys.SHOP))
                        .updateExpression("SET " + SWEEP + " = :state, " + VERSION + " = :next"
                                + (state.missing().isPresent() ? ", #missing = :missing" : ""))
                        .expressionAttributeNames(state.missing().isPresent() ? NAMES : null)
                        .conditionExpression("attribute_exists(pk) AND "
                                + (state.version() == 0
                                        ? "attribute_not_exists(" + VERSION + ")"
                                        : VERSION + " = :version"))
                        .expressionAttributeValues(values(state))))
                .isPresent();
    }

    @Override
    public Optional<Instant> pairsSoughtUntil(ShopId shop) {
        return new Fields(ask(() -> dynamo.getItem(get -> get.tableName(table)
                                .key(Keys.key(Keys.shop(shop), Keys.SHOP))
                                .projectionExpression(PAIRS)))
                        .item())
                .findTime(PAIRS);
    }

    @Override
    public void pairsSought(ShopId shop, Instant until) {
        askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                .key(Keys.key(Keys.shop(shop), Keys.SHOP))
                .updateExpression("SET " + PAIRS + " = :until")
                .conditionExpression(
                        "attribute_exists(pk) AND (attribute_not_exists(" + PAIRS + ") OR " + PAIRS + " < :until)")
                .expressionAttributeValues(Map.of(":until", Item.time(until)))));
    }

    private static Map<String, AttributeValue> values(SweepState state) {
        Item values = new Item().map(":state", encode(state)).number(":next", state.version() + 1);
        state.missing().ifPresent(count -> values.number(":missing", count));
        return (state.version() == 0 ? values : values.number(":version", state.version())).attributes();
    }

    private static Map<String, AttributeValue> encode(SweepState state) {
        WebhookHealth webhooks = state.webhooks();
        Item item = new Item()
                .time(CURSOR, state.cursor())
                .time(DAILY, state.lastDaily())
                .time(LOOKED_UNTIL, webhooks.lookedUntil())
                .number(SILENT, webhooks.silent(), 0)
                .time(SILENT_SINCE, webhooks.silentSince())
                .time(EXPIRY_TOLD, state.expiryToldAt())
                .texts(TOLD, state.told().stream().map(Enum::name).sorted().toList());
        state.counting().ifPresent(count -> item.number(COUNTING, count));
        return item.attributes();
    }

    private static SweepState decode(Map<String, AttributeValue> item) {
        Fields fields = new Fields(item);
        Fields state = new Fields(fields.map(SWEEP));
        return new SweepState(
                fields.number(VERSION, 0),
                state.findTime(CURSOR),
                state.findTime(DAILY),
                state.findNumber(COUNTING).map(Math::toIntExact),
                fields.findNumber(ShopCodec.MISSING).map(Math::toIntExact),
                new WebhookHealth(state.findTime(LOOKED_UNTIL), state.count(SILENT, 0), state.findTime(SILENT_SINCE)),
                state.findTime(EXPIRY_TOLD),
                state.texts(TOLD).stream().map(ShopTrouble::valueOf).collect(Collectors.toUnmodifiableSet()));
    }
}
