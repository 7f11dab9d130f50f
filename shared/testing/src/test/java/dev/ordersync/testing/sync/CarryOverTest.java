package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.Received;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is still to do in the store once the order is there: here, to cancel one that was made as cancelled. */
class CarryOverTest {
    private final World world = new World(SecondCreate.REFUSED);

    /** The worker died between creating the order and cancelling it. */
    @BeforeEach
    void createdAndNotYetCancelled() {
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .build())
                .send(world.webhook())
                .settle();
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        world.step(at("OrderTable.writeUnderClaim", call -> {
            call.proceed();
            throw new PortCalls.WorkerDied("after the outcome");
        }));
        assertThat(world.row().effect().pending()).containsExactly(PendingStep.CANCEL);
        assertThat(world.row().nextCheckAt()).isPresent();
        assertThat(world.store.cancels()).isZero();
    }

    private static PortCalls at(String name, PortCalls.Disturbance disturbance) {
        return PortCalls.disturbingAll(call -> call.name().equals(name) ? disturbance.at(call) : call.proceed());
    }

    private Outcome handle(String message, PortCalls calls) {
        return world.handle(world.worker(calls), new MessageId(message), 1, world.clock.instant(), world.webhook());
    }

    private Outcome failing(Transient.Kind kind, Duration retryAfter) {
        world.clock.advance(Duration.ofMinutes(10));
        return handle("m-" + world.clock.instant(), at("Store.cancel", call -> {
            throw new Transient(Upstream.STORE, kind, retryAfter, "no answer");
        }));
    }

    @Test
    void isDoneByWhoeverComesNextAndOnlyOnce() {
        world.settle();
        assertThat(world.store.orders().get(0).cancelled()).isTrue();
        assertThat(world.store.cancels()).isEqualTo(1);
        assertThat(world.row().effect().pending()).isEmpty();
        assertThat(world.row().effect().claim()).isEmpty();
        assertThat(world.row().nextCheckAt()).isEmpty();
        assertThat(world.trail()).extracting(TrailEntry::verdict).startsWith("CANCELLED");
    }

    @Test
    void isTriedAgainByTheLadderAndCallsForSomebodyAfterTheThirdFailure() {
        failing(Transient.Kind.UNAVAILABLE, null);
        Instant first = world.clock.instant();
        assertThat(world.row().nextCheckAt().orElseThrow()).isBetween(first.plusSeconds(48), first.plusSeconds(72));
        assertThat(world.row().effect().claim()).isEmpty();
        assertThat(world.schedules.waiting()).isNotEmpty();
        failing(Transient.Kind.UNAVAILABLE, null);
        assertThat(world.row().attention()).isEmpty();
        failing(Transient.Kind.UNAVAILABLE, null);
        assertThat(world.row().attention()).contains(Reason.STORE_UPDATE_FAILED);
        assertThat(world.row().attentionSince()).contains(world.clock.instant());
        assertThat(Reason.STORE_UPDATE_FAILED.message(world.row().reasonArgs())).contains("no answer");
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().effect().pending()).containsExactly(PendingStep.CANCEL);
        Instant third = world.clock.instant();
        assertThat(world.row().nextCheckAt().orElseThrow())
                .isBetween(third.plus(Duration.ofMinutes(12)), third.plus(Duration.ofMinutes(18)));
        assertThat(world.trail()).extracting(TrailEntry::verdict).startsWith("FAILED", "FAILED", "FAILED");
        world.settle();
        assertThat(world.row().attention()).isEmpty();
        assertThat(world.row().effect().pending()).isEmpty();
    }

    @Test
    void aStoreThatAsksToSlowDownIsLeftAloneForSoLong() {
        failing(Transient.Kind.RATE_LIMITED, Duration.ofMinutes(2));
        Instant until = world.clock.instant().plus(Duration.ofMinutes(2));
        assertThat(world.row().nextCheckAt()).contains(until);
        assertThat(world.shops
                        .find(world.shop.id(), Optional.empty())
                        .orElseThrow()
                        .storePausedUntil())
                .contains(until);
    }

    @Test
    void aStoreThatCancelsInItsOwnTimeIsReadBeforeItIsAskedAgain() {
        PortCalls accepting = at("Store.cancel", call -> null);
        Instant begin = world.clock.instant();
        handle("m", accepting);
        assertThat(world.row().effect().pending()).containsExactly(PendingStep.CANCEL);
        assertThat(world.row().nextCheckAt()).contains(begin.plus(Duration.ofMinutes(1)));
        assertThat(world.row().attention()).isEmpty();
        world.store.cancel(
                world.row().effect().storeOrderId().orElseThrow(), dev.ordersync.domain.store.Store.Restock.NO);
        world.settle();
        assertThat(world.store.cancels()).isEqualTo(1);
        assertThat(world.row().effect().pending()).isEmpty();
    }

    @Test
    void anOrderThatIsGoneFromTheStoreNeedsNoCancelAndIsSaid() {
        world.store.delete(world.row().effect().storeOrderId().orElseThrow());
        handle("m", PortCalls.counting());
        assertThat(world.row().attention()).contains(Reason.STORE_ORDER_DELETED);
        assertThat(world.row().effect().pending()).isEmpty();
        assertThat(world.row().nextCheckAt()).isEmpty();
    }

    @Test
    void aWorkerThatDiedInTheStepHoldsTheOthersOffUntilItsClaimEnds() {
        try {
            handle("m", at("Store.read", call -> {
                throw new PortCalls.WorkerDied("in the step");
            }));
        } catch (PortCalls.WorkerDied expected) {
            // Its message comes back later than its claim ends.
        }
        Claim claim = world.row().effect().claim().orElseThrow();
        world.schedules.fire(Instant.MAX);
        PortCalls calls = PortCalls.counting();
        assertThat(handle("other", calls)).isInstanceOf(Outcome.Done.class);
        assertThat(calls.made()).noneMatch(call -> call.startsWith("Store."));
        assertThat(world.schedules.waiting()).singleElement().satisfies(scheduled -> assertThat(scheduled.due())
                .isBetween(claim.until().plusSeconds(30), claim.until().plusSeconds(90)));
        world.settle();
        assertThat(world.row().effect().pending()).isEmpty();
        assertThat(world.store.cancels()).isEqualTo(1);
    }

    @Test
    void isNotBegunWithoutTimeForItsThreeCalls() {
        Received received = new Received(new MessageId("m"), 1, world.clock.instant(), world.webhook());
        long version = world.row().version();
        Outcome outcome = world.worker(PortCalls.counting())
                .handle(List.of(received), new Invocation("r", () -> Duration.ofSeconds(60)))
                .get(received.id());
        assertThat(outcome).isInstanceOf(Outcome.GiveBack.class);
        assertThat(world.row().version()).isEqualTo(version);
    }

    @Test
    void aClaimThatWasWrittenAndNotAnsweredIsOurs() {
        handle("m", at("OrderTable.write", call -> {
            call.proceed();
            return call.proceed();
        }));
        assertThat(world.store.cancels()).isEqualTo(1);
        assertThat(world.row().effect().pending()).isEmpty();
    }

    @Test
    void anEndOfAStepThatWasWrittenAndNotAnsweredStillMakesItsSchedule() {
        world.schedules.fire(Instant.MAX);
        handle("m", PortCalls.disturbingAll(call -> switch (call.name()) {
            case "Store.cancel" -> throw new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "no answer");
            case "OrderTable.writeUnderClaim" -> {
                call.proceed();
                yield call.proceed();
            }
            default -> call.proceed();
        }));
        assertThat(world.row().retries()).isEqualTo(1);
        assertThat(world.schedules.waiting()).hasSize(1);
    }
}
