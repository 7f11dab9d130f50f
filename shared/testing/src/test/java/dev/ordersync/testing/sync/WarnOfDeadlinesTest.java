package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.sync.DismissOrder;
import dev.ordersync.domain.sync.WarnOfDeadlines;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An order that needs a person is told of once more before TikTok cancels it. */
class WarnOfDeadlinesTest {
    private final World world = new World(SecondCreate.REFUSED);
    private final Instant end = world.clock.instant().plus(Duration.ofDays(3));

    private OrderBuilder unlinked() {
        return Orders.order(World.ORDER.value()).line("1729", "NOWHERE", "1.00").autoCancelAt(end);
    }

    private int sweep() {
        return sweep(PortCalls.counting());
    }

    private int sweep(PortCalls calls) {
        return new WarnOfDeadlines(
                        calls.wrap(OrderTable.class, world.table), calls.wrap(Bus.class, world.bus), world.clock)
                .warn(world.shop.id());
    }

    private void blocked() {
        world.has(unlinked().build()).send(world.webhook()).settle();
        assertThat(world.events).hasSize(1);
    }

    @Test
    void itIsToldOnceWithinADayOfItsEndAndSaysWhenThatIs() {
        blocked();
        world.clock.set(end.minus(Duration.ofHours(24)).minusSeconds(1));
        assertThat(sweep()).isZero();
        world.clock.set(end.minus(Duration.ofHours(24)));
        assertThat(sweep()).isEqualTo(1);
        assertThat(sweep()).isZero();
        world.clock.advance(Duration.ofHours(5));
        assertThat(sweep()).isZero();
        assertThat(world.events).hasSize(2);
        Bus.Event warning = world.events.get(1);
        assertThat(warning.type()).isEqualTo(Bus.Type.ORDER_BLOCKED);
        assertThat(warning.id()).isEqualTo(World.ORDER + "#2");
        assertThat(warning.details().get("message")).endsWith("TikTok cancels the order on 2025-11-24 at 05:40 UTC.");
        assertThat(warning.details()).containsEntry("autoCancelAt", end.toString());
    }

    @Test
    void anOrderThatComesToNeedAPersonThatLateSaysSoAtOnceAndNotAgain() {
        world.has(unlinked()
                        .autoCancelAt(world.clock.instant().plus(Duration.ofHours(9)))
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(world.events)
                .singleElement()
                .satisfies(event -> assertThat(event.details().get("message")).contains("TikTok cancels the order on"));
        assertThat(sweep()).isZero();
    }

    @Test
    void anOrderThatTikTokShouldHaveCancelledIsNotWarnedOf() {
        blocked();
        world.clock.set(end.plusSeconds(1));
        assertThat(sweep()).isZero();
    }

    @Test
    void whatIsDismissedOrHeldIsSilent() {
        blocked();
        new DismissOrder(world.table, world.clock).dismiss(world.shop, World.ORDER, "merchant:u-1", "", "d-1");
        world.has(Orders.held("9").autoCancelAt(end).build());
        world.handle(
                world.worker(PortCalls.counting()),
                new dev.ordersync.domain.MessageId("held"),
                1,
                world.clock.instant(),
                dev.ordersync.domain.port.Check.of(
                        world.shop.id(),
                        new dev.ordersync.domain.OrderId("9"),
                        dev.ordersync.domain.row.Cause.WEBHOOK,
                        "tiktok"));
        world.clock.set(end.minus(Duration.ofHours(1)));
        assertThat(sweep()).isZero();
    }

    @Test
    void aWorkerThatDiesBetweenTellingAndNotingHasItToldAgainUnderOneId() {
        blocked();
        world.clock.set(end.minus(Duration.ofHours(1)));
        PortCalls counted = PortCalls.counting();
        int calls = 4;
        for (int at = 0; at < calls; at++) {
            int dies = at;
            assertThatThrownBy(() -> sweep(PortCalls.dyingBefore(dies))).isInstanceOf(PortCalls.WorkerDied.class);
        }
        assertThat(sweep(counted)).isEqualTo(1);
        assertThat(counted.made()).hasSize(calls);
        assertThat(sweep()).isZero();
        assertThat(world.events.subList(1, world.events.size()))
                .isNotEmpty()
                .extracting(Bus.Event::id)
                .containsOnly(World.ORDER + "#2");
    }

    @Test
    void manyOrdersAreWarnedOfPageByPage() {
        for (int i = 0; i < 230; i++) {
            String id = Long.toString(576461413038780000L + i);
            world.has(Orders.order(id)
                    .line("1729", "NOWHERE", "1.00")
                    .autoCancelAt(end)
                    .build());
            world.handle(
                    world.worker(PortCalls.counting()),
                    new dev.ordersync.domain.MessageId("m" + i),
                    1,
                    world.clock.instant(),
                    dev.ordersync.domain.port.Check.of(
                            world.shop.id(),
                            new dev.ordersync.domain.OrderId(id),
                            dev.ordersync.domain.row.Cause.WEBHOOK,
                            "tiktok"));
        }
        world.events.clear();
        world.clock.set(end.minus(Duration.ofHours(2)));
        assertThat(sweep()).isEqualTo(230);
        assertThat(world.events).hasSize(230);
        assertThat(sweep()).isZero();
    }
}
