package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.sync.CheckOrders;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Copies are good enough for most checks; those that know of something newer read again. */
class FreshFactsTest {
    private final World world = new World(SecondCreate.REFUSED);
    private final CheckOrders worker = world.worker(PortCalls.counting());

    private Outcome handle(CheckOrders by, String message, Check check) {
        return world.handle(by, new MessageId(message), 1, world.clock.instant(), check);
    }

    @Test
    void aPressedOrderIsCheckedOnWhatTheStoreHasNow() {
        world.has(Orders.order(World.ORDER.value())
                .line("2729382476852921560", "LATE", "20.00")
                .build());
        handle(worker, "first", world.webhook());
        world.store.variant("v-late", "LATE");
        world.clock.advance(Duration.ofSeconds(5));
        handle(worker, "second", world.webhook());
        assertThat(world.row().reason()).contains(Reason.PRODUCT_NOT_LINKED);
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        handle(worker, "third", world.queue.drain().get(0));
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void aScheduleActsOnTheTimeThatTheRowHasNow() {
        world.has(Orders.held(World.ORDER.value()).paidAt(world.clock.instant()).build());
        handle(worker, "first", world.webhook());
        OrderRow old = world.row();
        world.clock.set(old.nextCheckAt().orElseThrow());
        handle(worker, "second", world.webhook());
        OrderRow moved = world.row();
        int calls = world.tiktok.calls();
        CheckOrders stale = world.worker(PortCalls.disturbingAll(
                call -> call.name().equals("OrderTable.rows") ? Map.of(World.ORDER, old) : call.proceed()));
        assertThat(handle(stale, "third", world.webhook().dueAt(world.clock.instant())))
                .isEqualTo(Outcome.Done.of("nothing to do", moved));
        assertThat(world.tiktok.calls()).isEqualTo(calls);
    }

    @Test
    void aProductThatWasMadeAnewTakesItsLinkAlong() {
        SkuId sku = LineBuilder.TOP;
        Link link = new Link(sku, new VariantId("v-gone"), "CT-BLK-M", Orders.CREATED_AT.minusSeconds(60));
        world.links.put(world.shop.id(), link);
        world.has(Orders.order(World.ORDER.value()).build());
        handle(worker, "first", world.webhook());
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.links.of(world.shop.id(), List.of(sku), Links.Consistency.STRONG))
                .containsEntry(sku, link.movedTo(new VariantId("v-1"), "CT-BLK-M"));
    }

    @Test
    void aLinkThatWasMadeAnewMeanwhileIsNotMoved() {
        SkuId sku = LineBuilder.TOP;
        Link old = new Link(sku, new VariantId("v-gone"), "CT-BLK-M", Orders.CREATED_AT.minusSeconds(60));
        Link anew = new Link(sku, new VariantId("v-2"), "GIFT-1", world.clock.instant());
        world.links.put(world.shop.id(), anew);
        world.has(Orders.order(World.ORDER.value()).build());
        AtomicBoolean first = new AtomicBoolean(true);
        PortCalls stale = PortCalls.disturbingAll(
                call -> call.name().equals("Links.of") && first.getAndSet(false) ? Map.of(sku, old) : call.proceed());
        handle(world.worker(stale), "first", world.webhook());
        assertThat(world.links.of(world.shop.id(), List.of(sku), Links.Consistency.STRONG))
                .containsEntry(sku, anew);
    }
}
