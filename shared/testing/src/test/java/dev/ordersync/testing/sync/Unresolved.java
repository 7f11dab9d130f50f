package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.ResolveOrder.Resolved;
import dev.ordersync.domain.sync.ResolveOrder.Word;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Orders of which only a person knows what became of them in the store. */
final class Unresolved {
    static final StoreOrderId BY_HAND = new StoreOrderId("by-hand");
    static final Word.NotInStore NOT_IN_STORE = new Word.NotInStore();
    /** A claim's life, and the minute after it. */
    static final Duration FREE = Duration.ofMinutes(4);

    private Unresolved() {}

    /** The store said nothing, and did nothing; the create call's claim is over. */
    static World notCreated(SecondCreate second) {
        World world = unsaid(second);
        world.clock.advance(FREE);
        return world;
    }

    /** The same, right after the call. */
    static World unsaid(SecondCreate second) {
        World world = new World(second);
        world.has(Orders.order(World.ORDER.value()).build()).send(world.webhook());
        world.store.nextCreate(order -> new Creation.Unknown("cut"));
        world.step(PortCalls.counting());
        assertThat(world.row().status()).isEqualTo(Status.UNCONFIRMED);
        return world;
    }

    /** The store has the order and gave no answer; the create call's claim is over. */
    static World createdUnsaid(SecondCreate second) {
        World world = new World(second);
        world.has(Orders.order(World.ORDER.value()).build()).send(world.webhook());
        world.store.nextCreate(order -> {
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.step(PortCalls.counting());
        world.clock.advance(FREE);
        return world;
    }

    /** The store order was deleted in the store, which a press of Sync found out. */
    static World deleted(SecondCreate second) {
        World world = new World(second);
        world.has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        world.store.delete(world.row().effect().storeOrderId().orElseThrow());
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        assertThat(world.row().attention()).contains(Reason.STORE_ORDER_DELETED);
        return world;
    }

    /** An order that the merchant has typed in. */
    static World byHand(World world) {
        world.store.put(new StoreOrder(
                BY_HAND,
                "#77",
                Optional.empty(),
                world.clock.instant(),
                false,
                false,
                false,
                List.of(),
                "",
                List.of(new StoreOrder.Line("by-hand/0", Optional.empty(), "CT-BLK-M", 1, List.of()))));
        return world;
    }

    static Resolved press(World world, Word word, String request) {
        return press(world, word, request, PortCalls.counting());
    }

    static Resolved press(World world, Word word, String request, PortCalls calls) {
        return world.resolver(calls).resolve(world.shop, World.ORDER, "merchant:u-1", word, request);
    }

    /** SYNCED with an order that the store has, whose lines are the ones that are kept. */
    static void assertSyncedWithItsOwnLines(World world) {
        OrderRow row = world.row();
        assertThat(row.status()).isEqualTo(Status.SYNCED);
        assertThat(row.attention()).isEmpty();
        assertThat(row.effect().claim()).isEmpty();
        StoreOrder order =
                world.store.read(row.effect().storeOrderId().orElseThrow()).orElseThrow();
        assertThat(world.table.lines(world.shop.id(), World.ORDER).orElseThrow().lines())
                .extracting(Lines.Line::storeLineId)
                .containsExactlyElementsOf(
                        order.lines().stream().map(StoreOrder.Line::id).toList());
        assertThat(world.duplicates()).isEmpty();
    }
}
