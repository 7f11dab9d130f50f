package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.shop.Settings.OnHoldRule;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Store.Restock;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.sync.DismissOrder;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.upstream.Permanent;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** What TikTok says of an order that the store has, and what of it reaches the store. */
class AfterSyncedTest {
    private World world = new World(SecondCreate.DONE);
    private int minutes;

    private AfterSyncedTest with(ShopBuilder shop) {
        world = new World(SecondCreate.DONE, shop.build());
        return this;
    }

    /** TikTok has it so from now on, and says so. */
    private World tells(OrderBuilder order) {
        world.clock.advance(Duration.ofMinutes(1));
        return world.has(order.updatedAt(Orders.OFF_HOLD_AT.plusSeconds(60L * ++minutes))
                        .build())
                .send(world.webhook());
    }

    private void becomes(OrderBuilder order) {
        tells(order);
        world.step(slowly());
        world.settle();
    }

    /** The store takes its time, so that no two steps end at once. */
    private PortCalls slowly() {
        return PortCalls.disturbingAll(call -> {
            if (call.name().startsWith("Store.")) {
                world.clock.advance(Duration.ofSeconds(1));
            }
            return call.proceed();
        });
    }

    private void synced() {
        becomes(order());
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    private static OrderBuilder order() {
        return Orders.order(World.ORDER.value());
    }

    private static OrderBuilder cancelled() {
        return order().status(OrderStatus.CANCELLED);
    }

    private static Recipient elsewhere() {
        Recipient old = Orders.recipient(World.ORDER.value());
        return new Recipient(
                old.name(),
                old.firstName(),
                old.lastName(),
                old.phone(),
                "7 Other Road",
                "",
                "",
                "",
                old.city(),
                old.county(),
                old.state(),
                old.postalCode(),
                old.region(),
                "");
    }

    private StoreOrder inStore() {
        return world.store.orders().get(0);
    }

    private void ship() {
        world.store.ship(inStore().id());
    }

    private List<String> verdicts() {
        return world.trail().stream().map(TrailEntry::verdict).toList();
    }

    private void isDone() {
        assertThat(world.row().effect().pending()).isEmpty();
        assertThat(world.row().effect().claim()).isEmpty();
        assertThat(world.row().nextCheckAt()).isEmpty();
    }

    @Test
    void statusAndDeadlinesAreMirroredWithOneWriteAndNoTrail() {
        synced();
        long version = world.row().version();
        int entries = world.trail().size();
        Instant deadline = Instant.parse("2025-12-01T00:00:00Z");
        becomes(order().status(OrderStatus.IN_TRANSIT).autoCancelAt(deadline));

        assertThat(world.row().version()).isEqualTo(version + 1);
        assertThat(world.row().mirror().orElseThrow().tiktokStatus()).isEqualTo("IN_TRANSIT");
        assertThat(world.row().mirror().orElseThrow().autoCancelAt()).contains(deadline);
        assertThat(world.trail()).hasSize(entries);
        isDone();
    }

    @Test
    void whatIsKnownCostsNothing() {
        synced();
        OrderRow row = world.row();
        int calls = world.tiktok.calls();
        world.send(world.seen(row)).settle();
        assertThat(world.tiktok.calls()).isEqualTo(calls);
        world.send(world.webhook()).settle();
        assertThat(world.row()).isEqualTo(row);
    }

    @Test
    void aCancelledOrderIsCancelledInTheStoreAndItsStockPutBack() {
        synced();
        becomes(cancelled());
        assertThat(inStore().cancelled()).isTrue();
        assertThat(world.store.restocked(inStore().id())).contains(Restock.YES);
        assertThat(verdicts()).startsWith("CANCELLED");
        assertThat(world.row().attention()).isEmpty();
        isDone();
        becomes(cancelled());
        assertThat(world.store.cancels()).isEqualTo(1);
    }

    @Test
    void stockThatWasNotTakenIsNotPutBack() {
        with(ShopBuilder.shop().inventory(Inventory.BYPASS)).synced();
        becomes(cancelled());
        assertThat(world.store.restocked(inStore().id())).contains(Restock.NO);
    }

    @Test
    void aShopThatCancelsItselfGetsANoteAndATag() {
        with(ShopBuilder.shop().cancelInStore(false)).synced();
        becomes(cancelled());
        assertThat(inStore().cancelled()).isFalse();
        assertThat(inStore().tags()).contains(StoreOrderDraft.TAG_CANCELLED);
        assertThat(inStore().note()).contains("[ordersync:" + World.ORDER + ":CANCEL]");
        isDone();
    }

    @Test
    void anOrderThatIsCancelledAfterItWasShippedCallsForSomebody() {
        synced();
        ship();
        becomes(cancelled());
        assertThat(inStore().cancelled()).isFalse();
        assertThat(inStore().tags()).contains(StoreOrderDraft.TAG_CANCELLED);
        assertThat(inStore().note()).contains("[ordersync:" + World.ORDER + ":CANCEL]");
        assertThat(world.row().attention()).contains(Reason.CANCELLED_AFTER_SHIPMENT);
        isDone();
    }

    @Test
    void neitherAutoSyncNorThePlanHoldsACancellationBack() {
        synced();
        world.shops.saveSettings(
                world.shop.id(), ShopBuilder.shop().autoSync(false).build().settings(), world.clock.instant());
        becomes(cancelled());
        assertThat(inStore().cancelled()).isTrue();
    }

    @Test
    void aCancelThatArrivesWhileTheOrderIsCreatedIsCarriedOver() {
        tells(order());
        world.step(PortCalls.disturbingAll(call -> {
            Object answer = call.proceed();
            if (call.name().equals("Store.create")) {
                // Its message is handled while the store still works.
                world.has(cancelled()
                        .updatedAt(Orders.OFF_HOLD_AT.plusSeconds(600))
                        .build());
                world.handle(
                        world.worker(PortCalls.counting()),
                        new dev.ordersync.domain.MessageId("cancel"),
                        1,
                        world.clock.instant(),
                        world.webhook());
            }
            return answer;
        }));
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(inStore().cancelled()).isFalse();
        world.settle();
        assertThat(inStore().cancelled()).isTrue();
    }

    @Test
    void someUnitsThatAreCancelledAreSaidOnTheStoreOrderAndNotEdited() {
        synced();
        LineBuilder top = LineBuilder.top();
        becomes(order().line(top).line(top.status("CANCELLED")).line(LineBuilder.sticker()));
        assertThat(inStore().lines()).hasSize(2);
        assertThat(inStore().note())
                .contains("Cancelled on TikTok so far: 1 x ")
                .contains(":LINES-1]");
        assertThat(inStore().tags()).contains(StoreOrderDraft.TAG_LINES_CANCELLED);
        assertThat(world.row().attention()).contains(Reason.LINES_CANCELLED);
        isDone();
        becomes(order().units(2, LineBuilder.top().status("CANCELLED")).line(LineBuilder.sticker()));
        assertThat(inStore().note()).contains(":LINES-2]");
        becomes(cancelled());
        assertThat(inStore().cancelled()).isTrue();
        assertThat(world.row().attention()).isEmpty();
    }

    @Test
    void unitsThatWereCancelledBeforeTheOrderCameAreNoNews() {
        OrderBuilder partly =
                order().line(LineBuilder.top().status("CANCELLED")).line(LineBuilder.sticker());
        becomes(partly);
        becomes(partly);
        assertThat(world.row().attention()).isEmpty();
        assertThat(inStore().tags()).doesNotContain(StoreOrderDraft.TAG_LINES_CANCELLED);
    }

    @Test
    void aRequestToCancelIsATagForAsLongAsItStands() {
        synced();
        becomes(order().cancelRequested());
        assertThat(inStore().tags()).contains(StoreOrderDraft.TAG_CANCEL_REQUESTED);
        assertThat(world.row().warnings()).contains(Warning.CANCELLATION_REQUESTED);
        becomes(order());
        assertThat(inStore().tags()).doesNotContain(StoreOrderDraft.TAG_CANCEL_REQUESTED);
        assertThat(verdicts()).startsWith("REQUEST_ENDED", "REQUEST_TAGGED");
        assertThat(world.row().attention()).isEmpty();
        isDone();
    }

    @Test
    void aRequestThatStoodBeforeTheOrderCameIsTaggedFromTheStart() {
        becomes(order().cancelRequested());
        assertThat(inStore().tags()).contains(StoreOrderDraft.TAG_CANCEL_REQUESTED);
        becomes(order());
        assertThat(inStore().tags()).doesNotContain(StoreOrderDraft.TAG_CANCEL_REQUESTED);
    }

    @Test
    void anotherAddressReachesTheStoreOrder() {
        synced();
        becomes(order().address(elsewhere()));
        assertThat(world.store.address(inStore().id()).orElseThrow().line1()).isEqualTo("7 Other Road");
        assertThat(verdicts()).startsWith("ADDRESS_UPDATED");
        int entries = world.trail().size();
        becomes(order().address(elsewhere()).status(OrderStatus.IN_TRANSIT));
        assertThat(world.trail()).hasSize(entries);
    }

    @Test
    void anAddressThatIsHiddenAgainChangesNothing() {
        synced();
        int entries = world.trail().size();
        becomes(order().address(Recipient.none()).status(OrderStatus.COMPLETED));
        assertThat(world.trail()).hasSize(entries);
        assertThat(world.store.address(inStore().id())).isPresent();
    }

    @Test
    void anOrderThatWasCreatedWithoutAnAddressGetsItWhenTikTokShowsIt() {
        becomes(order().address(Recipient.none()));
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        world.settle();
        assertThat(world.store.address(inStore().id())).isEmpty();
        becomes(order());
        assertThat(world.store.address(inStore().id())).isPresent();
    }

    @Test
    void anAddressThatChangesAfterShipmentCallsForSomebody() {
        synced();
        ship();
        becomes(order().address(elsewhere()));
        assertThat(world.store.address(inStore().id()).orElseThrow().line1()).isNotEqualTo("7 Other Road");
        assertThat(world.row().attention()).contains(Reason.ADDRESS_CHANGED_AFTER_SHIPMENT);
        isDone();
        becomes(cancelled());
        assertThat(world.row().attention()).contains(Reason.CANCELLED_AFTER_SHIPMENT);
    }

    private OrderBuilder onHold() {
        return order().status(OrderStatus.ON_HOLD).address(Recipient.none()).createdAt(world.clock.instant());
    }

    private void held() {
        with(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE));
        OrderBuilder held = onHold();
        world.has(held.build()).send(world.webhook()).step(PortCalls.counting());
        assertThat(world.row().effect().form()).contains(Form.HELD);
        assertThat(world.row().effect().pending()).containsExactly(PendingStep.RELEASE);
        assertThat(inStore().tags()).contains(StoreOrderDraft.TAG_ON_HOLD);
        assertThat(inStore().payable()).isTrue();
        assertThat(world.store.address(inStore().id())).isEmpty();
    }

