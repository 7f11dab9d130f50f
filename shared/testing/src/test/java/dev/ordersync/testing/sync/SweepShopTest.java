package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.sync.SweepShop;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepShopTest {
    private final World world = new World(SecondCreate.REFUSED);
    private final SweepShop sweep = new SweepShop(world.shops, world.table, world.queue, world.clock);

    private void holdAndLoseTheSchedule() {
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.ON_HOLD)
                        .paidAt(world.clock.instant())
                        .address(Recipient.none())
                        .build())
                .send(world.webhook());
        world.step(PortCalls.counting());
        assertThat(world.schedules.fire(world.clock.instant().plus(Duration.ofDays(1))))
                .hasSize(1);
    }

    @Test
    void leavesToASchedulesOwnTimeWhatItIsToBring() {
        holdAndLoseTheSchedule();
        world.clock.set(world.row().nextCheckAt().orElseThrow().plus(Duration.ofMinutes(5)));
        assertThat(sweep.sweep(world.shop.id())).isZero();
        assertThat(world.queue.sent()).isEmpty();
    }

    @Test
    void sendsACheckWhereAScheduleWasLost() {
        holdAndLoseTheSchedule();
        world.has(Orders.order(World.ORDER.value()).build());
        world.clock.set(world.row().nextCheckAt().orElseThrow().plus(Duration.ofMinutes(7)));
        assertThat(sweep.sweep(world.shop.id())).isEqualTo(1);
        assertThat(world.queue.sent()).containsExactly(Check.of(world.shop.id(), World.ORDER, Cause.SWEEP, "sweep"));
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void findsTheClaimOfAWorkerThatDiedWithItsMessage() {
        world.has(Orders.order(World.ORDER.value()).build());
        PortCalls counted = PortCalls.counting();
        new World(SecondCreate.REFUSED)
                .has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .step(counted);
        int create = counted.made().indexOf("Store.create");
        assertThatThrownBy(() -> world.handle(
                        world.worker(PortCalls.dyingBefore(create)),
                        new MessageId("lost"),
                        1,
                        world.clock.instant(),
                        world.webhook()))
                .isInstanceOf(PortCalls.WorkerDied.class);
        assertThat(world.row().status()).isEqualTo(Status.SYNCING);
        world.clock.advance(Duration.ofMinutes(15));
        assertThat(sweep.sweep(world.shop.id())).isEqualTo(1);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.storeOrders()).isEqualTo(1);
    }

    @Test
    void leavesAShopAloneWhoseUpstreamIsPaused() {
        holdAndLoseTheSchedule();
        world.clock.set(world.row().nextCheckAt().orElseThrow().plus(Duration.ofMinutes(12)));
        world.shops.pause(
                world.shop.id(),
                dev.ordersync.domain.upstream.Upstream.STORE,
                world.clock.instant().plus(Duration.ofMinutes(20)));
        assertThat(sweep.sweep(world.shop.id())).isZero();
        assertThat(world.queue.sent()).isEmpty();
    }
}
