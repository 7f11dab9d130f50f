package dev.ordersync.testing.sync;

import static dev.ordersync.testing.sync.Unresolved.BY_HAND;
import static dev.ordersync.testing.sync.Unresolved.NOT_IN_STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.ResolveOrder.Resolved;
import dev.ordersync.domain.sync.ResolveOrder.Word;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A merchant's word meets a crash, another word, or a worker. However they meet, one store order is made at most. */
class ResolveRacesTest {
    private static final Word.ItIs IT_IS = new Word.ItIs(BY_HAND);

    /** The lives in which a word is given, with the word. */
    private record Life(Supplier<World> begin, Word word) {}

    private static Map<String, Life> lives() {
        Map<String, Life> lives = new LinkedHashMap<>();
        for (SecondCreate second : SecondCreate.values()) {
            lives.put("not created " + second, new Life(() -> Unresolved.notCreated(second), NOT_IN_STORE));
            lives.put("deleted " + second, new Life(() -> Unresolved.deleted(second), NOT_IN_STORE));
            lives.put(
                    "unconfirmed, named " + second,
                    new Life(() -> Unresolved.byHand(Unresolved.notCreated(second)), IT_IS));
            lives.put("deleted, named " + second, new Life(() -> Unresolved.byHand(Unresolved.deleted(second)), IT_IS));
        }
        return lives;
    }

    @TestFactory
    Stream<DynamicTest> aPressThatDiesIsPressedAgain() {
        List<DynamicTest> tests = new ArrayList<>();
        lives().forEach((name, life) -> {
            PortCalls counted = PortCalls.counting();
            Unresolved.press(life.begin().get(), life.word(), "r-0", counted);
            for (int i = 0; i < counted.made().size(); i++) {
                String at = name + ", " + counted.made().get(i);
                tests.add(crash(at + ": dies before", life, PortCalls::dyingBefore, i));
                tests.add(crash(at + ": dies after", life, PortCalls::dyingAfter, i));
                tests.add(crash(at + ": answer lost", life, ResolveRacesTest::losingTheAnswer, i));
                tests.add(crash(at + ": done twice", life, ResolveRacesTest::doneTwice, i));
            }
        });
        return tests.stream();
    }

    private static DynamicTest crash(String name, Life life, IntFunction<PortCalls> crash, int at) {
        return dynamicTest(name, () -> {
            World world = life.begin().get();
            try {
                Unresolved.press(world, life.word(), "r-1", crash.apply(at));
            } catch (PortCalls.WorkerDied | Transient dead) {
                // The merchant sees that it did not work, and presses again.
            }
            world.clock.advance(Unresolved.FREE);
            Unresolved.press(world, life.word(), "r-2");
            swept(world).settle();
            Unresolved.assertSyncedWithItsOwnLines(world);
            assertThat(world.store.orders()).hasSize(1);
            assertThat(world.row().effect().generation()).isLessThanOrEqualTo(2);
        });
    }

    /** As the sweep does with what a lost message leaves behind. */
    private static World swept(World world) {
        world.table
                .overdue(world.shop.id(), world.clock.instant().plusSeconds(60), 10)
                .forEach(order -> world.send(Check.of(world.shop.id(), order, Cause.SWEEP, "sweep")));
        return world;
    }

    private static PortCalls losingTheAnswer(int at) {
        return new PortCalls(at, call -> {
            call.proceed();
            Upstream upstream = call.name().startsWith("Store.") ? Upstream.STORE : Upstream.AWS;
            throw new Transient(upstream, Transient.Kind.UNAVAILABLE, null, "the answer got lost");
        });
    }

    /** The client repeats a request of which it got no answer. */
    private static PortCalls doneTwice(int at) {
        return new PortCalls(at, call -> {
            call.proceed();
            return call.proceed();
        });
    }

    @TestFactory
    Stream<DynamicTest> ofTwoPressesAtOnceOneActs() {
        List<DynamicTest> tests = new ArrayList<>();
        for (boolean deleted : new boolean[] {false, true}) {
            Supplier<World> begin = () -> Unresolved.byHand(
                    deleted ? Unresolved.deleted(SecondCreate.DONE) : Unresolved.notCreated(SecondCreate.DONE));
            String name = deleted ? "deleted, " : "not created, ";
            tests.add(dynamicTest(name + "both say no", () -> interleave(begin, NOT_IN_STORE, NOT_IN_STORE)));
            tests.add(dynamicTest(name + "one names it", () -> interleave(begin, NOT_IN_STORE, IT_IS)));
            tests.add(dynamicTest(name + "both name it", () -> interleave(begin, IT_IS, IT_IS)));
        }
        return tests.stream();
    }

    /** Every interleaving of the two presses' port calls. */
    private static void interleave(Supplier<World> begin, Word first, Word second) {
        List<Boolean> path = new ArrayList<>();
        int runs = 0;
        do {
            run(begin.get(), first, second, path);
            runs++;
        } while (next(path));
        assertThat(runs).isGreaterThan(100);
    }

