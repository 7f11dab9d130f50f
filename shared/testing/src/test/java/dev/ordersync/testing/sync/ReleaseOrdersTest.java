package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.Task.Change;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.ReleaseOrders;
import dev.ordersync.testing.InMemoryOrderTable;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.RecordingQueue;
import dev.ordersync.testing.RecordingTasks;
import dev.ordersync.testing.contract.SampleRows;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A walk over the orders that wait for a change, and over no others. */
class ReleaseOrdersTest {
    private static final ShopId SHOP = new ShopId("1");
    private static final String SKU = "2729382476852921560";
    private static final Duration FOREVER = Duration.ofSeconds(120);

    private final MutableClock clock = MutableClock.at("2026-01-10T12:00:20Z");
    private final InMemoryOrderTable table = new InMemoryOrderTable(clock);
    private final RecordingQueue checks = new RecordingQueue();
    private final RecordingTasks tasks = new RecordingTasks();
    private final SampleRows rows = new SampleRows(SHOP, clock.instant());
    private final Instant changedAt = clock.instant();

    private final Task.Release link = Task.Release.of(SHOP, Change.LINK, Optional.of(SKU), changedAt, "merchant:u-1");

    @Test
    void newCredentialsOfTheStoreTryAgainWhatIsStillToDoThere() {
        put(rows.givenUp(1, PendingStep.CANCEL), rows.synced(2, PendingStep.ADDRESS), rows.synced(3));

        release(Task.Release.of(SHOP, Change.RECONNECT_STORE, Optional.empty(), changedAt, "operator"), FOREVER);

        assertThat(checks.sent()).extracting(Check::order).containsExactlyInAnyOrder(orders(1, 2));
    }

    @Test
    void aLinkFreesWhoWaitsForItsSkuWhateverTheReasonAndNobodyElse() {
        put(
                rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, SKU),
                rows.ofSku(2, Reason.SKU_AMBIGUOUS, SKU),
                rows.ofSku(3, Reason.PRODUCT_DELETED, SKU),
                rows.ofSku(4, Reason.ORDER_BEFORE_PRODUCT_LINK, SKU),
                rows.ofSku(5, Reason.PRODUCT_NOT_LINKED, SKU + "1"),
                rows.ofSku(6, Reason.PRODUCT_NOT_LINKED, "272"),
                rows.with(7, Reason.AUTO_SYNC_DISABLED),
                new SampleRows(new ShopId("2"), changedAt).ofSku(8, Reason.PRODUCT_NOT_LINKED, SKU));

        assertThat(release(link, FOREVER)).isEqualTo(4);

        assertThat(checks.sent()).extracting(Check::order).containsExactlyInAnyOrder(orders(1, 2, 3, 4));
        assertThat(checks.sent())
                .contains(new Check(
                        SHOP,
                        new OrderId("1"),
                        Cause.RELEASE,
                        "merchant:u-1",
                        Optional.empty(),
                        Optional.of(changedAt),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO_SYNC, AUTO_SYNC_DISABLED",
        "SAMPLE_RULE, SAMPLE_SYNC_DISABLED",
        "PLAN, PLAN_INACTIVE",
        "RECONNECT_TIKTOK, TIKTOK_AUTH_EXPIRED",
        "RECONNECT_STORE, STORE_AUTH_EXPIRED"
    })
    void aChangeOfTheShopFreesWhoWaitsForIt(Change change, Reason reason) {
        put(
                rows.with(1, reason),
                rows.waiting(2, reason, changedAt.plusSeconds(3600)),
                rows.with(3, Reason.ORDER_CANCELLED),
                rows.ofSku(4, Reason.PRODUCT_NOT_LINKED, SKU));

        release(Task.Release.of(SHOP, change, Optional.empty(), changedAt, "operator"), FOREVER);

        assertThat(checks.sent()).extracting(Check::order).containsExactlyInAnyOrder(orders(1, 2));
    }

    @Test
    void walksOnceMoreFiveMinutesAfterTheChangeAndThenNoMore() {
        release(link, FOREVER);
        Instant second = Instant.parse("2026-01-10T12:06:00Z");
        assertThat(tasks.waiting()).containsExactly(new RecordingTasks.Scheduled(link, second));
        clock.set(second);
        List<Task> fired = tasks.fire(second);

        put(rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, SKU));
        fired.forEach(task -> release((Task.Release) task, FOREVER));