    @Test
    void aHeldOrderIsReleasedWhenItsHoldIsOver() {
        held();
        Instant end = world.row().nextCheckAt().orElseThrow();
        assertThat(end).isEqualTo(world.clock.instant().plusSeconds(12).plus(Duration.ofMinutes(65)));
        assertThat(world.schedules.waiting()).hasSize(1);
        world.has(order().createdAt(world.clock.instant()).build()).settle();
        assertThat(world.clock.instant()).isAfterOrEqualTo(end);
        assertThat(inStore().tags()).doesNotContain(StoreOrderDraft.TAG_ON_HOLD);
        assertThat(inStore().payable()).isFalse();
        assertThat(world.store.address(inStore().id())).isPresent();
        assertThat(world.row().effect().form()).contains(Form.PLAIN);
        assertThat(verdicts()).startsWith("RELEASED");
        isDone();
    }

    @Test
    void aHeldOrderIsAskedForEverMoreRarelyAndWithoutAClaimWhileItsHoldGoesOn() {
        held();
        for (int i = 0; i < 3; i++) {
            Instant due = world.row().nextCheckAt().orElseThrow();
            world.step(PortCalls.counting());
            assertThat(world.row().nextCheckAt().orElseThrow()).isAfter(due);
            assertThat(world.row().effect().claim()).isEmpty();
        }
        assertThat(Duration.between(
                        world.clock.instant(), world.row().nextCheckAt().orElseThrow()))
                .isEqualTo(Duration.ofHours(4));
        assertThat(world.row().attention()).isEmpty();
    }

