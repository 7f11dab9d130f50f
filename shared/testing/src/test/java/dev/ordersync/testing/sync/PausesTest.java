package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a paused upstream has no part in goes on. */
class PausesTest {
    private final World world = new World(SecondCreate.REFUSED);
    private OrderRow held;

    @BeforeEach
    void aHeldOrderWhoseShopIsPaused() {
        world.has(Orders.order(World.ORDER.value())
                .status(OrderStatus.ON_HOLD)
                .paidAt(world.clock.instant())
                .address(Recipient.none())
                .build());
        handle("first", world.webhook());
        held = world.row();
        world.schedules.fire(Instant.MAX);
        world.shops.pause(
                world.shop.id(), Upstream.TIKTOK, world.clock.instant().plus(Duration.ofMinutes(50)));
    }

    private Outcome handle(String message, dev.ordersync.domain.port.Check check) {
        Instant longAgo = world.clock.instant().minus(Duration.ofMinutes(16));
        return world.handle(world.worker(PortCalls.counting()), new MessageId(message), 2, longAgo, check);
    }

    @Test
    void aRedeliveredMessageMakesTheScheduleThatItOwes() {
        assertThat(handle("first", world.webhook())).isInstanceOf(Outcome.Done.class);
        assertThat(world.row()).isEqualTo(held);
        assertThat(world.schedules.waiting()).hasSize(1);
    }

    @Test
    void aMessageOlderThanTheRowIsDone() {
        Outcome outcome = handle("other", world.webhook().dueAt(world.clock.instant()));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(world.row()).isEqualTo(held);
    }
}
