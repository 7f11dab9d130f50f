package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two workers on one order. The first pauses at each of its port calls in turn, before the call or after it, while the
 * second does all that it would do, and then goes on.
 */
class TwoWorkersTest {
    private static World world(SecondCreate second) {
        World world = new World(second);
        return world.has(Orders.order(World.ORDER.value()).build());
    }

    private static List<String> callsOfOneTurn() {
        World world = world(SecondCreate.DONE).send(check());
        PortCalls counted = PortCalls.counting();
        world.step(counted);
        return counted.made();
    }

    private static dev.ordersync.domain.port.Check check() {
        return new World(SecondCreate.DONE).webhook();
    }

    @TestFactory
    Stream<DynamicTest> makeOneStoreOrderWhereTheyMeet() {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> calls = callsOfOneTurn();
        for (SecondCreate second : SecondCreate.values()) {
            for (int i = 0; i < calls.size(); i++) {
                for (boolean after : new boolean[] {false, true}) {
                    int at = i;
                    String name =
                            "second create " + second + ", paused " + (after ? "after " : "before ") + calls.get(i);
                    tests.add(dynamicTest(name, () -> meet(world(second), at, after, Duration.ZERO)));
                }
            }
        }
        return tests.stream();
    }

    /**
     * The first sleeps for ten minutes, past its claim. Where the store itself refuses a second create this holds at every
     * call; elsewhere at every call but the create itself, before which the platform ends a function at its time-out.
     */
    @TestFactory
    Stream<DynamicTest> makeOneStoreOrderWhenTheFirstWakesAfterItsSuccessor() {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> calls = callsOfOneTurn();
        for (SecondCreate second : SecondCreate.values()) {
            for (int i = 0; i < calls.size(); i++) {
                for (boolean after : new boolean[] {false, true}) {
                    boolean beyondUs = second == SecondCreate.DONE
                            && !after
                            && calls.get(i).equals("Store.create");
                    if (!beyondUs) {
                        int at = i;
                        String name =
                                "second create " + second + ", asleep " + (after ? "after " : "before ") + calls.get(i);
                        tests.add(dynamicTest(name, () -> meet(world(second), at, after, Duration.ofMinutes(10))));
                    }
                }
            }
        }
        return tests.stream();
    }

    /** The store has the order, and TikTok says several things that the store is to know. */
    private static World changed() {
        World world = world(SecondCreate.DONE).send(check()).settle();
        world.clock.advance(Duration.ofMinutes(1));
        return world.has(Orders.order(World.ORDER.value())
                .updatedAt(world.clock.instant())
                .line(LineBuilder.top().status("CANCELLED"))
                .line(LineBuilder.top())
                .line(LineBuilder.sticker())
                .cancelRequested()
                .address(Orders.recipient("another buyer"))
                .build());
    }

    @TestFactory
    Stream<DynamicTest> doEachStepOnceOnOnePending() {
        World undisturbed = changed();
        PortCalls counted = PortCalls.counting();
        undisturbed.send(undisturbed.webhook()).step(counted);
        undisturbed.settle();
        List<DynamicTest> tests = new ArrayList<>();
        for (Duration sleep : List.of(Duration.ZERO, Duration.ofMinutes(10))) {
            for (int i = 0; i < counted.made().size(); i++) {
                for (boolean after : new boolean[] {false, true}) {
                    String call = counted.made().get(i);
                    // The platform ends a function at its time-out: none wakes at its call when the claim is over.
                    boolean beyondUs = !sleep.isZero() && !after && call.equals("Store.addNote");
                    if (!beyondUs) {
                        int at = i;
                        String name = "paused " + sleep + (after ? " after " : " before ") + call;
                        tests.add(dynamicTest(name, () -> {
                            World world = changed();
                            meet(world, at, after, sleep);
                            assertThat(world.row().effect().pending()).isEmpty();
                            assertThat(world.row().effect().claim()).isEmpty();
                            assertThat(world.row().attention())
                                    .isEqualTo(undisturbed.row().attention());
                            StoreOrder order = world.store.orders().get(0);
                            StoreOrder expected = undisturbed.store.orders().get(0);
                            assertThat(order.note()).isEqualTo(expected.note());
                            assertThat(order.tags()).containsExactlyInAnyOrderElementsOf(expected.tags());
                            assertThat(world.store.address(order.id()))
                                    .isEqualTo(undisturbed.store.address(expected.id()));
                        }));
                    }
                }
            }
        }
        return tests.stream();
    }

    private static void meet(World world, int at, boolean after, Duration sleep) throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PortCalls pausing = new PortCalls(at, call -> {
            Object answer = after ? call.proceed() : null;
            paused.countDown();
            goOn.await();
            return after ? answer : call.proceed();
        });
        Instant sentAt = world.clock.instant();
        CompletableFuture<Outcome> first = CompletableFuture.supplyAsync(
                () -> world.handle(world.worker(pausing), new MessageId("first"), 1, sentAt, world.webhook()),
                task -> Thread.ofVirtual().start(task));
        assertThat(paused.await(10, TimeUnit.SECONDS)).isTrue();
        if (sleep.isZero()) {
            world.send(world.webhook()).step(PortCalls.counting());
        } else {
            world.clock.advance(sleep);
            world.send(world.webhook()).settle();
        }
        goOn.countDown();
        Outcome outcome = first.get(10, TimeUnit.SECONDS);
        assertThat(outcome).isNotInstanceOf(Outcome.Failed.class);
        world.send(world.webhook()).settle();
        assertThat(world.storeOrders()).isEqualTo(1);
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().effect().storeOrderId())
                .contains(world.store.orders().get(0).id());
        assertThat(world.duplicates()).isEmpty();
    }
}