    @Test
    void aHeldOrderThatIsPaidOnDeliveryStaysUnpaid() {
        with(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE));
        Instant now = world.clock.instant();
        world.has(onHold().cashOnDelivery().build()).send(world.webhook()).step(PortCalls.counting());
        world.has(order().createdAt(now).cashOnDelivery().build()).settle();
        assertThat(inStore().payable()).isTrue();
        assertThat(inStore().tags()).doesNotContain(StoreOrderDraft.TAG_ON_HOLD);
    }

    @Test
    void aHeldOrderThatIsCancelledIsCancelledInTheStoreWhateverTheShopDoesWithOthers() {
        with(ShopBuilder.shop().onHold(OnHoldRule.SYNC_AT_ONCE).cancelInStore(false));
        world.has(onHold().build()).send(world.webhook()).step(PortCalls.counting());
        world.has(cancelled().updatedAt(world.clock.instant()).build())
                .send(world.webhook())
                .settle();
        assertThat(inStore().cancelled()).isTrue();
        isDone();
    }

    @Test
    void anOrderThatIsGoneFromTheStoreIsSaidAndLeftAlone() {
        synced();
        world.store.delete(inStore().id());
        becomes(order().address(elsewhere()).cancelRequested());
        assertThat(world.row().attention()).contains(Reason.STORE_ORDER_DELETED);
        isDone();
        int entries = world.trail().size();
        becomes(cancelled());
        assertThat(world.trail()).hasSize(entries);
        // Not mirrored, so that it is still news for a store order that the merchant names.
        assertThat(world.row().mirror().orElseThrow().tiktokStatus()).isEqualTo("AWAITING_SHIPMENT");
    }

    @Test
    void severalStepsAreDoneOneAfterTheOtherUnderOneClaim() {
        synced();
        long version = world.row().version();
        becomes(order().line(LineBuilder.top().status("CANCELLED"))
                .line(LineBuilder.top())
                .line(LineBuilder.sticker())
                .cancelRequested()
                .address(elsewhere()));
        assertThat(verdicts()).startsWith("LINES_NOTED", "REQUEST_TAGGED", "ADDRESS_UPDATED");
        assertThat(world.row().version()).isEqualTo(version + 4);
        isDone();
    }

    @Test
    void aStepThatFailsIsTriedAgainAndCallsForSomebodyAfterTheThirdTime() {
        synced();
        tells(order().address(elsewhere()));
        PortCalls refusing = PortCalls.disturbingAll(call -> {
            if (call.name().equals("Store.updateAddress")) {
                throw new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, "", "province is invalid", "");
            }
            return call.proceed();
        });
        for (int i = 0; i < 2; i++) {
            world.step(refusing);
            assertThat(world.row().attention()).isEmpty();
        }
        world.step(refusing);
        assertThat(world.row().attention()).contains(Reason.STORE_UPDATE_FAILED);
        assertThat(Reason.STORE_UPDATE_FAILED.message(world.row().reasonArgs())).contains("province is invalid");
        assertThat(world.row().effect().pending()).containsExactly(PendingStep.ADDRESS);
        world.settle();
        assertThat(world.row().attention()).isEmpty();
        isDone();
    }

    private PortCalls refusing(String call) {
        return PortCalls.disturbingAll(made -> {
            if (made.name().equals(call)) {
                throw new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, "", "province is invalid", "");
            }
            return made.proceed();
        });
    }

    /** The store refuses another address for a week and more. */
    private void addressGivenUp() {
        synced();
        tells(order().address(elsewhere()));
        for (int i = 0; i < 3 || !world.schedules.waiting().isEmpty(); i++) {
            assertThat(i).as("steps").isLessThan(50);
            world.step(refusing("Store.updateAddress"));
        }
    }

    @Test
    void aStepThatFailsForAWeekIsNotTriedAgainByItself() {
        Instant begin = world.clock.instant();
        addressGivenUp();
        assertThat(Duration.between(begin, world.clock.instant())).isBetween(Duration.ofDays(7), Duration.ofHours(176));
        assertThat(world.row().attention()).contains(Reason.STORE_UPDATE_FAILED);
        assertThat(Reason.STORE_UPDATE_FAILED.message(world.row().reasonArgs())).contains("province is invalid");
        assertThat(world.row().effect().pending()).containsExactly(PendingStep.ADDRESS);
        assertThat(world.row().nextCheckAt()).isEmpty();
        Instant later = world.clock.instant().plus(Duration.ofDays(30));
        assertThat(world.table.overdue(world.shop.id(), later, 10)).isEmpty();
        OrderRow row = world.row();
        world.send(world.seen(row)).settle();
        assertThat(world.row()).isEqualTo(row);
    }

    @Test
    void syncTriesWhatWasGivenUpAgainAndWithNewPatience() {
        addressGivenUp();
        world.button().press(world.shop, World.ORDER, "merchant:u-1", Force.NO, "p-1");
        world.step(refusing("Store.updateAddress"));
        assertThat(world.row().nextCheckAt()).isPresent();
        world.settle();
        assertThat(world.store.address(inStore().id()).orElseThrow().line1()).isEqualTo("7 Other Road");
        assertThat(world.row().attention()).isEmpty();
        isDone();
    }

    @Test
    void aCancellationHasAWeekOfItsOwnAfterSomethingElseWasGivenUp() {
        addressGivenUp();
        new DismissOrder(world.table, world.clock).dismiss(world.shop, World.ORDER, "merchant:u-1", "", "d-1");
        minutes = 20_000;
        tells(cancelled());
        for (int i = 0; i < 3; i++) {
            world.step(refusing("Store.cancel"));
            assertThat(world.row().nextCheckAt()).isPresent();
        }
        assertThat(world.row().attention()).contains(Reason.STORE_UPDATE_FAILED);
        world.settle();
        assertThat(inStore().cancelled()).isTrue();
        assertThat(world.row().attention()).isEmpty();
        isDone();
    }

    @Test
    void aHeldOrderThatTikTokShowsNoMoreIsLookedAtForAWeek() {
        held();
        Instant begin = world.clock.instant();
        world.has(order().createdAt(begin).address(Recipient.none()).build()).settle();
        assertThat(Duration.between(begin, world.clock.instant())).isBetween(Duration.ofDays(6), Duration.ofDays(8));
        assertThat(world.row().attention()).contains(Reason.STORE_UPDATE_FAILED);
        assertThat(Reason.STORE_UPDATE_FAILED.message(world.row().reasonArgs())).contains("still held");
        world.has(order().createdAt(begin).updatedAt(world.clock.instant()).build())
                .send(world.webhook());
        world.step(refusing("Store.markPaid"));
        assertThat(world.row().nextCheckAt()).isPresent();
        world.settle();
        assertThat(inStore().tags()).doesNotContain(StoreOrderDraft.TAG_ON_HOLD);
        isDone();
    }

    @Test
    void aNoteIsNotWrittenTwiceThoughItsAnswerWasLost() {
        synced();
        ship();
        tells(cancelled());
        world.step(PortCalls.disturbingAll(call -> {
            Object answer = call.proceed();
            if (call.name().equals("Store.addNote")) {
                throw new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "cut");
            }
            return answer;
        }));
        assertThat(world.row().effect().pending()).containsExactly(PendingStep.CANCEL);
        world.settle();
        assertThat(inStore().note().split("ordersync:", -1)).hasSize(2);
        assertThat(world.row().attention()).contains(Reason.CANCELLED_AFTER_SHIPMENT);
    }

    @Test
    void whatTikTokCannotBeAskedAboutIsAskedAgain() {
        synced();
        tells(cancelled());
        for (int i = 0; i < 3; i++) {
            world.tiktok.failNext(new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "no answer"));
            world.step(PortCalls.counting());
        }
        assertThat(inStore().cancelled()).isFalse();
        world.settle();
        assertThat(inStore().cancelled()).isTrue();
    }

    @Test
    void anAnswerThatIsOlderThanTheRowIsNotBelieved() {
        synced();
        becomes(cancelled());
        OrderRow row = world.row();
        world.has(order().updatedAt(Orders.OFF_HOLD_AT).build()).send(world.webhook());
        world.step(PortCalls.counting());
        assertThat(world.row()).isEqualTo(row);
    }
}
