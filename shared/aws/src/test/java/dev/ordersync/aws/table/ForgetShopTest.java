package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.testing.contract.SampleShops;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Everything of one shop goes, nothing of another, and a run that died is gone on with. */
@ExtendWith(LocalAws.class)
class ForgetShopTest {
    private static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");
    private static final ShopId GOES = new ShopId("749");
    /** Its id begins with the other's. */
    private static final ShopId STAYS = new ShopId("7490");

    private String table;
    private DynamoDbClient dynamo;
    private ForgetShop forget;

    @BeforeEach
    void givenTwoShops(DynamoDbClient client, TestInfo test) {
        table = "forget-" + Integer.toHexString(test.getDisplayName().hashCode());
        dynamo = client;
        forget = new ForgetShop(client, table);
        TableDefinition.create(client, table);
        given(GOES, "seller-1");
        given(STAYS, "seller-2");
    }

    /** A shop with everything that is kept of one: 60 orders with trails, so that a batch of deletes does not suffice. */
    private void given(ShopId id, String authorisation) {
        Shop shop = SampleShops.shop(id.value(), "m-" + id, NOW);
        Directory directory = new Directory(dynamo, table);
        directory.register(shop, SampleShops.connection(shop), Directory.Existing.KEEP);
        dynamo.updateItem(update -> update.tableName(table)
                .key(Keys.key(Keys.shop(id), Keys.SHOP))
                .updateExpression("SET authorisation = :a")
                .expressionAttributeValues(Map.of(":a", AttributeValue.fromS(authorisation))));
        dynamo.putItem(put -> put.tableName(table).item(Keys.authorisation(authorisation)));
        // The connection of an earlier store of the shop.
        dynamo.putItem(put -> put.tableName(table)
                .item(Item.at("C#old-" + id, Keys.CONN)
                        .text(ShopCodec.SHOP, id.value())
                        .attributes()));
        for (int order = 0; order < 60; order++) {
            put("O#" + id, "%020d".formatted(order));
            put("T#" + id + "#" + order, "2060-01-10T12:00:00.000Z#m");
            put("T#" + id + "#" + order, "LINES");
        }
        put("T#" + id + "#1", "S#hash");
        put("W#" + id + "#user#warehouse#USD", "00001");
        put("S#" + id, "L#27");
        put("S#" + id, "C#my courier");
        put("S#" + id, "N#2060-01-10");
    }

    private void put(String pk, String sk) {
        dynamo.putItem(put -> put.tableName(table).item(Keys.key(pk, sk)));
    }

    private Set<String> keys() {
        return dynamo.scanPaginator(scan -> scan.tableName(table)).items().stream()
                .map(item -> item.get("pk").s() + " " + item.get("sk").s())
                .collect(Collectors.toSet());
    }

    @Test
    void nothingOfTheShopIsLeftAndAllOfTheOtherIs() {
        Set<String> before = keys();

        ForgetShop.Begun begun = forget.begin(GOES, NOW).orElseThrow();
        Map<String, Integer> erased = forget.erase(begun);
        forget.end(begun);

        assertThat(erased)
                .isEqualTo(Map.of(
                        "orders", 60,
                        "trail entries", 60,
                        "lines", 60,
                        "shipments", 1,
                        "sample windows", 1,
                        "links", 1,
                        "carrier mappings", 1,
                        "days' counters", 1,
                        "connections", 2,
                        "tokens", 1));
        assertThat(keys()).allMatch(key -> key.contains("7490") || key.equals("A#seller-2 TOKEN"));
        assertThat(keys()).hasSize(before.size() / 2);
        assertThat(forget.knows(GOES)).isFalse();
        assertThat(forget.begin(GOES, NOW)).isEmpty();
        assertThat(forget.knows(STAYS)).isTrue();
    }

    @Test
    void tokensThatAnotherShopNeedsStay() {
        ShopId sister = new ShopId("750");
        given(sister, "seller-1");
        ForgetShop.Begun begun = forget.begin(GOES, NOW).orElseThrow();
        assertThat(forget.erase(begun)).doesNotContainKey("tokens");
        forget.end(begun);
        assertThat(keys()).contains("A#seller-1 TOKEN", "S#750 SHOP", "SHOPS 750");
        ForgetShop.Begun last = forget.begin(sister, NOW).orElseThrow();
        assertThat(forget.erase(last)).containsEntry("tokens", 1);
    }

    @Test
    void whoLooksForTheShopFindsNoneFromTheBeginningOn() {
        forget.begin(GOES, NOW);
        assertThat(keys())
                .doesNotContain("S#749 SHOP", "SHOPS 749", "M#m-749 749")
                .contains("S#749 FORGET");
    }

    @Test
    void aRunThatDiedIsGoneOnWith() {
        forget.begin(GOES, NOW);

        assertThat(forget.knows(GOES)).isTrue();
        ForgetShop.Begun again = forget.begin(GOES, NOW.plusSeconds(60)).orElseThrow();
        assertThat(again.begun()).as("when the shop went").isEqualTo(NOW);
        assertThat(forget.erase(again)).containsEntry("orders", 60).containsEntry("tokens", 1);
        assertThat(forget.erase(again)).isEmpty();
        forget.end(again);
        assertThat(keys()).noneMatch(key -> key.matches(".*\\b749\\b.*"));
    }

    @Test
    void whatWasWrittenMeanwhileGoesWithASecondLook() {
        ForgetShop.Begun begun = forget.begin(GOES, NOW).orElseThrow();
        forget.erase(begun);
        put("O#749", "%020d".formatted(7));
        assertThat(forget.erase(begun)).isEqualTo(Map.of("orders", 1));
    }

    @Test
    void aShopThatIsNotThereIsNotForgotten() {
        assertThat(forget.knows(new ShopId("1"))).isFalse();
        assertThat(forget.begin(new ShopId("1"), NOW)).isEmpty();
        assertThat(keys()).noneMatch(key -> key.contains("FORGET"));
    }
}
