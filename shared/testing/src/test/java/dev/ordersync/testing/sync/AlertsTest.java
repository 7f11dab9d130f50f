package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.sync.DismissOrder;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.Received;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is told what, and how often. */
class AlertsTest {
    private final World world = new World(SecondCreate.REFUSED);

    private OrderBuilder unlinked() {
        return Orders.order(World.ORDER.value()).line("1729", "NOWHERE", "1.00");
    }

    private void isToldOf(Bus.Type type, Reason reason) {
        assertThat(world.events).last().satisfies(event -> {
            assertThat(event.type()).isEqualTo(type);
            assertThat(event.details()).containsEntry("reason", reason.name());
        });
    }

    private Outcome deliver(String id, int receives) {
        return world.handle(
                world.worker(PortCalls.counting()),
                new MessageId(id),
                receives,
                world.clock.instant(),
                world.webhook());
    }

    @Test
    void anOrderThatIsBlockedForAPersonIsToldOnceWithWhatToDo() {
        world.has(unlinked().build()).send(world.webhook()).settle();
        assertThat(world.events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(Bus.Type.ORDER_BLOCKED);
            assertThat(event.shop()).isEqualTo(world.shop.id());
            assertThat(event.order()).contains(World.ORDER);
            assertThat(event.id()).isEqualTo(World.ORDER + "#1");
            assertThat(event.details())
                    .containsEntry("status", "BLOCKED")
                    .containsEntry("reason", "PRODUCT_NOT_LINKED")
                    .hasEntrySatisfying("message", words -> assertThat(words).contains("NOWHERE"))
                    .hasEntrySatisfying("resolution", words -> assertThat(words).contains("Link the TikTok SKU 1729"));
        });
        world.send(world.webhook()).settle();
        world.clock.advance(Duration.ofHours(3));
        world.send(world.webhook()).settle();
        assertThat(world.events).hasSize(1);
    }

    @Test
    void aMessageThatIsDeliveredAgainTellsTheSameUnderTheSameId() {
        world.has(unlinked().build());
        deliver("first", 1);
        world.clock.advance(Duration.ofMinutes(40));
        deliver("first", 5);
        assertThat(world.events).hasSize(2);
        assertThat(world.events.get(1)).isEqualTo(world.events.get(0));
    }

    @Test
    void anAlertWhoseTellerDiedIsToldByWhoeverWritesTheRowNext() {
        world.has(unlinked().build());
        PortCalls dying = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Bus.publish")) {
                throw new PortCalls.WorkerDied("before it told");
            }
            return call.proceed();
        });
        world.send(world.webhook()).step(dying);
        assertThat(world.events).isEmpty();
        world.clock.advance(Duration.ofMinutes(2));
        world.has(unlinked().updatedAt(world.clock.instant()).build());
        deliver("another", 1);
        assertThat(world.row().version()).isEqualTo(2);
        assertThat(world.events).singleElement().satisfies(event -> assertThat(event.id())
                .isEqualTo(World.ORDER + "#1"));
    }

    @Test
    void anotherReasonIsNews() {
        world.has(unlinked().build()).send(world.webhook()).settle();
        world.has(Orders.order(World.ORDER.value())
                        .updatedAt(world.clock.instant())
                        .address(Recipient.none())
                        .build())
                .send(world.webhook());
        world.step(PortCalls.counting());
        isToldOf(Bus.Type.ORDER_BLOCKED, Reason.SHIPPING_ADDRESS_MISSING);
        assertThat(world.events)
                .extracting(Bus.Event::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void anOrderThatComesIntoTheStoreIsToldAndCallsForNobody() {
        world.has(unlinked().build()).send(world.webhook()).settle();
        world.clock.advance(Duration.ofMinutes(1));
        world.links.put(
                world.shop.id(),
                new Link(new dev.ordersync.domain.SkuId("1729"), new VariantId("v-1"), "", world.clock.instant()));
        world.send(released()).settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.events)
                .extracting(Bus.Event::type)
                .containsExactly(Bus.Type.ORDER_BLOCKED, Bus.Type.ORDER_SYNCED);
        assertThat(world.events.get(1).id())
                .isEqualTo(World.ORDER + "#" + world.row().version());
        assertThat(world.events.get(1).details())
                .containsEntry("status", "SYNCED")
                .containsEntry("storeOrderId", "order-1")
                .doesNotContainKeys("reason", "message");
    }

    private Check released() {
        Check check = world.webhook();
        return new Check(
                check.shop(),
                check.order(),
                Cause.RELEASE,
                "merchant:u-1",
                check.due(),
                java.util.Optional.of(world.clock.instant()),
                check.seen());
    }

    @Test
    void aHeldOrderCallsForNobody() {
        world.has(Orders.held(World.ORDER.value()).build()).send(world.webhook());
        for (int i = 0; i < 8; i++) {
            world.step(PortCalls.counting());
        }
        assertThat(world.row().reason()).contains(Reason.ORDER_ON_HOLD);
        assertThat(world.events).isEmpty();
    }

    @Test
    void aFaultIsToldAfterItsThirdRetryAndNotAtEachOneAfterIt() {
        world.has(Orders.order(World.ORDER.value()).build()).send(world.webhook());
        for (int i = 0; i < 8; i++) {
            world.store.nextCreate(
                    order -> new Creation.NotDone(Transient.Kind.UNAVAILABLE, java.util.Optional.empty(), "no"));
            world.step(PortCalls.counting());
            assertThat(world.row().reason()).contains(Reason.STORE_UNAVAILABLE);
            assertThat(world.events).hasSize(world.row().retries() < 3 ? 0 : 1);
        }
        isToldOf(Bus.Type.ORDER_FAILED, Reason.STORE_UNAVAILABLE);
    }

    @Test
    void whatFailsAgainAsBeforeIsNotToldAgain() {
        world.has(Orders.order(World.ORDER.value()).build()).send(world.webhook());
        world.store.nextCreate(order -> new Creation.Refused(Reason.STORE_REJECTED, Map.of("words", "bad")));
        world.step(PortCalls.counting());
        isToldOf(Bus.Type.ORDER_FAILED, Reason.STORE_REJECTED);
        world.clock.advance(Duration.ofHours(1));
        world.store.nextCreate(order -> new Creation.Refused(Reason.STORE_REJECTED, Map.of("words", "bad")));
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        world.step(PortCalls.counting());
        assertThat(world.row().reason()).contains(Reason.STORE_REJECTED);
        assertThat(world.row().effect().attempts()).isEqualTo(2);
        assertThat(world.events).hasSize(1);
    }

    @Test
    void aSyncedOrderThatNeedsAPersonIsToldAsSuch() {
        world.has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        world.store.ship(world.store.orders().get(0).id());
        world.clock.advance(Duration.ofHours(1));
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .updatedAt(world.clock.instant())
                        .build())
                .send(world.webhook())
                .settle();
        isToldOf(Bus.Type.ORDER_NEEDS_ATTENTION, Reason.CANCELLED_AFTER_SHIPMENT);
        assertThat(world.events).hasSize(2);
    }

    @Test
    void whatTheMerchantSeesWhenTheyPressIsToldToo() {
        world.has(unlinked().build());
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        isToldOf(Bus.Type.ORDER_BLOCKED, Reason.PRODUCT_NOT_LINKED);
        world.settle();
        assertThat(world.events).hasSize(1);
    }

    @Test
    void aStoreOrderThatIsGoneIsToldOnce() {
        world.has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        world.store.delete(world.store.orders().get(0).id());
        world.clock.advance(Duration.ofHours(1));
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        isToldOf(Bus.Type.ORDER_NEEDS_ATTENTION, Reason.STORE_ORDER_DELETED);
        world.clock.advance(Duration.ofHours(1));
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-2");
        assertThat(world.events).hasSize(2);
    }

    @Test
    void whatIsDismissedIsSilent() {
        world.has(unlinked().build()).send(world.webhook()).settle();
        new DismissOrder(world.table, world.clock).dismiss(world.shop, World.ORDER, "merchant:u-1", "", "d-1");
        world.has(unlinked().updatedAt(world.clock.instant()).build())
                .send(world.webhook())
                .settle();
        assertThat(world.row().attention()).isEmpty();
        assertThat(world.events).hasSize(1);
    }

    @Test
    void aBugThatLeavesARowIsTold() {
        world.has(Orders.order(World.ORDER.value()).build());
        PortCalls broken = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Links.of")) {
                throw new IllegalStateException("a bug");
            }
            return call.proceed();
        });
        world.handle(world.worker(broken), new MessageId("m"), 10, world.clock.instant(), world.webhook());
        isToldOf(Bus.Type.ORDER_FAILED, Reason.INTERNAL_ERROR);
    }

    private List<Received> ten() {
        List<Received> batch = new ArrayList<>();
        IntStream.range(0, 10).forEach(each -> {
            String id = "57646141303878500" + each;
            world.has(Orders.order(id).line("1729", "NOWHERE", "1.00").build());
            Check check = Check.of(world.shop.id(), new OrderId(id), Cause.WEBHOOK, "tiktok");
            batch.add(new Received(new MessageId("m" + each), 1, world.clock.instant(), check));
        });
        return batch;
    }

    private Map<MessageId, Outcome> handle(List<Received> batch, PortCalls calls) {
        return world.worker(calls).handle(batch, new Invocation("r", () -> Duration.ofSeconds(120)));
    }

    @Test
    void aBatchIsToldAtOnce() {
        PortCalls counted = PortCalls.counting();
        handle(ten(), counted);
        assertThat(counted.made()).filteredOn("Bus.publish"::equals).hasSize(1);
        assertThat(world.events).hasSize(10);
    }

    @Test
    void whoseAlertTheBusDoesNotTakeComesBackAloneAndIsToldThen() {
        world.bus.refuse(event -> event.id().startsWith("576461413038785003"));
        List<Received> batch = ten();
        Map<MessageId, Outcome> outcomes = handle(batch, PortCalls.counting());
        assertThat(outcomes).hasSize(10);
        outcomes.forEach((id, outcome) -> assertThat(outcome)
                .as(id.value())
                .isInstanceOf(id.value().equals("m3") ? Outcome.GiveBack.class : Outcome.Done.class));
        assertThat(world.events).hasSize(9);
        world.bus.refuse(event -> false);
        world.clock.advance(Duration.ofSeconds(10));
        assertThat(handle(batch.subList(3, 4), PortCalls.counting()).values()).allMatch(Outcome.Done.class::isInstance);
        assertThat(world.events).hasSize(10).extracting(Bus.Event::id).doesNotHaveDuplicates();
    }

    @Test
    void aBusThatIsDownLosesNoAlertAndHoldsUpNoOtherOrder() {
        world.has(Orders.held("1").build());
        List<Received> batch = ten();
        Check held = Check.of(world.shop.id(), new OrderId("1"), Cause.WEBHOOK, "tiktok");
        batch.set(9, new Received(new MessageId("m9"), 1, world.clock.instant(), held));
        PortCalls down = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Bus.publish")) {
                throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "down");
            }
            return call.proceed();
        });
        Map<MessageId, Outcome> outcomes = handle(batch, down);
        outcomes.forEach((id, outcome) -> assertThat(outcome)
                .as(id.value())
                .isInstanceOf(id.value().equals("m9") ? Outcome.Done.class : Outcome.GiveBack.class));
        handle(batch, PortCalls.counting());
        assertThat(world.events).hasSize(9);
    }

    @Test
    void anAlertThatCannotBeToldAtTheLastDeliveryGoesToTheDeadLetters() {
        world.has(unlinked().build());
        world.bus.refuse(event -> true);
        assertThat(deliver("m", 10)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aCancellationThatTheStoreRefusesIsNotHiddenByALighterTrouble() {
        world.has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        world.clock.advance(Duration.ofMinutes(40));
        OrderBuilder less = Orders.order(World.ORDER.value())
                .line(LineBuilder.top().status("CANCELLED"))
                .line(LineBuilder.top())
                .line(LineBuilder.sticker());
        world.has(less.updatedAt(world.clock.instant()).build())
                .send(world.webhook())
                .settle();
        isToldOf(Bus.Type.ORDER_NEEDS_ATTENTION, Reason.LINES_CANCELLED);
        world.clock.advance(Duration.ofMinutes(40));
        Instant cancelledAt = world.clock.instant();
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .updatedAt(cancelledAt)
                        .build())
                .send(world.webhook());
        PortCalls refusing = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Store.cancel")) {
                throw new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, "x", "the order cannot be cancelled", "");
            }
            return call.proceed();
        });
        for (int i = 0; i < 3; i++) {
            world.step(refusing);
        }
        assertThat(world.row().attention()).contains(Reason.STORE_UPDATE_FAILED);
        isToldOf(Bus.Type.ORDER_NEEDS_ATTENTION, Reason.STORE_UPDATE_FAILED);
        assertThat(world.events.getLast().details().get("message")).contains("the order cannot be cancelled");
        world.settle();
        assertThat(world.store.orders().get(0).cancelled()).isTrue();
        assertThat(world.row().attention()).isEmpty();
    }

    @Test
    void aCancellationThatTheStoreRefusesIsNewsAlsoAfterAnotherChangeThatItRefused() {
        world.has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        world.clock.advance(Duration.ofMinutes(40));
        PortCalls refusing = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Store.cancel") || call.name().equals("Store.updateAddress")) {
                throw new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, "x", call.name(), "");
            }
            return call.proceed();
        });
        world.has(Orders.order(World.ORDER.value())
                        .updatedAt(world.clock.instant())
                        .address(Orders.recipient("another buyer"))
                        .build())
                .send(world.webhook());
        for (int i = 0; i < 3; i++) {
            world.step(refusing);
        }
        isToldOf(Bus.Type.ORDER_NEEDS_ATTENTION, Reason.STORE_UPDATE_FAILED);
        assertThat(world.events).hasSize(2);
        world.clock.advance(Duration.ofMinutes(40));
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .updatedAt(world.clock.instant())
                        .build())
                .send(world.webhook());
        for (int i = 0; i < 12 && world.events.size() < 3; i++) {
            world.step(refusing);
        }
        isToldOf(Bus.Type.ORDER_NEEDS_ATTENTION, Reason.STORE_UPDATE_FAILED);
        assertThat(world.events.getLast().details().get("message")).contains("Store.cancel");
    }
}
