package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.Received;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages about one order that one batch brings are one check, and none of them is lost in it. */
class DeliveredTogetherTest {
    private final World world = new World(SecondCreate.REFUSED);

    private Received message(String id, Check check) {
        return new Received(new MessageId(id), 1, world.clock.instant(), check);
    }

    private Map<MessageId, Outcome> batch(Received... messages) {
        return world.worker(PortCalls.counting())
                .handle(List.of(messages), new Invocation("r", () -> Duration.ofSeconds(120)));
    }

    private Check hinted(OrderStatus status, Instant updated) {
        return new Check(
                world.shop.id(),
                World.ORDER,
                Cause.WEBHOOK,
                "tiktok",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Check.Seen(status.name(), updated)));
    }

    private void heldSince(Instant paid) {
        world.has(Orders.order(World.ORDER.value())
                .status(OrderStatus.ON_HOLD)
                .paidAt(paid)
                .updatedAt(paid)
                .address(Recipient.none())
                .build());
    }

    @Test
    void aRedeliveredMessageDoesNotSwallowANewOne() {
        heldSince(world.clock.instant());
        batch(message("first", world.webhook()));
        world.schedules.fire(Instant.MAX);
        world.has(Orders.order(World.ORDER.value()).build());
        Map<MessageId, Outcome> outcomes = batch(message("first", world.webhook()), message("second", world.webhook()));
        assertThat(outcomes.values()).hasSize(2).allMatch(Outcome.Done.class::isInstance);
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void aRedeliveredMessageStillMakesTheScheduleThatItOwes() {
        heldSince(world.clock.instant());
        batch(message("first", world.webhook()));
        world.schedules.fire(Instant.MAX);
        batch(message("first", world.webhook()), message("second", world.webhook()));
        assertThat(world.schedules.waiting()).hasSize(1);
    }

    @Test
    void anOldHintDoesNotSwallowTheLookThatIsDue() {
        Instant paid = world.clock.instant();
        heldSince(paid);
        batch(message("first", world.webhook()));
        Instant due = world.schedules.fire(Instant.MAX).get(0).due().orElseThrow();
        world.clock.set(due);
        world.has(Orders.order(World.ORDER.value()).build());
        batch(
                message("hint", hinted(OrderStatus.ON_HOLD, paid)),
                message("due", world.webhook().dueAt(due)));
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void ofTwoHintsOfOneSecondTheOneThatSaysSomethingNewCounts() {
        Instant paid = world.clock.instant();
        heldSince(paid);
        batch(message("first", world.webhook()));
        world.has(Orders.order(World.ORDER.value())
                .status(OrderStatus.CANCELLED)
                .updatedAt(paid)
                .build());
        batch(message("old", hinted(OrderStatus.ON_HOLD, paid)), message("new", hinted(OrderStatus.CANCELLED, paid)));
        assertThat(world.row().reason()).contains(Reason.ORDER_CANCELLED);
    }

    @Test
    void oldHintsAloneAskNobody() {
        Instant paid = world.clock.instant();
        heldSince(paid);
        batch(message("first", world.webhook()));
        int calls = world.tiktok.calls();
        batch(
                message("a", hinted(OrderStatus.ON_HOLD, paid)),
                message("b", hinted(OrderStatus.ON_HOLD, paid.minusSeconds(9))));
        assertThat(world.tiktok.calls()).isEqualTo(calls);
    }
}
