package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.SyncAllOrders;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.RecordingTasks;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.contract.SampleRows;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sync is pressed for all orders that show a reason. */
class SyncAllOrdersTest {
    private static final Duration FOREVER = Duration.ofSeconds(120);
    private static final MessageId MESSAGE = new MessageId("t-1");

    private final World world = new World(
            SecondCreate.REFUSED,
            ShopBuilder.shop().connectedAt(Orders.OFF_HOLD_AT).build());
    private final RecordingTasks tasks = new RecordingTasks();
    private final SampleRows rows = new SampleRows(world.shop.id(), world.clock.instant());

    @Test
    void pressesOnceForEachOrderThatShowsTheReasonAndForNoOther() {
        Instant pressedAt = world.clock.instant();
        put(
                rows.with(1, Reason.ORDER_BEFORE_CONNECTION),
                rows.with(2, Reason.ORDER_BEFORE_CONNECTION),
                rows.with(3, Reason.ORDER_CANCELLED));
        world.clock.advance(Duration.ofSeconds(5));
        put(new SampleRows(world.shop.id(), world.clock.instant()).with(4, Reason.ORDER_BEFORE_CONNECTION));

        assertThat(syncAll(Reason.ORDER_BEFORE_CONNECTION, pressedAt)).isEqualTo(2);

        for (String order : List.of("1", "2")) {
            OrderRow row = row(order);
            assertThat(row.syncPressedAt()).contains(pressedAt);
            assertThat(row.reason()).contains(Reason.ORDER_BEFORE_CONNECTION);
            assertThat(row.waivers())
                    .containsExactly(new Waiver(Reason.ORDER_BEFORE_CONNECTION, "merchant:u-1", pressedAt));
            assertThat(trail(order)).extracting(TrailEntry::actor).containsExactly("merchant:u-1");
        }
        assertThat(row("3").version()).isEqualTo(1);
        assertThat(row("4").version()).isEqualTo(1);
        assertThat(world.queue.sent())
                .containsExactly(check("1", world.clock.instant()), check("2", world.clock.instant()));
    }

    @Test
    void waivesNothingThatAMerchantsWordDoesNotSufficeFor() {
        put(rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, "1729"));
        assertThat(syncAll(Reason.PRODUCT_NOT_LINKED, world.clock.instant())).isEqualTo(1);
        assertThat(row("1").waivers()).isEmpty();
        assertThat(row("1").syncPressedAt()).isPresent();
    }

    @Test
    void anOrderWhoseCreationIsInDoubtIsLookedAtAndNotWritten() {
        OrderRow row = rows.syncing(1, new dev.ordersync.domain.row.Claim("m r", world.clock.instant()));
        world.table.write(row);
        world.table.write(row.withVersion(1)
                .become(
                        dev.ordersync.domain.row.State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of()),
                        MESSAGE,
                        world.clock.instant()));
        assertThat(syncAll(Reason.STORE_OUTCOME_UNKNOWN, world.clock.instant())).isEqualTo(1);
        assertThat(row("1").version()).isEqualTo(2);
        assertThat(world.queue.sent()).hasSize(1);
    }

    @Test
    void goesOnPageByPage() {
        IntStream.rangeClosed(1, 250).forEach(order -> put(rows.with(order, Reason.STORE_REJECTED)));
        Instant pressedAt = world.clock.instant();
        List<Task.SyncAll> walks = new ArrayList<>(List.of(task(Reason.STORE_REJECTED, pressedAt)));
        for (int i = 0; i < walks.size(); i++) {
            int before = world.queue.sent().size();
            new SyncAllOrders(world.table, world.queue, tasks, tasks, world.clock)
                    .syncAll(
                            walks.get(i),
                            MESSAGE,
                            new Invocation(
                                    "r", () -> world.queue.sent().size() == before ? FOREVER : Duration.ofSeconds(59)));
            tasks.drain().forEach(task -> walks.add((Task.SyncAll) task));
        }
        assertThat(walks).hasSize(3);
        assertThat(world.queue.sent()).hasSize(250).doesNotHaveDuplicates();
        assertThat(tasks.waiting()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> aWorkerThatDiesAtAnyCallLosesNoPress() {
        PortCalls counted = PortCalls.counting();
        SyncAllOrdersTest undisturbed = new SyncAllOrdersTest();
        undisturbed.waitingForTheWord();
        undisturbed.run(counted);
        undisturbed.world.settle();
        assertThat(undisturbed.row(World.ORDER.value()).status()).isEqualTo(Status.SYNCED);
        return PortCalls.deaths(counted.made()).stream().map(SyncAllOrdersTest::dying);
    }

    private static DynamicTest dying(PortCalls.Death death) {
        return dynamicTest(death.name(), () -> {
            SyncAllOrdersTest bed = new SyncAllOrdersTest();
            bed.waitingForTheWord();
            try {
                bed.run(death.of().get());
            } catch (PortCalls.WorkerDied died) {
                bed.run(PortCalls.counting());
            }
            bed.world.settle();
            OrderRow row = bed.row(World.ORDER.value());
            assertThat(row.status()).isEqualTo(Status.SYNCED);
            assertThat(row.waivers()).hasSize(1);
            assertThat(bed.world.storeOrders()).isEqualTo(1);
        });
    }

    private void waitingForTheWord() {
        world.has(Orders.paid(World.ORDER.value())).send(world.webhook()).settle();
        assertThat(world.row().reason()).contains(Reason.ORDER_BEFORE_CONNECTION);
    }

    private void run(PortCalls calls) {
        new SyncAllOrders(
                        calls.wrap(OrderTable.class, world.table),
                        calls.wrap(CheckQueue.class, world.queue),
                        calls.wrap(TaskQueue.class, tasks),
                        calls.wrap(TaskSchedules.class, tasks),
                        world.clock)
                .syncAll(
                        task(Reason.ORDER_BEFORE_CONNECTION, world.clock.instant()),
                        MESSAGE,
                        new Invocation("r", () -> FOREVER));
    }

    private int syncAll(Reason reason, Instant pressedAt) {
        return new SyncAllOrders(world.table, world.queue, tasks, tasks, world.clock)
                .syncAll(task(reason, pressedAt), MESSAGE, new Invocation("r", () -> FOREVER));
    }

    private Task.SyncAll task(Reason reason, Instant pressedAt) {
        return Task.SyncAll.of(world.shop.id(), reason, "merchant:u-1", pressedAt);
    }

    private void put(OrderRow... some) {
        Stream.of(some).forEach(world.table::write);
    }

    private OrderRow row(String order) {
        return world.table.row(world.shop.id(), new OrderId(order)).orElseThrow();
    }

    private List<TrailEntry> trail(String order) {
        return world.table
                .trail(world.shop.id(), new OrderId(order), 10, Optional.empty())
                .items();
    }

    private Check check(String order, Instant asOf) {
        return new Check(
                world.shop.id(),
                new OrderId(order),
                Cause.MERCHANT,
                "merchant:u-1",
                Optional.empty(),
                Optional.of(asOf),
                Optional.empty());
    }
}
