package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.sandbox.shopify.ShopifyVariant;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What an order costs: ten orders of one shop in one batch, so that every figure is ten times an order's. Write units are
 * DynamoDB Local's own, read units are computed from the requests, requests and upstream calls are counted. What the sweep
 * costs is left out, and so is what is read once and kept for all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetTest {
    private static final int ORDERS = 10;
    /** A batch adds once to the day's count of synced orders; it is no order's cost. */
    private static final int COUNTER = 1;
    /** A sweep that sees orders for the first time moves its cursor; it is no order's cost either. */
    private static final int CURSOR = 1;

    private static final Duration HOLD = Duration.ofHours(1);
    /** How long after a hold its order is looked at, where no webhook came. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private RunningSystem system;
    private int serial;

    private record Cost(double writes, double reads, long billed, long tiktok, long store) {
        static Cost of(Ledger.Counts counts) {
            return new Cost(
                    counts.writeUnits(),
                    counts.readUnits(),
                    counts.billedRequests(),
                    calls(counts.upstream(), "tiktok."),
                    calls(counts.upstream(), "shopify."));
        }

        private static long calls(Map<String, Long> upstream, String prefix) {
            return upstream.entrySet().stream()
                    .filter(call -> call.getKey().startsWith(prefix))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        Cost plus(Cost other) {
            return new Cost(
                    writes + other.writes,
                    reads + other.reads,
                    billed + other.billed,
                    tiktok + other.tiktok,
                    store + other.store);
        }
    }

    @BeforeAll
    void start() throws Exception {
        system = RunningSystem.start();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    /** Shop, connection, secrets and the store's own facts are read once and kept; that is not an order's cost. */
    @BeforeEach
    void warm() {
        system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        system.ledger().clear();
    }

    @Test
    void straight() {
        List<String> orders = place(this::sellable, order -> order.createdAt(longAgo()));
        system.settle();
        Cost cost = spent();

        assertAll(orders, "SYNCED");
        assertThat(system.ledger().counts().aws()).containsEntry("eventbridge.PutEvents", 1L);
        assertThat(cost).isEqualTo(new Cost(60 + COUNTER, 10, 43, 1, 20));
    }

    @Test
    void blockedForTheMerchant() {
        List<String> orders = place(sku -> {}, order -> order.createdAt(longAgo()));
        system.settle();
        Cost cost = spent();

        assertAll(orders, "PRODUCT_NOT_LINKED");
        assertThat(cost).isEqualTo(new Cost(40, 10, 43, 1, 10));
    }

    @Test
    void heldThenSynced() {
        awayFromSweeps();
        List<String> orders = place(this::sellable, order -> order);
        Instant holdEnds = system.now().plus(HOLD);
        system.settle();
        Cost held = spent();
        assertAll(orders, "ORDER_ON_HOLD");

        Cost cost = held.plus(around(holdEnds)).plus(around(scheduled(holdEnds)));

        assertAll(orders, "SYNCED");
        assertThat(cost).isEqualTo(new Cost(100 + COUNTER, 25, 99, 2, 20));
    }

    @Test
    void unpaidHeldThenSynced() {
        awayFromSweeps();
        List<String> orders = place(this::sellable, SandboxOrder::unpaid);
        system.settle();
        Cost unpaid = spent();
        assertAll(orders, "AWAITING_PAYMENT");
        system.ledger().clear();
        orders.forEach(system.tiktok()::pay);
        Instant holdEnds = system.now().plus(HOLD);
        system.settle();
        Cost held = spent();
        assertAll(orders, "ORDER_ON_HOLD");

        Cost cost = unpaid.plus(held).plus(around(holdEnds)).plus(around(scheduled(holdEnds)));

        assertAll(orders, "SYNCED");
        assertThat(cost).isEqualTo(new Cost(130 + COUNTER, 30, 132, 3, 20));
    }

    @Test
    void duplicateWebhook() {
        List<String> orders = place(sku -> {}, order -> order.createdAt(longAgo()));
        system.settle();
        assertAll(orders, "PRODUCT_NOT_LINKED");
        system.ledger().clear();

        orders.forEach(system.tiktok()::repeatWebhook);
        system.settle();

        assertThat(spent()).isEqualTo(new Cost(0, 5, 33, 0, 0));
    }

    @Test
    void aFurtherStatusOfASyncedOrderThatIsMirrored() {
        List<String> orders = syncedAWhileAgo();

        orders.forEach(order -> system.tiktok().moveTo(order, "AWAITING_COLLECTION"));
        system.settle();

        assertThat(spent()).isEqualTo(new Cost(10, 5, 33, 1, 0));
        system.ledger().clear();
        orders.forEach(system.tiktok()::repeatWebhook);
        system.settle();
        assertThat(spent()).isEqualTo(new Cost(0, 5, 33, 0, 0));
    }

    @Test
    void aStepInTheStoreAfterTheOrderIsThere() {
        List<String> orders = syncedAWhileAgo();

        orders.forEach(order -> system.tiktok()
                .changeAddress(order, JsonNodeFactory.instance.objectNode().put("address_line1", "7 Other Road")));
        system.settle();

        // The address is read from the store before it is written there.
        assertThat(spent()).isEqualTo(new Cost(50, 5, 33, 1, 20));
    }

    /** TikTok's times have whole seconds. */
    private List<String> syncedAWhileAgo() {
        List<String> orders = place(this::sellable, order -> order.createdAt(longAgo()));
        system.settle();
        assertAll(orders, "SYNCED");
        // For half an hour whoever writes the row tells its news once more: its teller may have died.
        system.advance(Duration.ofMinutes(31).plusSeconds(5));
        warm();
        return orders;
    }

    @Test
    void unknownOutcomeFoundAndAdopted() {
        system.fault("shopify", "orderCreate", ORDERS, "CUT_AFTER");
        List<String> orders = place(this::sellable, order -> order.createdAt(longAgo()));
        system.settle();
        Cost unknown = spent();
        assertAll(orders, "STORE_OUTCOME_UNKNOWN");
        system.ledger().clear();

        system.advance(Duration.ofMinutes(10));
        Cost cost = unknown.plus(spent());

        assertAll(orders, "SYNCED");
        assertThat(cost.writes()).isEqualTo(100 + COUNTER + CURSOR);
        SoftAssertions.assertSoftly(all ->
                orders.forEach(order -> all.assertThat(system.inStore(order)).hasSize(1)));
    }

    private Cost spent() {
        return Cost.of(system.ledger().counts());
    }

    /** Right after a sweep, so that none falls into what is measured: they come every five minutes of the hour. */
    private void awayFromSweeps() {
        Instant now = system.now();
        Instant tick = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(61));
        system.advance(Duration.between(now, tick));
        warm();
    }

    /** When the schedule fires that looks after the hold: a whole minute. */
    private static Instant scheduled(Instant holdEnds) {
        return holdEnds.plus(GRACE).plus(Duration.ofSeconds(59)).truncatedTo(ChronoUnit.MINUTES);
    }

    /** What happens at this time, and nothing of what happens before it. */
    private Cost around(Instant time) {
        system.advance(Duration.between(system.now(), time.minusSeconds(5)));
        warm();
        system.advance(Duration.ofSeconds(9));
        return spent();
    }

    private Instant longAgo() {
        return system.now().minus(Duration.ofHours(2));
    }

    /**
     * Ten orders, each of a SKU of its own: a SKU that was looked up lately is not looked up again. Their ids are of those
     * whose schedules fall into the same minute, so that they come back as one batch.
     */
    private List<String> place(Consumer<String> stocked, UnaryOperator<SandboxOrder> like) {
        List<String> ids = new ArrayList<>();
        for (long id = 577_000_000_000_000_000L + 1000L * ++serial; ids.size() < ORDERS; id++) {
            String text = Long.toString(id);
            if (Math.floorMod(text.hashCode(), 5) == 0) {
                String sku = "BUDGET-" + text;
                stocked.accept(sku);
                ids.add(system.tiktok()
                        .place(like.apply(SandboxOrder.of(sku, 1)).id(text)));
            }
        }
        return ids;
    }

    private void sellable(String sku) {
        long id = 45_000_000_000_000L + Math.floorMod(sku.hashCode(), 1_000_000_000);
        system.shopify()
                .putVariant(
                        new ShopifyVariant(id, id + 1, sku, "Default", sku, "ACTIVE", BigDecimal.TEN, false, true),
                        100);
    }

    /** All show this: a reason, or SYNCED. */
    private void assertAll(List<String> orders, String reasonOrSynced) {
        SoftAssertions.assertSoftly(all -> orders.forEach(id -> {
            var order = system.order(id);
            String status = order.path("status").asText();
            all.assertThat(order.path("reason").asText(status)).as(id).isEqualTo(reasonOrSynced);
        }));
    }
}
