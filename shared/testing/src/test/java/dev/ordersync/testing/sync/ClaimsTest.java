package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what while a claim lives, when it has died, and when it was lost to another. */
class ClaimsTest {
    private final World world = new World(SecondCreate.DONE);

    @BeforeEach
    void order() {
        world.has(Orders.order(World.ORDER.value()).build());
    }

    private Outcome handle(String message, int receives, PortCalls calls) {
        return world.handle(
                world.worker(calls), new MessageId(message), receives, world.clock.instant(), world.webhook());
    }

    private Claim intentOfADeadWorker() {
        PortCalls dying = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Store.create")) {
                throw new PortCalls.WorkerDied("before the call");
            }
            return call.proceed();
        });
        assertThat(catchThrowable(() -> handle("first", 1, dying))).isInstanceOf(PortCalls.WorkerDied.class);
        assertThat(world.row().status()).isEqualTo(Status.SYNCING);
        return world.row().effect().claim().orElseThrow();
    }

    @Test
    void whileItLivesOthersOnlySeeToItThatSomebodyComesBack() {
        Claim claim = intentOfADeadWorker();
        OrderRow before = world.row();
        PortCalls calls = PortCalls.counting();
        assertThat(handle("other", 1, calls)).isEqualTo(Outcome.Done.of("another is at it", before));
        handle("third", 1, PortCalls.counting());
        assertThat(calls.made()).noneMatch(call -> call.startsWith("Store") || call.startsWith("TikTok"));
        assertThat(world.row()).isEqualTo(before);
        assertThat(world.schedules.waiting()).singleElement().satisfies(scheduled -> assertThat(scheduled.due())
                .isBetween(claim.until().plusSeconds(30), claim.until().plusSeconds(90)));
    }

    @Test
    void whenItIsDeadEachLookUpIsOnTheTrail() {
        Claim claim = intentOfADeadWorker();
        world.clock.set(claim.until());
        Outcome outcome = handle("other", 1, PortCalls.counting());
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(world.row().status()).isEqualTo(Status.UNCONFIRMED);
        assertThat(world.row().nextCheckAt()).contains(claim.until().plus(Duration.ofMinutes(2)));
        assertThat(world.trail()).extracting(TrailEntry::verdict).containsExactly("NOT_FOUND");
        assertThat(world.schedules.waiting()).hasSize(1);
        assertThat(world.store.creates()).isZero();
    }

    @Test
    void aLookUpThatFailsWaitsTwiceInTheQueueAndIsThenWrittenDown() {
        Claim claim = intentOfADeadWorker();
        world.clock.set(claim.until().plusSeconds(600));
        for (int i = 1; i <= 2; i++) {
            world.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "no answer"));
            assertThat(handle("other", i, PortCalls.counting())).isInstanceOf(Outcome.GiveBack.class);
        }
        assertThat(world.row().status()).isEqualTo(Status.SYNCING);
        world.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "no answer"));
        assertThat(handle("other", 3, PortCalls.counting())).isInstanceOf(Outcome.Done.class);
        Instant now = world.clock.instant();
        assertThat(world.row().nextCheckAt().orElseThrow()).isBetween(now.plusSeconds(48), now.plusSeconds(72));
        assertThat(world.row().effect().emptyLookups()).isZero();
        assertThat(world.trail()).extracting(TrailEntry::verdict).containsExactly("UNDECIDED");
    }

    @Test
    void aLookUpThatTheStoreRefusesIsWrittenDownAtOnce() {
        Claim claim = intentOfADeadWorker();
        world.clock.set(claim.until().plusSeconds(600));
        world.store.failNextRead(new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "401", "no access", ""));
        handle("other", 1, PortCalls.counting());
        assertThat(world.row().reason()).contains(Reason.STORE_OUTCOME_UNKNOWN);
        assertThat(world.row().nextCheckAt()).isPresent();
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void aLookUpThatMeetsALimitPausesTheStoreAndWritesNothing() {
        Claim claim = intentOfADeadWorker();
        OrderRow before = world.row();
        world.clock.set(claim.until().plusSeconds(600));
        world.store.failNextRead(
                new Transient(Upstream.STORE, Transient.Kind.RATE_LIMITED, Duration.ofSeconds(40), "slow down"));
        assertThat(handle("other", 2, PortCalls.counting()))
                .isEqualTo(new Outcome.GiveBack(Duration.ofSeconds(40), "asked to slow down"));
        assertThat(world.row()).isEqualTo(before);
    }

    @Test
    void aPauseThatLastsKeepsTheStatusOfAnOrderWhoseOutcomeIsOpen() {
        intentOfADeadWorker();
        OrderRow before = world.row();
        world.clock.advance(Duration.ofMinutes(20));
        world.shops.pause(world.shop.id(), Upstream.STORE, world.clock.instant().plus(Duration.ofMinutes(50)));
        Instant longAgo = world.clock.instant().minus(Duration.ofMinutes(16));
        world.handle(world.worker(PortCalls.counting()), new MessageId("other"), 3, longAgo, world.webhook());
        assertThat(world.row()).isEqualTo(before);
        assertThat(world.schedules.waiting()).hasSize(1);
    }

    @Test
    void anOrderThatIsSurelyNotThereWaitsForAPausedTikTokToo() {
        intentOfADeadWorker();
        world.clock.advance(Duration.ofMinutes(20));
        world.shops.pause(
                world.shop.id(), Upstream.TIKTOK, world.clock.instant().plus(Duration.ofMinutes(5)));
        int calls = world.tiktok.calls();
        assertThat(handle("other", 1, PortCalls.counting()))
                .isEqualTo(new Outcome.GiveBack(Duration.ofMinutes(5), "paused"));
        assertThat(world.tiktok.calls()).isEqualTo(calls);
        world.clock.advance(Duration.ofMinutes(6));
        handle("other", 2, PortCalls.counting());
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    /** Asleep in the call, past the claim: the platform ends functions before that, so this is the alarm's last resort. */
    @Test
    void whoeverCreatedUnderALostClaimReportsBothOrdersAndTouchesNeither() {
        PortCalls sleeping = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Store.create")) {
                world.clock.advance(Duration.ofMinutes(20));
                world.send(world.webhook()).settle();
                assertThat(world.row().status()).isEqualTo(Status.SYNCED);
            }
            return call.proceed();
        });
        Outcome outcome = handle("first", 1, sleeping);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(world.row().effect().storeOrderId().orElseThrow().value()).isEqualTo("order-1");
        assertThat(world.duplicates()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(Bus.Type.DUPLICATE_STORE_ORDER);
            assertThat(event.details())
                    .containsEntry("otherStoreOrderId", "order-2")
                    .containsEntry("storeOrderId", "order-1");
        });
    }

    @Test
    void anIntentThatWasWrittenAndNotAnsweredIsOurs() {
        handle("first", 1, twice("OrderTable.write"));
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().effect().attempts()).isEqualTo(1);
        assertThat(world.storeOrders()).isEqualTo(1);
    }

    @Test
    void anOutcomeThatWasWrittenAndNotAnsweredIsNoDuplicate() {
        handle("first", 1, twice("OrderTable.writeUnderClaim"));
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.duplicates()).isEmpty();
    }

    @Test
    void anUnknownOutcomeThatSomebodyElseSettledMeanwhileIsLeftToThem() {
        world.store.nextCreate(order -> {
            world.store.make(order);
            world.clock.advance(Duration.ofMinutes(20));
            world.send(world.webhook()).settle();
            return new Creation.Unknown("timed out");
        });
        handle("first", 1, PortCalls.counting());
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.schedules.waiting()).isEmpty();
        assertThat(world.storeOrders()).isEqualTo(1);
    }

    @Test
    void aRefusalThatWasWrittenAndNotAnsweredStillMakesItsSchedule() {
        world.has(Orders.held(World.ORDER.value()).paidAt(world.clock.instant()).build());
        assertThat(handle("first", 1, twice("OrderTable.write"))).isInstanceOf(Outcome.Done.class);
        assertThat(world.row().reason()).contains(Reason.ORDER_ON_HOLD);
        assertThat(world.row().version()).isEqualTo(1);
        assertThat(world.schedules.waiting()).hasSize(1);
    }

    @Test
    void aCheckThatFindsNothingNewWritesNothing() {
        world.has(
                Orders.order(World.ORDER.value()).status(OrderStatus.CANCELLED).build());
        handle("first", 1, PortCalls.counting());
        OrderRow before = world.row();
        List<TrailEntry> trail = world.trail();
        world.clock.advance(Duration.ofHours(3));
        PortCalls calls = PortCalls.counting();
        handle("second", 1, calls);
        assertThat(world.row()).isEqualTo(before);
        assertThat(world.trail()).isEqualTo(trail);
        assertThat(calls.made()).noneMatch(call -> call.startsWith("OrderTable.write") || call.contains("append"));
    }

    @Test
    void aHoldThatIsLookedAtOnceMoreLeavesNoFurtherTrail() {
        world.has(Orders.held(World.ORDER.value()).paidAt(world.clock.instant()).build());
        handle("first", 1, PortCalls.counting());
        assertThat(world.trail()).hasSize(1);
        world.clock.set(world.row().nextCheckAt().orElseThrow());
        handle("second", 1, PortCalls.counting());
        assertThat(world.row().version()).isEqualTo(2);
        assertThat(world.trail()).hasSize(1);
    }

    @Test
    void threeLostRacesGiveTheMessageBack() {
        PortCalls losing = PortCalls.disturbingAll(call -> {
            if (call.name().equals("OrderTable.write")) {
                OrderRow row = world.table
                        .row(world.shop.id(), World.ORDER)
                        .orElseGet(() -> OrderRow.unseen(world.shop.id(), World.ORDER, world.clock.instant()));
                world.table.write(row.writtenBy(new MessageId("other"), world.clock.instant()));
            }
            return call.proceed();
        });
        assertThat(handle("first", 1, losing)).isInstanceOf(Outcome.GiveBack.class);
        assertThat(losing.made()).filteredOn("TikTokOrders.read"::equals).hasSize(3);
        assertThat(losing.made()).filteredOn("OrderTable.write"::equals).hasSize(3);
        assertThat(world.store.creates()).isZero();
    }

    private static PortCalls twice(String name) {
        return PortCalls.disturbingAll(call -> {
            if (call.name().equals(name)) {
                call.proceed();
            }
            return call.proceed();
        });
    }
}
