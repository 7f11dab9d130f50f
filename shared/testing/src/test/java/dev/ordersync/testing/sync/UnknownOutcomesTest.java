package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows a create call that told nobody what it did. */
class UnknownOutcomesTest {
    private final World world = new World(SecondCreate.REFUSED);

    @BeforeEach
    void order() {
        world.has(Orders.order(World.ORDER.value()).build()).send(world.webhook());
    }

    private void nothingIsCreated(int times) {
        IntStream.range(0, times).forEach(i -> world.store.nextCreate(order -> new Creation.Unknown("504")));
    }

    private static Transient silent(Upstream upstream, Duration retryAfter) {
        return new Transient(upstream, Transient.Kind.UNAVAILABLE, retryAfter, "no answer");
    }

    @Test
    void anOrderThatIsSurelyNotThereWaitsForASilentTikTokLikeAnyOther() {
        PortCalls dying = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Store.create")) {
                throw new PortCalls.WorkerDied("before the call");
            }
            return call.proceed();
        });
        world.step(dying);
        assertThat(world.row().status()).isEqualTo(Status.SYNCING);
        world.clock.advance(Duration.ofMinutes(20));
        IntStream.range(0, 3).forEach(i -> world.tiktok.failNext(silent(Upstream.TIKTOK, null)));
        world.send(world.webhook());
        while (world.row().status() == Status.SYNCING) {
            world.next();
        }
        assertThat(world.row().reason()).contains(Reason.TIKTOK_UNAVAILABLE);
        assertThat(world.row().effect().claim()).isEmpty();
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.storeOrders()).isEqualTo(1);
    }

    @Test
    void aStoreThatNeverSaysIsAskedEverLessOftenAndASomebodyIsCalledAfterAnHour() {
        nothingIsCreated(1000);
        Instant begin = world.clock.instant();
        Optional<Instant> called = Optional.empty();
        while (world.clock.instant().isBefore(begin.plus(Duration.ofDays(2)))) {
            world.next();
            if (called.isEmpty() && world.row().attention().isPresent()) {
                called = Optional.of(world.clock.instant());
            }
        }
        assertThat(called.orElseThrow()).isBefore(begin.plus(Duration.ofHours(3)));
        assertThat(world.row().attention()).contains(Reason.STORE_OUTCOME_UNKNOWN);
        assertThat(world.store.creates()).isLessThan(20);
    }

    @Test
    void aLookUpIsNotPutOffForDays() {
        nothingIsCreated(1);
        world.step(PortCalls.counting());
        world.clock.set(world.row().nextCheckAt().orElseThrow());
        IntStream.range(0, 3).forEach(i -> world.store.failNextRead(silent(Upstream.STORE, Duration.ofDays(30))));
        world.send(world.webhook());
        IntStream.range(0, 3).forEach(i -> world.step(PortCalls.counting()));
        assertThat(world.row().retries()).isEqualTo(1);
        assertThat(world.row().nextCheckAt().orElseThrow())
                .isBeforeOrEqualTo(world.clock.instant().plus(Duration.ofHours(6)));
    }

    @Test
    void aWriteOfTheOutcomeWhoseAnswerGotLostStillMakesTheSchedule() {
        world.store.nextCreate(order -> new Creation.NotDone(Transient.Kind.UNAVAILABLE, Optional.empty(), "refused"));
        PortCalls twice = PortCalls.disturbingAll(call -> {
            if (call.name().equals("OrderTable.writeUnderClaim")) {
                call.proceed();
            }
            return call.proceed();
        });
        world.step(twice);
        assertThat(world.row().reason()).contains(Reason.STORE_UNAVAILABLE);
        assertThat(world.schedules.waiting()).hasSize(1);
    }

    @Test
    void anOrderThatKeepsFailingIsInAttentionSinceTheFirstTime() {
        IntStream.range(0, 6)
                .forEach(i -> world.store.nextCreate(
                        order -> new Creation.NotDone(Transient.Kind.UNAVAILABLE, Optional.empty(), "refused")));
        while (world.table.all().isEmpty() || world.row().attention().isEmpty()) {
            world.next();
        }
        Instant since = world.row().attentionSince().orElseThrow();
        int attempts = world.row().effect().attempts();
        while (world.row().effect().attempts() == attempts) {
            world.next();
        }
        assertThat(world.row().attention()).contains(Reason.STORE_UNAVAILABLE);
        assertThat(world.row().attentionSince()).contains(since);
    }

    @Test
    void aFaultBeforeTheIntentLeavesNoIntent() {
        AtomicInteger asked = new AtomicInteger();
        world.step(PortCalls.disturbingAll(call -> {
            if (call.name().equals("Stores.of") && asked.incrementAndGet() == 2) {
                throw silent(Upstream.AWS, null);
            }
            return call.proceed();
        }));
        assertThat(asked).hasValue(2);
        assertThat(world.table.all()).isEmpty();
    }
}
