package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.local.demo.DemoClient.Answer;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import dev.ordersync.testing.contract.SampleRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Changes that free many orders: those that waited are checked, and no other is touched. {@code -Dordersync.waiting} says
 * how many wait, half of them for something else.
 */
class ReleaseTest {
    private static final int WAITING = Integer.getInteger("ordersync.waiting", 400);
    /** Both walks and what they send; no multiple of five minutes, at which a sweep would just begin. */
    private static final Duration TWO_WALKS = Duration.ofSeconds(450);

    private static final Duration A_BUSY_STORE = Duration.ofMinutes(58);
    private static final ShopId SHOP = new ShopId(RunningSystem.SHOP);
    private static final String BASE = "/api/shops/" + SHOP;

    private RunningSystem system;

    @BeforeEach
    void start() throws Exception {
        system = RunningSystem.startWhereTimeRuns();
        // Webhooks would bring in what the tests write themselves.
        system.fault("tiktok", "*", 1_000_000, "LOSE_WEBHOOK");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void aLinkFreesEachOrderThatWaitedForItsSkuAndTouchesNoOther() {
        int half = WAITING / 2;
        List<String> mine = place(half, "FREED");
        String sku = skuOf(mine.get(0));
        List<String> others = LongStream.range(0, half)
                .mapToObj(i -> Long.toString(570_000_000_000_000_000L + i))
                .toList();
        SampleRows rows = new SampleRows(SHOP, system.now().minus(Duration.ofHours(1)));
        write(mine, id -> rows.ofSku(id, Reason.PRODUCT_NOT_LINKED, sku));
        write(others, id -> rows.ofSku(id, Reason.PRODUCT_NOT_LINKED, sku + "1"));

        ObjectNode link = JsonNodeFactory.instance
                .objectNode()
                .put("storeVariant", system.shopify().variant("CT-BLK-M").gid());
        Answer answer = system.client().put(BASE + "/links/" + sku, link);
        // A busy store asks for pauses, which the checks wait out.
        system.advance(A_BUSY_STORE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("waiting").asInt()).isEqualTo(Math.min(half, 1_000));
        assertThat(statuses(mine)).isEqualTo(Map.of(Status.SYNCED, (long) half));
        assertThat(system.shopify().orders()).hasSize(half);
        List<OrderRow> untouched = rowsOf(others);
        assertThat(untouched).hasSize(half);
        assertThat(untouched.stream().filter(row -> row.version() != 1).count()).isZero();
        assertThat(others.stream().limit(20))
                .allMatch(order -> system.trail(order).isEmpty());
        nothingIsLeft();
    }

    @Test
    void switchingAutomaticSyncOnFreesThoseThatWaitedForIt() {
        List<String> orders = withOneThatTikTokHasNot(place(2, "CT-BLK-M"));
        SampleRows rows = new SampleRows(SHOP, system.now().minus(Duration.ofHours(1)));
        write(orders.subList(0, 2), id -> rows.with(id, Reason.AUTO_SYNC_DISABLED));
        write(orders.subList(2, 3), id -> rows.with(id, Reason.ORDER_CANCELLED));

        ObjectNode settings =
                (ObjectNode) system.client().get(BASE + "/settings").body();
        assertThat(system.client().put(BASE + "/settings", settings).status()).isEqualTo(200);
        system.advance(TWO_WALKS);

        assertThat(statuses(orders)).isEqualTo(Map.of(Status.SYNCED, 2L, Status.BLOCKED, 1L));
        assertThat(system.trail(orders.get(0)).get(0).path("cause").asText()).isEqualTo("RELEASE");
        assertThat(system.trail(orders.get(0)).get(0).path("actor").asText()).startsWith("merchant:");
        nothingIsLeft();
    }

    @Test
    void syncForAllThatShowAReasonPressesOnEachOfThemAndOnNoOther() {
        List<String> orders = withOneThatTikTokHasNot(place(3, "CT-BLK-M"));
        SampleRows rows = new SampleRows(SHOP, system.now().minus(Duration.ofHours(1)));
        write(orders.subList(0, 3), id -> rows.with(id, Reason.ORDER_BEFORE_CONNECTION));
        write(orders.subList(3, 4), id -> rows.with(id, Reason.ORDER_CANCELLED));

        Answer answer = system.client().post(BASE + "/sync", "{\"reason\":\"ORDER_BEFORE_CONNECTION\"}");
        system.advance(TWO_WALKS);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).hasToString("{\"orders\":3}");
        assertThat(statuses(orders)).isEqualTo(Map.of(Status.SYNCED, 3L, Status.BLOCKED, 1L));
        assertThat(rowsOf(orders.subList(0, 1)).get(0).waives(Reason.ORDER_BEFORE_CONNECTION))
                .isTrue();
        nothingIsLeft();
    }

    private void nothingIsLeft() {
        assertThat(system.size("orders")).isZero();
        assertThat(system.size("tasks")).isZero();
        assertThat(system.size("tasks-dlq")).isZero();
    }

    /** It waits for something else; what TikTok has, the sweep would bring in sooner or later. */
    private static List<String> withOneThatTikTokHasNot(List<String> placed) {
        List<String> orders = new ArrayList<>(placed);
        orders.add("570000000000000000");
        return orders;
    }

    private List<String> place(int orders, String sku) {
        List<String> ids = new ArrayList<>();
        SandboxOrder order = system.payable(sku);
        for (int i = 0; i < orders; i++) {
            ids.add(system.tiktok().place(order.id(Long.toString(577_000_000_000_000_000L + i))));
        }
        return ids;
    }

    private String skuOf(String order) {
        return system.tiktok()
                .order(order)
                .orElseThrow()
                .at("/line_items/0/sku_id")
                .asText();
    }

    private interface Row {
        OrderRow of(long order);
    }

    private void write(List<String> orders, Row row) {
        OrderTable table = system.table();
        orders.forEach(order -> table.write(row.of(Long.parseLong(order))));
    }

    private List<OrderRow> rowsOf(List<String> orders) {
        OrderTable table = system.table();
        List<OrderRow> found = new ArrayList<>();
        for (int from = 0; from < orders.size(); from += 100) {
            List<OrderId> some = orders.subList(from, Math.min(from + 100, orders.size())).stream()
                    .map(OrderId::new)
                    .toList();
            found.addAll(table.rows(SHOP, some).values());
        }
        return found;
    }

    private Map<Status, Long> statuses(List<String> orders) {
        return rowsOf(orders).stream().collect(Collectors.groupingBy(OrderRow::status, Collectors.counting()));
    }
}
