package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.testing.contract.SampleRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What it costs to have many orders: one shop grows tenfold again and again, and everything costs what it did before but
 * the summary, which follows what is open. {@code -Dordersync.scale=100000} says how far it grows; the table is printed.
 */
class ScaleTest {
    private static final int FIRST = 1_000;
    private static final int LAST = Integer.getInteger("ordersync.scale", 2_000);
    private static final ShopId SHOP = new ShopId(RunningSystem.SHOP);
    private static final String ORDERS = "/api/shops/" + SHOP + "/orders?limit=50";
    private static final SkuId WANTED = new SkuId("2729382476852920000");
    /** How many wait for it, however many orders there are: what is found is paid for, not what is passed by. */
    private static final int WANT_IT = 50;
    /** Five of ten are open, and two of them need a person: so many keys the summary counts. */
    private static final long OPEN_AND_ATTENTION = 7;
    /** DynamoDB Local ends a page sooner than AWS, which reads about 8,000 keys of this length in its 1 MB. */
    private static final int KEYS_OF_A_REQUEST = 3_000;

    private static final String SUMMARY = "the summary";

    private RunningSystem system;
    private int orders;

    private record Cost(long requests, double reads, double writes) {
        static Cost of(Ledger.Counts counts) {
            long requests = counts.aws().entrySet().stream()
                    .filter(call -> call.getKey().startsWith("dynamodb."))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            return new Cost(requests, counts.readUnits(), counts.writeUnits());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d / %.1f / %.0f", requests, reads, writes);
        }
    }

    @BeforeEach
    void start() throws Exception {
        system = RunningSystem.start();
        // Sweeps come every five minutes of the hour: not at once.
        system.advance(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void whatManyOrdersCostIsWhatFewDo() {
        Map<Integer, Map<String, Cost>> costs = new LinkedHashMap<>();
        int size = FIRST;
        do {
            growTo(size);
            costs.put(size, measured());
            size = Math.min(10 * size, LAST);
        } while (!costs.containsKey(size));
        print(costs);

        Map<String, Cost> first = costs.get(FIRST);
        costs.forEach((many, cost) -> {
            assertThat(without(SUMMARY, cost)).as("at %d orders", many).isEqualTo(without(SUMMARY, first));
            // The pages beyond the first, of which the last of each of three lists is not full.
            long pages = many * OPEN_AND_ATTENTION / 10 / KEYS_OF_A_REQUEST + 3;
            assertThat(cost.get(SUMMARY).requests())
                    .as("requests of the summary at %d orders", many)
                    .isLessThanOrEqualTo(first.get(SUMMARY).requests() + pages);
        });
    }

    /** Half of the orders are done, a fifth wait for the link of a SKU, and a tenth each for three other things. */
    private void growTo(int size) {
        try (GatheredPuts puts = new GatheredPuts(system.dynamoDb())) {
            OrderTable table = system.table(puts);
            SampleRows rows = new SampleRows(SHOP, system.now().minus(Duration.ofHours(1)));
            for (; orders < size; orders++) {
                table.write(row(rows, 570_000_000_000_000_000L + orders));
            }
        }
    }

    private OrderRow row(SampleRows rows, long id) {
        return switch (orders % 10) {
            case 0, 1 -> rows.ofSku(id, Reason.PRODUCT_NOT_LINKED, sku().value());
            case 2 -> rows.waiting(id, Reason.ORDER_ON_HOLD, system.now().plus(Duration.ofDays(1)));
            case 3 -> rows.with(id, Reason.ORDER_CANCELLED);
            case 4 -> rows.waiting(id, Reason.STORE_UNAVAILABLE, system.now().plus(Duration.ofDays(1)));
            default -> rows.synced(id);
        };
    }

    private SkuId sku() {
        return orders < 5 * WANT_IT ? WANTED : new SkuId(Long.toString(2729382476852920001L + orders % 97));
    }

    private Map<String, Cost> measured() {
        Map<String, Cost> costs = new LinkedHashMap<>();
        costs.put("a check that creates the store order", cost(this::straight));
        costs.put("a check that finds nothing to do", cost(repeated()));
        costs.put("a page of all orders", cost(page(ORDERS)));
        costs.put("a page of what is synced", cost(page(ORDERS + "&status=SYNCED")));
        costs.put("a page by status", cost(page(ORDERS + "&status=BLOCKED")));
        String byReason = ORDERS + "&status=BLOCKED&reason=PRODUCT_NOT_LINKED";
        costs.put("a page by status and reason", cost(page(byReason)));
        costs.put("the page after it", cost(page(byReason + "&cursor=" + cursor(byReason))));
        costs.put("a page of what needs a person", cost(page(ORDERS + "&attention=true")));
        costs.put("counting who waits for a SKU", cost(this::countWaiting));
        costs.put("finding who waits for a SKU", cost(this::findWaiting));
        costs.put("finding what is overdue", cost(this::findOverdue));
        costs.put(SUMMARY, cost(page("/api/shops/" + SHOP + "/summary")));
        return costs;
    }

    /** What it costs when what is read once and kept for all has been read. */
    private Cost cost(Runnable what) {
        what.run();
        system.ledger().clear();
        what.run();
        return Cost.of(system.ledger().counts());
    }

    private void straight() {
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.inStore(order)).hasSize(1);
    }

    private Runnable repeated() {
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        return () -> {
            system.tiktok().repeatWebhook(order);
            system.settle();
        };
    }

    private Runnable page(String path) {
        return () -> assertThat(system.client().get(path).status()).isEqualTo(200);
    }

    private String cursor(String path) {
        return system.client().get(path).body().path("cursor").asText();
    }

    private void countWaiting() {
        assertThat(system.table().countWaiting(SHOP, Waiting.forSku(Reason.PRODUCT_NOT_LINKED, WANTED), 1_000))
                .isEqualTo(WANT_IT);
    }

    private void findWaiting() {
        List<OrderId> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            OrderTable.Page<OrderId> page =
                    system.table().waiting(SHOP, Waiting.forSku(Reason.PRODUCT_NOT_LINKED, WANTED), 100, cursor);
            found.addAll(page.items());
            cursor = page.cursor();
        } while (cursor.isPresent());
        assertThat(found).hasSize(WANT_IT);
    }

    private void findOverdue() {
        assertThat(system.table().overdue(SHOP, system.now(), 1_000)).isEmpty();
    }

    private static Map<String, Cost> without(String what, Map<String, Cost> costs) {
        Map<String, Cost> left = new LinkedHashMap<>(costs);
        left.remove(what);
        return left;
    }

    private static void print(Map<Integer, Map<String, Cost>> costs) {
        StringBuilder table = new StringBuilder("requests to the table / read units / write units\n\n|");
        costs.keySet().forEach(size -> table.append(String.format(Locale.ROOT, " | %,d orders", size)));
        table.append(" |\n|---").append("|---".repeat(costs.size())).append("|\n");
        costs.get(FIRST).keySet().forEach(what -> {
            table.append("| ").append(what);
            costs.values().forEach(cost -> table.append(" | ").append(cost.get(what)));
            table.append(" |\n");
        });
        System.out.println(table);
    }
}