    /** @param path who moves at each step where both can; grown by this run where it was too short */
    private static void run(World world, Word first, Word second, List<Boolean> path) {
        Actor one = new Actor(calls -> Unresolved.press(world, first, "r-1", calls));
        Actor two = new Actor(calls -> Unresolved.press(world, second, "r-2", calls));
        int step = 0;
        while (!one.ended() || !two.ended()) {
            boolean moveFirst = two.ended();
            if (!one.ended() && !two.ended()) {
                if (step == path.size()) {
                    path.add(true);
                }
                moveFirst = path.get(step++);
            }
            (moveFirst ? one : two).resume(PortCalls.Call::proceed);
        }
        while (path.size() > step) {
            path.remove(path.size() - 1);
        }
        assertThat(one.thrown()).as("%s", path).isNull();
        assertThat(two.thrown()).as("%s", path).isNull();
        assertThat(Stream.of(one.answer(), two.answer()).filter(Resolved.Done.class::isInstance))
                .as("%s", path)
                .hasSize(1);
        world.settle();
        Unresolved.assertSyncedWithItsOwnLines(world);
        boolean named = world.row().effect().storeOrderId().orElseThrow().equals(BY_HAND);
        assertThat(world.store.orders()).as("%s", path).hasSize(named ? 1 : 2);
    }

    /** The next path in which the last first move is a second one instead; false when all are done. */
    private static boolean next(List<Boolean> path) {
        while (!path.isEmpty() && !path.get(path.size() - 1)) {
            path.remove(path.size() - 1);
        }
        if (path.isEmpty()) {
            return false;
        }
        path.set(path.size() - 1, false);
        return true;
    }

    @TestFactory
    Stream<DynamicTest> aWorkerThatWakesAfterAPressMakesNoSecondOrder() {
        List<DynamicTest> tests = new ArrayList<>();
        for (SecondCreate second : SecondCreate.values()) {
            for (boolean created : new boolean[] {false, true}) {
                for (Word word : List.of(NOT_IN_STORE, IT_IS)) {
                    Supplier<World> begin = () -> lateWorker(second, created);
                    int calls = callsOf(begin.get());
                    for (int i = 0; i <= calls; i++) {
                        int at = i;
                        String name = "second create %s, created %s, %s, asleep at call %d"
                                .formatted(second, created, word.getClass().getSimpleName(), i);
                        tests.add(dynamicTest(name, () -> wakes(begin.get(), word, at)));
                    }
                }
            }
        }
        return tests.stream();
    }

    /** Nothing was said, and the time has come at which an empty look-up proves that nothing was created. */
    private static World lateWorker(SecondCreate second, boolean created) {
        World world = Unresolved.byHand(created ? Unresolved.createdUnsaid(second) : Unresolved.notCreated(second));
        world.clock.advance(Duration.ofMinutes(2));
        return world;
    }

    private static int callsOf(World world) {
        PortCalls counted = PortCalls.counting();
        world.handle(world.worker(counted), new MessageId("w"), 1, world.clock.instant(), world.webhook());
        return counted.made().size();
    }

    private static void wakes(World world, Word word, int at) {
        Instant sentAt = world.clock.instant();
        Actor worker =
                new Actor(calls -> world.handle(world.worker(calls), new MessageId("w"), 1, sentAt, world.webhook()));
        for (int i = 0; i < at && !worker.ended(); i++) {
            worker.resume(PortCalls.Call::proceed);
        }
        Resolved resolved = Unresolved.press(world, word, "r-1");
        if (resolved instanceof Resolved.Done) {
            world.step(PortCalls.counting());
        }
        while (!worker.ended()) {
            worker.resume(PortCalls.Call::proceed);
        }
        assertThat(worker.thrown()).isNull();
        assertThat(worker.answer()).isNotInstanceOf(Outcome.Failed.class);
        world.send(world.webhook()).settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        // The order by hand, and the one that we made or, where it is named, perhaps none.
        assertThat(world.store.orders()).hasSizeLessThanOrEqualTo(2);
        assertThat(world.duplicates()).isEmpty();
        // Also the lines are those of the order that the row names, whoever wrote theirs last.
        Unresolved.assertSyncedWithItsOwnLines(world);
    }

    /** The word was wrong and the store silent when asked: the one case in which two orders are made, and it is said. */
    @Test
    void aCreatorThatWakesAfterAWrongWordRaisesTheAlarm() {
        World world = new World(SecondCreate.DONE);
        world.has(dev.ordersync.testing.Orders.order(World.ORDER.value()).build());
        Instant sentAt = world.clock.instant();
        Actor creator =
                new Actor(calls -> world.handle(world.worker(calls), new MessageId("w"), 1, sentAt, world.webhook()));
        while (!creator.at().equals("Store.create")) {
            creator.resume(PortCalls.Call::proceed);
        }
        creator.resume(creator::stopAfter);
        world.clock.advance(Duration.ofMinutes(4));
        for (int i = 0; i < 4; i++) {
            world.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "down"));
        }
        for (int receives = 1; receives <= 3; receives++) {
            world.handle(
                    world.worker(PortCalls.counting()), new MessageId("look-up"), receives, sentAt, world.webhook());
        }
        assertThat(world.row().status()).isEqualTo(Status.UNCONFIRMED);
        assertThat(Unresolved.press(world, NOT_IN_STORE, "r-1")).isInstanceOf(Resolved.Done.class);
        world.step(PortCalls.counting());
        while (!creator.ended()) {
            creator.resume(PortCalls.Call::proceed);
        }
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().effect().generation()).isEqualTo(2);
        assertThat(world.duplicates()).hasSize(1);
        assertThat(world.store.orders()).hasSize(2);
    }
}