        assertThat(checks.sent()).hasSize(1);
        assertThat(tasks.waiting()).isEmpty();
        assertThat(tasks.sent()).isEmpty();
    }

    @Test
    void sendsItselfOnWhereItsTimeDoesNotSufficeAndGoesOnWhereItWas() {
        for (int order = 1; order <= 1_200; order++) {
            put(rows.ofSku(order, Reason.PRODUCT_NOT_LINKED, SKU));
        }
        put(rows.ofSku(9_000, Reason.SKU_AMBIGUOUS, SKU));
        List<Task.Release> walks = new ArrayList<>(List.of(link));
        for (int i = 0; i < walks.size(); i++) {
            releaseOnePage(walks.get(i));
            tasks.drain().forEach(task -> walks.add((Task.Release) task));
        }
        assertThat(walks).extracting(Task.Release::hops).startsWith(0, 1, 2, 3);
        assertThat(checks.sent()).hasSize(1_201).doesNotHaveDuplicates();
        assertThat(tasks.waiting()).hasSize(1);
    }

    @Test
    void asksASchedulesHelpAfterADozenHops() {
        Task.Release twelfth = link.goOn(Optional.of("PRODUCT_DELETED"), 12);
        release(twelfth, Duration.ofSeconds(59));
        assertThat(tasks.sent()).isEmpty();
        assertThat(tasks.waiting())
                .containsExactly(new RecordingTasks.Scheduled(
                        twelfth.goOn(Optional.of("PRODUCT_DELETED"), 0), Instant.parse("2026-01-10T12:02:00Z")));
    }

    @TestFactory
    Stream<DynamicTest> aWalkerThatDiesAtAnyCallLeavesNobodyBehind() {
        ReleaseOrdersTest undisturbed = new ReleaseOrdersTest();
        PortCalls counted = PortCalls.counting();
        undisturbed.fill();
        undisturbed.walk(counted);
        assertThat(counted.made()).contains("TaskSchedules.create", "CheckQueue.send", "OrderTable.waiting");
        return PortCalls.deaths(counted.made()).stream().map(ReleaseOrdersTest::dying);
    }

    private static DynamicTest dying(PortCalls.Death death) {
        return dynamicTest(death.name(), () -> {
            ReleaseOrdersTest bed = new ReleaseOrdersTest();
            bed.fill();
            try {
                bed.walk(death.of().get());
            } catch (PortCalls.WorkerDied died) {
                bed.walk(PortCalls.counting());
            }
            Set<OrderId> checked = new HashSet<>();
            bed.checks.sent().forEach(check -> checked.add(check.order()));
            assertThat(checked).containsExactlyInAnyOrder(orders(1, 2, 3));
            assertThat(bed.tasks.waiting()).hasSize(1);
        });
    }

    private void fill() {
        put(
                rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, SKU),
                rows.ofSku(2, Reason.PRODUCT_NOT_LINKED, SKU),
                rows.ofSku(3, Reason.SKU_AMBIGUOUS, SKU),
                rows.ofSku(4, Reason.SKU_AMBIGUOUS, "1"));
    }

    private void walk(PortCalls calls) {
        new ReleaseOrders(
                        calls.wrap(OrderTable.class, table),
                        calls.wrap(CheckQueue.class, checks),
                        calls.wrap(TaskQueue.class, tasks),
                        calls.wrap(TaskSchedules.class, tasks),
                        clock)
                .release(link, new Invocation("r-1", () -> FOREVER));
    }

    private int release(Task.Release task, Duration left) {
        return new ReleaseOrders(table, checks, tasks, tasks, clock).release(task, new Invocation("r-1", () -> left));
    }

    /** The time is over after one page. */
    private void releaseOnePage(Task.Release task) {
        int before = checks.sent().size();
        new ReleaseOrders(table, checks, tasks, tasks, clock)
                .release(
                        task,
                        new Invocation("r-1", () -> checks.sent().size() == before ? FOREVER : Duration.ofSeconds(59)));
    }

    private void put(OrderRow... some) {
        Stream.of(some).forEach(table::write);
    }

    private static OrderId[] orders(int... ids) {
        return java.util.Arrays.stream(ids)
                .mapToObj(id -> new OrderId(Integer.toString(id)))
                .toArray(OrderId[]::new);
    }
}
