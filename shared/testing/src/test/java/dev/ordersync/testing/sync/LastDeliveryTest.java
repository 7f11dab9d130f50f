package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that keeps throwing leaves something to see before the queue gives it up. */
class LastDeliveryTest {
    private final World world = new World(SecondCreate.REFUSED);

    @BeforeEach
    void order() {
        world.has(Orders.order(World.ORDER.value()).build());
    }

    /** The tenth delivery of a message, in which every call of this name throws. */
    private Outcome last(String broken, RuntimeException thrown) {
        PortCalls calls = PortCalls.disturbingAll(call -> {
            if (call.name().equals(broken)) {
                throw thrown;
            }
            return call.proceed();
        });
        Check check = world.webhook();
        return world.handle(world.worker(calls), new MessageId("last"), 10, world.clock.instant(), check);
    }

    private static RuntimeException bug() {
        return new IllegalStateException("a bug");
    }

    private void isSaid(OrderRow row) {
        assertThat(row.attention()).contains(Reason.INTERNAL_ERROR);
        assertThat(Reason.INTERNAL_ERROR.message(row.reasonArgs())).contains("(request r-");
    }

    @Test
    void aBugWhileTheBatchIsReadLeavesARow() {
        assertThat(last("TikTokOrders.read", bug())).isInstanceOf(Outcome.Failed.class);
        assertThat(world.row().reason()).contains(Reason.INTERNAL_ERROR);
        isSaid(world.row());
    }

    @Test
    void anAwsFaultThatLastsForTenDeliveriesLeavesARow() {
        last("Links.of", new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "no answer"));
        assertThat(world.row().reason()).contains(Reason.INTERNAL_ERROR);
        isSaid(world.row());
    }

    @Test
    void anAwsFaultWhileTheBatchIsReadLeavesARowToo() {
        last("TikTokOrders.read", new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "no answer"));
        isSaid(world.row());
    }

    @Test
    void aRowThatWaitsForItsOutcomeKeepsItsStatus() {
        world.store.nextCreate(order -> new Creation.Unknown("cut"));
        world.send(world.webhook()).step(PortCalls.counting());
        OrderRow before = world.row();
        world.clock.advance(Duration.ofMinutes(4));
        last("Store.find", bug());
        assertThat(world.row().status()).isEqualTo(Status.UNCONFIRMED);
        assertThat(world.row().effect()).isEqualTo(before.effect());
        assertThat(world.row().nextCheckAt()).isEqualTo(before.nextCheckAt());
        isSaid(world.row());
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().attention()).isEmpty();
    }

    @Test
    void aSyncedRowKeepsItsStatus() {
        world.send(world.webhook()).settle();
        last("OrderTable.rows", bug());
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().effect().storeOrderId()).isPresent();
        isSaid(world.row());
    }
}
