package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.PressSync.Pressed;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PressSyncTest {
    private static final String ACTOR = "merchant:u-1";
    private World world = new World(SecondCreate.REFUSED);
    private int presses;

    private Pressed press(Force force) {
        return world.button().press(world.shop, World.ORDER, ACTOR, force, "p-" + ++presses);
    }

    private static TikTokOrder order() {
        return Orders.order(World.ORDER.value()).build();
    }

    private NewStoreOrder created() {
        return world.store.asked(world.row().effect().storeOrderId().orElseThrow());
    }

    @Test
    void waivesTheReasonThatTheOrderShowsAndTheQueuedCheckCreatesIt() {
        world.has(Orders.order(World.ORDER.value())
                        .createdAt(world.shop.connectedAt().minusSeconds(1))
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(world.row().reason()).contains(Reason.ORDER_BEFORE_CONNECTION);
        Pressed pressed = press(Force.NO);
        assertThat(pressed).isInstanceOf(Pressed.Queued.class);
        assertThat(world.row().status()).isEqualTo(Status.BLOCKED);
        assertThat(world.store.creates()).isZero();
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().waivers())
                .extracting(Waiver::reason, Waiver::actor)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Reason.ORDER_BEFORE_CONNECTION, ACTOR));
    }

    @Test
    void leavesALaterReasonStandingAndKeepsTheWaiver() {
        world.has(Orders.order(World.ORDER.value())
                        .createdAt(world.shop.connectedAt().minusSeconds(1))
                        .line("2729382476852921560", "UNKNOWN", "20.00")
                        .build())
                .send(world.webhook())
                .settle();
        Pressed pressed = press(Force.NO);
        assertThat(pressed).isInstanceOfSatisfying(Pressed.Stands.class, stands -> assertThat(stands.reason())
                .isEqualTo(Reason.PRODUCT_NOT_LINKED));
        assertThat(world.row().waives(Reason.ORDER_BEFORE_CONNECTION)).isTrue();
        assertThat(world.row().reason()).contains(Reason.PRODUCT_NOT_LINKED);
    }

    @Test
    void checksAgainOnFreshLookUpsWhenSomethingWasPutRight() {
        world.has(Orders.order(World.ORDER.value())
                        .line("2729382476852921560", "LATE", "20.00")
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(world.row().reason()).contains(Reason.PRODUCT_NOT_LINKED);
        world.store.variant("v-late", "LATE");
        assertThat(press(Force.NO)).isInstanceOf(Pressed.Queued.class);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void countsAsTheRetryThatALinkYoungerThanTheOrderWants() {
        world = new World(
                SecondCreate.REFUSED, ShopBuilder.shop().releaseOnLink(false).build());
        TikTokOrder order = Orders.order(World.ORDER.value())
                .line("2729382476852921560", "", "20.00")
                .build();
        world.has(order).send(world.webhook()).settle();
        SkuId sku = order.lineItems().get(0).sku();
        world.links.put(world.shop.id(), new Link(sku, new VariantId("v-1"), "", world.clock.instant()));
        world.send(world.webhook()).settle();
        assertThat(world.row().reason()).contains(Reason.ORDER_BEFORE_PRODUCT_LINK);
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(press(Force.NO)).isInstanceOf(Pressed.Queued.class);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void anOrderOnHoldIsCreatedHeldWithoutAddressAndPayment() {
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.ON_HOLD)
                        .paidAt(world.clock.instant())
                        .address(Recipient.none())
                        .build())
                .send(world.webhook());
        world.step(PortCalls.counting());
        assertThat(press(Force.NO)).isInstanceOf(Pressed.Queued.class);
        world.step(PortCalls.counting());
        assertThat(created().form()).isEqualTo(Form.HELD);
        assertThat(created().shipTo()).isEmpty();
        assertThat(created().payments()).isEmpty();
        assertThat(created().tags()).contains("tiktok-on-hold");
    }

    @Test
    void aCancelledOrderIsCreatedAsCancelledAndCancelledInTheStore() {
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(press(Force.NO)).isInstanceOf(Pressed.Queued.class);
        world.settle();
        assertThat(created().form()).isEqualTo(Form.CANCELLED);
        assertThat(created().lines()).noneMatch(NewStoreOrder.Line::requiresShipping);
        assertThat(world.store.orders().get(0).cancelled()).isTrue();
        assertThat(world.store.cancels()).isEqualTo(1);
        assertThat(world.row().effect().pending()).isEmpty();
        assertThat(world.row().nextCheckAt()).isEmpty();
    }

    @Test
    void aCancelledOrderThatWasNeverPaidIsNotCreatedEvenByForce() {
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.CANCELLED)
                        .unpaid()
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(press(Force.YES)).isInstanceOfSatisfying(Pressed.Stands.class, stands -> {
            assertThat(stands.reason()).isEqualTo(Reason.ORDER_CANCELLED);
            assertThat(stands.args()).containsEntry("why", "it was never paid");
        });
        assertThat(world.row().waivers()).isEmpty();
    }

    @Test
    void forceWaivesEveryWaivableReasonThatItMeets() {
        world.has(Orders.order(World.ORDER.value())
                        .createdAt(world.shop.connectedAt().minusSeconds(1))
                        .address(Recipient.none())
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(press(Force.YES)).isInstanceOf(Pressed.Queued.class);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().waivers())
                .extracting(Waiver::reason)
                .containsExactlyInAnyOrder(Reason.ORDER_BEFORE_CONNECTION, Reason.SHIPPING_ADDRESS_MISSING);
    }

    @Test
    void whatTikTokShipsItselfIsNeverWaived() {
        world.has(Orders.order(World.ORDER.value())
                        .fulfillmentType(FulfillmentType.TIKTOK)
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(press(Force.YES)).isInstanceOfSatisfying(Pressed.Stands.class, stands -> assertThat(stands.reason())
                .isEqualTo(Reason.FULFILLED_BY_TIKTOK));
        world.settle();
        assertThat(world.storeOrders()).isZero();
    }

    @Test
    void anOrderWithoutARowIsFetchedAndJudged() {
        world.has(order());
        assertThat(press(Force.NO)).isInstanceOf(Pressed.Queued.class);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void anOrderThatNobodyKnowsIsNotFoundAndLeavesNothing() {
        assertThat(press(Force.NO)).isInstanceOf(Pressed.NotFound.class);
        assertThat(world.table.all()).isEmpty();
    }

    @Test
    void aSilentTikTokMeansThatTheOrderIsQueuedWithTheWaiver() {
        world.has(Orders.order(World.ORDER.value())
                        .createdAt(world.shop.connectedAt().minusSeconds(1))
                        .build())
                .send(world.webhook())
                .settle();
        world.tiktok.failNext(new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "no answer"));
        assertThat(press(Force.NO)).isInstanceOf(Pressed.Queued.class);
        assertThat(world.row().waives(Reason.ORDER_BEFORE_CONNECTION)).isTrue();
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void onASyncedOrderItLooksWhetherTheStoreOrderIsStillThere() {
        world.has(order()).send(world.webhook()).settle();
        assertThat(press(Force.YES)).isInstanceOf(Pressed.AlreadySynced.class);
        world.store.delete(world.row().effect().storeOrderId().orElseThrow());
        assertThat(press(Force.YES)).isInstanceOfSatisfying(Pressed.Stands.class, stands -> assertThat(stands.reason())
                .isEqualTo(Reason.STORE_ORDER_DELETED));
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().attention()).contains(Reason.STORE_ORDER_DELETED);
        assertThat(world.store.creates()).isEqualTo(1);
    }

    @Test
    void whileTheOutcomeIsUnknownNothingIsWaivedOrCreatedEarlier() {
        world.store.nextCreate(order -> {
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.has(order()).send(world.webhook());
        world.step(PortCalls.counting());
        OrderRow before = world.row();
        assertThat(press(Force.YES)).isInstanceOf(Pressed.Queued.class);
        assertThat(world.row()).isEqualTo(before);
        world.settle();
        assertThat(world.storeOrders()).isEqualTo(1);
        assertThat(world.store.creates()).isEqualTo(1);
    }

    @Test
    void anOrderThatTheStoreShowsNoLongerForItsAgeIsNotCalledDeleted() {
        world.has(order()).send(world.webhook()).settle();
        world.store.delete(world.row().effect().storeOrderId().orElseThrow());
        world.clock.advance(Duration.ofDays(61));
        assertThat(press(Force.NO)).isInstanceOf(Pressed.AlreadySynced.class);
        assertThat(world.row().attention()).isEmpty();
    }

    @Test
    void theQueuedCheckSeesTheWaiverThoughItReadsAnOldRowFirst() {
        world.has(Orders.order(World.ORDER.value())
                        .createdAt(world.shop.connectedAt().minusSeconds(1))
                        .build())
                .send(world.webhook())
                .settle();
        OrderRow old = world.row();
        world.clock.advance(Duration.ofSeconds(1));
        press(Force.NO);
        world.step(PortCalls.disturbingAll(
                call -> call.name().equals("OrderTable.rows") ? java.util.Map.of(World.ORDER, old) : call.proceed()));
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void everyPressIsOnTheTrailWhateverTheOrderShows() {
        world.has(order()).send(world.webhook()).settle();
        int before = world.trail().size();
        press(Force.NO);
        assertThat(world.trail()).hasSize(before + 1);
        assertThat(world.trail().get(0).actor()).isEqualTo(ACTOR);
        world.clock.advance(Duration.ofSeconds(1));
        world.store.delete(world.row().effect().storeOrderId().orElseThrow());
        press(Force.NO);
        assertThat(world.trail()).hasSize(before + 2);
        assertThat(world.trail().get(0).verdict()).isEqualTo("GONE");
    }

    @Test
    void aReasonThatStandsIsWrittenWithItsTrailAndItsSchedule() {
        world.has(Orders.held(World.ORDER.value()).paidAt(world.clock.instant()).build());
        world.store.refuse(new dev.ordersync.domain.store.Refusal(
                Reason.STORE_OUT_OF_STOCK, java.util.Map.of("product", "Crochet Top")));
        assertThat(press(Force.YES)).isInstanceOfSatisfying(Pressed.Stands.class, stands -> assertThat(stands.reason())
                .isEqualTo(Reason.STORE_OUT_OF_STOCK));
        assertThat(world.trail()).singleElement().satisfies(entry -> {
            assertThat(entry.verdict()).isEqualTo("BLOCKED");
            assertThat(entry.reason()).contains(Reason.STORE_OUT_OF_STOCK);
        });
        assertThat(world.schedules.waiting()).hasSize(1);
        assertThat(world.queue.sent()).isEmpty();
    }

    @Test
    void aPressThatPassesIsOnTheTrailAndQueuesOneCheckThatKnowsOfIt() {
        world.has(order());
        press(Force.NO);
        assertThat(world.trail()).extracting(entry -> entry.verdict()).containsExactly("PASS");
        assertThat(world.queue.sent()).singleElement().satisfies(check -> {
            assertThat(check.asOf()).contains(world.row().updatedAt());
            assertThat(check.actor()).isEqualTo(ACTOR);
        });
    }

    @Test
    void aPressWhoseStoreIsSilentIsQueuedAndOnTheTrail() {
        world.has(order());
        world.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "no answer"));
        assertThat(press(Force.NO)).isInstanceOf(Pressed.Queued.class);
        assertThat(world.trail()).extracting(entry -> entry.verdict()).containsExactly("UNDECIDED");
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void anUnpaidOrderIsCheckedAndStaysAsItIs() {
        world.has(Orders.unpaid(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        assertThat(press(Force.YES)).isInstanceOfSatisfying(Pressed.Stands.class, stands -> assertThat(stands.reason())
                .isEqualTo(Reason.AWAITING_PAYMENT));
        assertThat(world.trail()).hasSize(1);
        assertThat(world.row().waivers()).isEmpty();
    }

    @Test
    void anOrderThatOthersWriteAllTheTimeIsQueued() {
        world.has(order());
        PortCalls losing = PortCalls.disturbingAll(call -> {
            if (call.name().equals("OrderTable.write")) {
                OrderRow row = world.table
                        .row(world.shop.id(), World.ORDER)
                        .orElseGet(() -> OrderRow.unseen(world.shop.id(), World.ORDER, world.clock.instant()));
                world.table.write(row.writtenBy(new dev.ordersync.domain.MessageId("other"), world.clock.instant()));
            }
            return call.proceed();
        });
        assertThat(world.button(losing).press(world.shop, World.ORDER, ACTOR, Force.NO, "p"))
                .isInstanceOf(Pressed.Queued.class);
        assertThat(world.queue.sent()).hasSize(1);
    }

    @Test
    void whileTheOutcomeIsOpenAPressIsOnTheTrailAndLooksNoEarlier() {
        world.store.nextCreate(order -> new Creation.Unknown("cut"));
        world.has(order()).send(world.webhook());
        world.step(PortCalls.counting());
        int before = world.trail().size();
        press(Force.NO);
        assertThat(world.trail()).hasSize(before + 1);
        assertThat(world.queue.sent()).hasSize(1);
    }
}
