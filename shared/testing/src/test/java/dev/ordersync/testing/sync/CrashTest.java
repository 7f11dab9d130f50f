package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.Refusal;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A worker dies before, after, or loses the answer of each of its port calls in turn; the message is delivered again. The
 * end is the one of an undisturbed run, and the store holds one order.
 */
class CrashTest {
    private static World straight(SecondCreate second) {
        World world = new World(second);
        return world.has(Orders.order(World.ORDER.value()).build()).send(world.webhook());
    }

    /** A cancelled order that the merchant wants in the store all the same. */
    private static World forcedCancelled(SecondCreate second) {
        World world = new World(second);
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .build())
                .send(world.webhook());
        world.settle();
        world.button()
                .press(world.shop, World.ORDER, "merchant:u-1", dev.ordersync.domain.sync.PressSync.Force.NO, "p-1");
        return world;
    }

    /** The store did the work and gave no answer. */
    private static World lostByTheStore(SecondCreate second) {
        World world = straight(second);
        world.store.nextCreate(order -> {
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.step(PortCalls.counting());
        return world;
    }

    /** The store has the order, and TikTok says something new of it. */
    private static World later(SecondCreate second, OrderBuilder order, boolean shipped) {
        World world = straight(second).settle();
        if (shipped) {
            world.store.ship(world.store.orders().get(0).id());
        }
        world.clock.advance(Duration.ofMinutes(1));
        return world.has(order.updatedAt(world.clock.instant()).build()).send(world.webhook());
    }

    private static OrderBuilder order() {
        return Orders.order(World.ORDER.value());
    }

    /** Held from the start; its hold is over. */
    private static World released(SecondCreate second) {
        World world = new World(
                second,
                ShopBuilder.shop()
                        .onHold(dev.ordersync.domain.shop.Settings.OnHoldRule.SYNC_AT_ONCE)
                        .build());
        world.has(order().status(OrderStatus.ON_HOLD).address(Recipient.none()).build())
                .send(world.webhook());
        world.step(PortCalls.counting());
        world.schedules.fire(Instant.MAX);
        world.clock.advance(Duration.ofHours(2));
        return world.has(order().updatedAt(world.clock.instant()).build()).send(world.webhook());
    }

    private static OrderBuilder changedInManyWays() {
        return order().line(LineBuilder.top().status("CANCELLED"))
                .line(LineBuilder.top())
                .line(LineBuilder.sticker())
                .cancelRequested()
                .address(Orders.recipient("another buyer"));
    }

    @TestFactory
    Stream<DynamicTest> endsAsIfNothingHadHappened() {
        List<DynamicTest> tests = new ArrayList<>();
        for (SecondCreate second : SecondCreate.values()) {
            disturb(tests, "straight", second, () -> straight(second));
            disturb(tests, "forced cancelled", second, () -> forcedCancelled(second));
            disturb(tests, "answer lost by the store", second, () -> lostByTheStore(second));
            disturb(tests, "mirrored", second, () -> later(second, order().status(OrderStatus.IN_TRANSIT), false));
            disturb(
                    tests,
                    "cancelled later",
                    second,
                    () -> later(second, order().status(OrderStatus.CANCELLED), false));
            disturb(
                    tests,
                    "cancelled after shipment",
                    second,
                    () -> later(second, order().status(OrderStatus.CANCELLED), true));
            disturb(tests, "changed in many ways", second, () -> later(second, changedInManyWays(), false));
            disturb(tests, "held and released", second, () -> released(second));
        }
        return tests.stream();
    }

    private static void disturb(List<DynamicTest> tests, String life, SecondCreate second, Supplier<World> begin) {
        World undisturbed = begin.get();
        PortCalls counted = PortCalls.counting();
        undisturbed.step(counted);
        undisturbed.settle();
        List<String> calls = counted.made();
        assertThat(calls).isNotEmpty();
        assertThat(undisturbed.storeOrders()).isEqualTo(1);
        for (int i = 0; i < calls.size(); i++) {
            int at = i;
            String name = life + ", second create " + second + ", call " + i + " " + calls.get(i) + ": ";
            tests.add(one(name + "dies before", begin, undisturbed, PortCalls::dyingBefore, at));
            tests.add(one(name + "dies after", begin, undisturbed, PortCalls::dyingAfter, at));
            tests.add(one(name + "answer lost", begin, undisturbed, CrashTest::losingTheAnswer, at));
        }
    }

    private static DynamicTest one(
            String name, Supplier<World> begin, World undisturbed, IntFunction<PortCalls> crash, int at) {
        return dynamicTest(name, () -> {
            World world = begin.get();
            world.step(crash.apply(at));
            world.settle();
            assertThat(world.storeOrders()).isEqualTo(1);
            assertThat(end(world)).isEqualTo(end(undisturbed));
            assertThat(world.unitsInLines()).isEqualTo(undisturbed.unitsInLines());
            assertThat(world.duplicates()).isEmpty();
            // At least once each; what is told twice has one id.
            assertThat(told(world)).isEqualTo(told(undisturbed));
        });
    }

    private static Set<List<Object>> told(World world) {
        return world.events.stream()
                .map(event -> List.<Object>of(
                        event.type(), Optional.ofNullable(event.details().get("reason"))))
                .collect(Collectors.toSet());
    }

    /** Blocked for a person, and FAILED at once: no store order, and an alert all the same. */
    @TestFactory
    Stream<DynamicTest> noAlertIsLost() {
        Supplier<World> blocked = () -> {
            World world = new World(SecondCreate.REFUSED);
            return world.has(order().line("1729", "NOWHERE", "1.00").build()).send(world.webhook());
        };
        Supplier<World> rejected = () -> {
            World world = straight(SecondCreate.REFUSED);
            world.store.refuse(new Refusal(Reason.STORE_REJECTED, Map.of("words", "bad")));
            return world;
        };
        List<DynamicTest> tests = new ArrayList<>();
        Map.of("blocked", blocked, "refused", rejected).forEach((life, begin) -> {
            World undisturbed = begin.get();
            PortCalls counted = PortCalls.counting();
            undisturbed.step(counted);
            undisturbed.settle();
            assertThat(counted.made()).contains("Bus.publish");
            for (int i = 0; i < counted.made().size(); i++) {
                int at = i;
                for (IntFunction<PortCalls> crash : List.<IntFunction<PortCalls>>of(
                        PortCalls::dyingBefore, PortCalls::dyingAfter, CrashTest::losingTheAnswer)) {
                    tests.add(dynamicTest(
                            life + ", call " + i + " " + counted.made().get(i), () -> {
                                World world = begin.get();
                                world.step(crash.apply(at));
                                world.settle();
                                assertThat(told(world)).isEqualTo(told(undisturbed));
                                assertThat(world.events)
                                        .extracting(Bus.Event::id)
                                        .containsOnly(undisturbed.events.get(0).id());
                            }));
                }
            }
        });
        return tests.stream();
    }

    private static List<Object> end(World world) {
        OrderRow row = world.row();
        return List.of(
                row.status(),
                row.reason(),
                row.attention(),
                row.nextCheckAt().isPresent(),
                row.effect().storeOrderId().isPresent(),
                row.effect().pending(),
                row.effect().claim(),
                row.effect().form(),
                row.mirror(),
                row.warnings(),
                inStore(world),
                world.store.address(world.store.orders().get(0).id()),
                world.store.restocked(world.store.orders().get(0).id()));
    }

    private static List<Object> inStore(World world) {
        StoreOrder order = world.store.orders().get(0);
        return List.of(order.cancelled(), order.shipped(), order.payable(), Set.copyOf(order.tags()), order.note());
    }

    private static PortCalls losingTheAnswer(int at) {
        return new PortCalls(at, call -> {
            call.proceed();
            if (call.name().equals("Store.create")) {
                return new Creation.Unknown("the answer got lost");
            }
            Upstream upstream =
                    switch (call.name().substring(0, call.name().indexOf('.'))) {
                        case "Store" -> Upstream.STORE;
                        case "TikTokOrders" -> Upstream.TIKTOK;
                        default -> Upstream.AWS;
                    };
            throw new Transient(upstream, Transient.Kind.UNAVAILABLE, null, "the answer got lost");
        });
    }

    @org.junit.jupiter.api.Test
    void anUndisturbedOrderIsCreatedInOneTurn() {
        World world = straight(SecondCreate.DONE).settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.store.creates()).isEqualTo(1);
        assertThat(world.row().effect().attempts()).isEqualTo(1);
    }
}
