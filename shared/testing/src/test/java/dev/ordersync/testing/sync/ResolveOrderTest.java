package dev.ordersync.testing.sync;

import static dev.ordersync.testing.sync.Unresolved.BY_HAND;
import static dev.ordersync.testing.sync.Unresolved.NOT_IN_STORE;
import static dev.ordersync.testing.sync.Unresolved.press;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.sync.DismissOrder;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.ResolveOrder.Resolved;
import dev.ordersync.domain.sync.ResolveOrder.Word;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The merchant's word on a store order. */
class ResolveOrderTest {
    @ParameterizedTest
    @EnumSource
    void whatIsNotInTheStoreIsCreatedOnceMoreUnderTheNextKey(SecondCreate second) {
        World world = Unresolved.notCreated(second);
        assertThat(press(world, NOT_IN_STORE, "r-1")).isInstanceOf(Resolved.Done.class);
        OrderRow waiting = world.row();
        assertThat(waiting.reason()).contains(Reason.RECREATE_REQUESTED);
        assertThat(waiting.effect().generation()).isEqualTo(2);
        assertThat(waiting.effect().claim()).isEmpty();
        world.settle();
        Unresolved.assertSyncedWithItsOwnLines(world);
        assertThat(world.store.orders())
                .singleElement()
                .extracting(order -> order.key().orElseThrow().value())
                .isEqualTo(World.ORDER + "-2");
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedStoreOrderIsCreatedAgainOnTheMerchantsWord(SecondCreate second) {
        World world = Unresolved.deleted(second);
        press(world, NOT_IN_STORE, "r-1");
        assertThat(world.row().status()).isEqualTo(Status.WAITING);
        assertThat(world.row().effect().storeOrderId()).isEmpty();
        assertThat(world.row().attention()).isEmpty();
        assertThat(world.table.lines(world.shop.id(), World.ORDER)).isEmpty();
        world.settle();
        Unresolved.assertSyncedWithItsOwnLines(world);
        assertThat(world.store.orders(new ExternalKey(World.ORDER, 2))).hasSize(1);
        assertThat(world.trail()).anySatisfy(entry -> {
            assertThat(entry.verdict()).isEqualTo("NOT_IN_STORE");
            assertThat(entry.cause()).isEqualTo(Cause.MERCHANT);
            assertThat(entry.actor()).isEqualTo("merchant:u-1");
            assertThat(entry.facts()).containsEntry("generation", "2");
        });
    }

    @Test
    void whatIsCreatedAgainIsJudgedAgain() {
        World world = Unresolved.deleted(SecondCreate.REFUSED);
        world.has(
                Orders.order(World.ORDER.value()).status(OrderStatus.CANCELLED).build());
        press(world, NOT_IN_STORE, "r-1");
        world.settle();
        assertThat(world.row().reason()).contains(Reason.ORDER_CANCELLED);
        assertThat(world.store.orders()).isEmpty();
    }

    @Test
    void aWordIsTakenAMinuteAfterTheClaimAtTheEarliest() {
        World world = Unresolved.unsaid(SecondCreate.REFUSED);
        world.clock.advance(Unresolved.FREE.minusSeconds(1));
        assertThat(press(world, NOT_IN_STORE, "r-1"))
                .isEqualTo(
                        new Resolved.TooEarly(world.row(), world.clock.instant().plusSeconds(1)));
        assertThat(world.row().effect().generation()).isEqualTo(1);
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(press(world, NOT_IN_STORE, "r-2")).isInstanceOf(Resolved.Done.class);
    }

    @Test
    void aWordAgainstWhatTheStoreSaysIsRefused() {
        World world = Unresolved.createdUnsaid(SecondCreate.DONE);
        assertThat(press(world, NOT_IN_STORE, "r-1")).isInstanceOf(Resolved.IsThere.class);
        world.settle();
        Unresolved.assertSyncedWithItsOwnLines(world);
        assertThat(world.store.orders()).hasSize(1);
    }

    @Test
    void anOrderThatWasRestoredIsNotCreatedAgain() {
        World world = new World(SecondCreate.REFUSED);
        world.has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        StoreOrder order = world.store.orders().get(0);
        world.store.delete(order.id());
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        world.store.put(order);
        assertThat(press(world, NOT_IN_STORE, "r-1")).isEqualTo(new Resolved.IsThere(world.row(), order));
        assertThat(press(world, new Word.ItIs(order.id()), "r-2")).isInstanceOf(Resolved.Done.class);
        Unresolved.assertSyncedWithItsOwnLines(world);
    }

    @Test
    void whereTheStoreDoesNotAnswerTheMerchantsWordCounts() {
        World world = Unresolved.notCreated(SecondCreate.REFUSED);
        world.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "down"));
        assertThat(press(world, NOT_IN_STORE, "r-1")).isInstanceOf(Resolved.Done.class);
    }

    @Test
    void anOrderThatTheMerchantNamesIsAdoptedRightAfterTheCall() {
        World world = Unresolved.byHand(Unresolved.unsaid(SecondCreate.REFUSED));
        assertThat(press(world, new Word.ItIs(BY_HAND), "r-1")).isInstanceOf(Resolved.Done.class);
        assertThat(world.row().effect().storeOrderId()).contains(BY_HAND);
        assertThat(world.row().effect().storeOrderName()).isEqualTo("#77");
        world.settle();
        Unresolved.assertSyncedWithItsOwnLines(world);
        assertThat(world.store.orders()).hasSize(1);
        assertThat(world.trail()).extracting(TrailEntry::verdict).contains("ADOPTED");
    }

    @Test
    void aStoreOrderOfAnotherTikTokOrderIsNotAdopted() {
        World world = Unresolved.deleted(SecondCreate.REFUSED);
        OrderId other = new OrderId("576461413038785753");
        world.store.put(new StoreOrder(
                new StoreOrderId("o-9"),
                "#9",
                Optional.of(new ExternalKey(other, 3)),
                world.clock.instant(),
                false,
                false,
                false,
                List.of(),
                "",
                List.of()));
        OrderRow before = world.row();
        assertThat(press(world, new Word.ItIs(new StoreOrderId("o-9")), "r-1"))
                .isEqualTo(new Resolved.OfAnother(before, other));
        assertThat(press(world, new Word.ItIs(new StoreOrderId("o-10")), "r-2"))
                .isEqualTo(new Resolved.NoSuchStoreOrder());
        assertThat(world.row()).isEqualTo(before);
    }

    @Test
    void aStoreThatDoesNotShowTheOrderLeavesAllAsItIs() {
        World world = Unresolved.byHand(Unresolved.deleted(SecondCreate.REFUSED));
        OrderRow before = world.row();
        world.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "down"));
        assertThatThrownBy(() -> press(world, new Word.ItIs(BY_HAND), "r-1")).isInstanceOf(Transient.class);
        Permanent refused = new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "401", "no", "");
        world.store.failNextRead(refused);
        assertThat(press(world, new Word.ItIs(BY_HAND), "r-2")).isEqualTo(new Resolved.StoreRefuses(before, refused));
        assertThat(world.row()).isEqualTo(before);
    }

    @Test
    void onlyAnUnknownOrDeletedStoreOrderIsToBeResolved() {
        World world = new World(SecondCreate.REFUSED);
        assertThat(press(world, NOT_IN_STORE, "r-0")).isEqualTo(new Resolved.NotFound());
        world.has(Orders.held(World.ORDER.value()).build())
                .send(world.webhook())
                .step(PortCalls.counting());
        assertThat(press(world, NOT_IN_STORE, "r-1")).isInstanceOf(Resolved.NothingToResolve.class);
        world.has(Orders.order(World.ORDER.value()).build()).settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(press(world, NOT_IN_STORE, "r-2")).isInstanceOf(Resolved.NothingToResolve.class);
    }

    @Test
    void aDismissedDeletionCanStillBeResolved() {
        World world = Unresolved.deleted(SecondCreate.REFUSED);
        new DismissOrder(world.table, world.clock).dismiss(world.shop, World.ORDER, "merchant:u-1", "", "d-1");
        assertThat(world.row().attention()).isEmpty();
        assertThat(press(world, NOT_IN_STORE, "r-1")).isInstanceOf(Resolved.Done.class);
        world.settle();
        Unresolved.assertSyncedWithItsOwnLines(world);
    }

    @Test
    void theCancelOfAForcedOrderIsDoneAfterItWasAdopted() {
        World world = new World(SecondCreate.DONE);
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .build())
                .send(world.webhook())
                .settle();
        world.store.nextCreate(order -> {
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        world.step(PortCalls.counting());
        press(world, new Word.ItIs(world.store.orders().get(0).id()), "r-1");
        world.settle();
        assertThat(world.store.orders()).singleElement().matches(StoreOrder::cancelled);
        Unresolved.assertSyncedWithItsOwnLines(world);
    }

    /** We did not make it, and cannot know what else it stands for. */
    @Test
    void anOrderThatIsNotOursIsLeftToThemWhenItIsCancelledLater() {
        World world = Unresolved.byHand(Unresolved.deleted(SecondCreate.DONE));
        press(world, new Word.ItIs(BY_HAND), "r-1");
        world.settle();
        world.clock.advance(Duration.ofMinutes(1));
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .updatedAt(world.clock.instant())
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(world.store.cancels()).isZero();
        StoreOrder order = world.store.read(BY_HAND).orElseThrow();
        assertThat(order.tags()).contains(StoreOrderDraft.TAG_CANCELLED);
        assertThat(order.note()).contains("Cancelled on TikTok.");
        assertThat(world.row().attention()).contains(Reason.CANCEL_BY_HAND);
        assertThat(world.row().effect().pending()).isEmpty();
    }

    @Test
    void anOrderOfOursThatTheyNameIsCancelledAsAnyOther() {
        World world = Unresolved.createdUnsaid(SecondCreate.DONE);
        press(world, new Word.ItIs(world.store.orders().get(0).id()), "r-1");
        world.settle();
        world.clock.advance(Duration.ofMinutes(1));
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .updatedAt(world.clock.instant())
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(world.store.orders()).singleElement().matches(StoreOrder::cancelled);
        assertThat(world.row().attention()).isEmpty();
    }

    /** What the merchant typed in by hand is theirs: a cancel that we owe to an order of ours is none of its business. */
    @Test
    void anOrderThatIsNotOursIsNeverCancelled() {
        World world = new World(SecondCreate.DONE);
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .build())
                .send(world.webhook())
                .settle();
        world.store.nextCreate(order -> new Creation.Unknown("cut"));
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        world.step(PortCalls.counting());
        press(Unresolved.byHand(world), new Word.ItIs(BY_HAND), "r-1");
        world.settle();
        assertThat(world.store.cancels()).isZero();
    }
}
