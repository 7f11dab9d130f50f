package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Refusal;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.Received;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckOrdersTest {
    private final World world = new World(SecondCreate.REFUSED);

    private static TikTokOrder order() {
        return Orders.order(World.ORDER.value()).build();
    }

    private TikTokOrder onHold() {
        return Orders.order(World.ORDER.value())
                .status(OrderStatus.ON_HOLD)
                .paidAt(world.clock.instant())
                .address(Recipient.none())
                .build();
    }

    private Outcome step() {
        return world.step(PortCalls.counting());
    }

    private static Transient tiktokDown() {
        return new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "no answer");
    }

    private static Transient storeDown() {
        return new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "no answer");
    }

    @Test
    void aHeldOrderComesBackByItselfAndIsCreatedAfterItsHour() {
        Instant paid = world.clock.instant();
        world.has(onHold()).send(world.webhook());
        step();
        assertThat(world.row().reason()).contains(Reason.ORDER_ON_HOLD);
        assertThat(world.row().nextCheckAt()).contains(paid.plus(Duration.ofMinutes(65)));
        assertThat(world.row().attention()).isEmpty();
        world.has(order());
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.clock.instant())
                .isBetween(paid.plus(Duration.ofMinutes(65)), paid.plus(Duration.ofMinutes(70)));
    }

    @Test
    void aDuplicateWebhookAsksNobodyAndWritesNothing() {
        world.has(order()).send(world.webhook()).settle();
        OrderRow before = world.row();
        int calls = world.tiktok.calls();
        world.send(world.seen(before)).settle();
        assertThat(world.row()).isEqualTo(before);
        assertThat(world.tiktok.calls()).isEqualTo(calls);
        assertThat(world.store.creates()).isEqualTo(1);
    }

    @Test
    void aPassingFaultWaitsTwiceInTheQueueAndIsARowFromTheThirdTryOn() {
        world.has(order()).send(world.webhook());
        IntStream.range(0, 3).forEach(i -> world.tiktok.failNext(tiktokDown()));
        assertThat(step()).isEqualTo(new Outcome.GiveBack(Duration.ofSeconds(10), "TIKTOK did not answer"));
        assertThat(step()).isEqualTo(new Outcome.GiveBack(Duration.ofSeconds(20), "TIKTOK did not answer"));
        assertThat(world.table.all()).isEmpty();
        step();
        assertThat(world.row().reason()).contains(Reason.TIKTOK_UNAVAILABLE);
        assertThat(world.row().nextCheckAt().orElseThrow())
                .isBetween(
                        world.clock.instant().plusSeconds(48),
                        world.clock.instant().plusSeconds(72));
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void anOutageOfTikTokNeedsAPersonAfterAnHourAndHealsByItself() {
        world.has(order()).send(world.webhook());
        IntStream.range(0, 8).forEach(i -> world.tiktok.failNext(tiktokDown()));
        Instant begin = world.clock.instant();
        while (world.table.all().isEmpty() || world.row().attention().isEmpty()) {
            world.next();
        }
        assertThat(world.row().attention()).contains(Reason.TIKTOK_UNAVAILABLE);
        assertThat(Duration.between(begin, world.clock.instant())).isGreaterThan(Duration.ofHours(1));
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().attention()).isEmpty();
    }

    @Test
    void aLimitPausesTheUpstreamForAllAndIsNoTry() {
        world.has(order()).send(world.webhook());
        world.tiktok.failNext(
                new Transient(Upstream.TIKTOK, Transient.Kind.RATE_LIMITED, Duration.ofSeconds(40), "slow down"));
        assertThat(step()).isEqualTo(new Outcome.GiveBack(Duration.ofSeconds(40), "asked to slow down"));
        Outcome other = world.handle(
                world.worker(PortCalls.counting()), new MessageId("other"), 1, world.clock.instant(), world.webhook());
        assertThat(other).isEqualTo(new Outcome.GiveBack(Duration.ofSeconds(40), "paused"));
        assertThat(world.tiktok.calls()).isEqualTo(1);
        assertThat(world.table.all()).isEmpty();
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void aLimitOfDaysPausesForAnHour() {
        world.has(order()).send(world.webhook());
        world.tiktok.failNext(
                new Transient(Upstream.TIKTOK, Transient.Kind.RATE_LIMITED, Duration.ofDays(3), "slow down"));
        step();
        assertThat(world.shops
                        .find(world.shop.id(), Optional.empty())
                        .orElseThrow()
                        .tiktokPausedUntil())
                .contains(world.clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void pausesOfAQuarterOfAnHourAreSaidOnTheRow() {
        world.shops.pause(world.shop.id(), Upstream.STORE, world.clock.instant().plus(Duration.ofMinutes(40)));
        world.has(order());
        Instant longAgo = world.clock.instant().minus(Duration.ofMinutes(16));
        world.handle(world.worker(PortCalls.counting()), new MessageId("m"), 3, longAgo, world.webhook());
        assertThat(world.row().reason()).contains(Reason.STORE_RATE_LIMITED);
        assertThat(world.row().nextCheckAt()).contains(world.clock.instant().plus(Duration.ofMinutes(40)));
    }

    @Test
    void aStageWithoutItsFactsLeavesTheOrderFailedAtThatStageAndRetriesIt() {
        world.has(order()).send(world.webhook());
        IntStream.range(0, 3).forEach(i -> world.store.failNextRead(storeDown()));
        step();
        step();
        step();
        assertThat(world.row().reason()).contains(Reason.STORE_UNAVAILABLE);
        assertThat(world.row().stage()).contains(6);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.storeOrders()).isEqualTo(1);
    }

    @Test
    void anUnpaidOrderWaitsForItsPaymentWithoutATrail() {
        world.has(Orders.order(World.ORDER.value())
                        .status(OrderStatus.UNPAID)
                        .unpaid()
                        .build())
                .send(world.webhook())
                .settle();
        assertThat(world.row().reason()).contains(Reason.AWAITING_PAYMENT);
        assertThat(world.row().nextCheckAt()).isEmpty();
        assertThat(world.trail()).isEmpty();
    }

    @Test
    void aStatusThatNobodyKnowsIsLookedAtAgain() {
        world.has(Orders.order(World.ORDER.value()).status("TELEPORTED").build())
                .send(world.webhook());
        step();
        assertThat(world.row().reason()).contains(Reason.TIKTOK_STATUS_UNKNOWN);
        assertThat(world.row().reasonArgs()).containsEntry("status", "TELEPORTED");
        assertThat(world.row().nextCheckAt()).isPresent();
    }

    @Test
    void anOrderThatTikTokDoesNotKnowIsAskedForFourTimesMoreAndThenNeedsAPerson() {
        world.send(world.webhook()).settle();
        assertThat(world.row().reason()).contains(Reason.TIKTOK_ORDER_NOT_FOUND);
        assertThat(world.row().attention()).contains(Reason.TIKTOK_ORDER_NOT_FOUND);
        assertThat(world.row().nextCheckAt()).isEmpty();
        assertThat(world.tiktok.calls()).isEqualTo(5);
    }

    @Test
    void aRefusalOfTikTokIsShownWithItsCodeAndRequest() {
        world.tiktok.failNext(new Permanent(Upstream.TIKTOK, Permanent.Kind.REFUSED, "21008111", "not yours", "req-1"));
        world.send(world.webhook());
        step();
        assertThat(world.row().reason()).contains(Reason.TIKTOK_REFUSED);
        assertThat(world.row().attention()).contains(Reason.TIKTOK_REFUSED);
        assertThat(Reason.TIKTOK_REFUSED.message(world.row().reasonArgs()))
                .contains("21008111")
                .contains("not yours")
                .contains("req-1");
    }

    @Test
    void anOrderThatSpoilsTheCallForSeveralHarmsOnlyItself() {
        OrderId bad = new OrderId("576461413038785799");
        world.has(order());
        Permanent refusal = new Permanent(Upstream.TIKTOK, Permanent.Kind.REFUSED, "21008111", "not yours", "r");
        world.tiktok.failNext(refusal).refuseAlways(bad, refusal);
        Instant now = world.clock.instant();
        List<Received> batch = List.of(
                new Received(new MessageId("a"), 1, now, world.webhook()),
                new Received(new MessageId("b"), 1, now, Check.of(world.shop.id(), bad, Cause.WEBHOOK, "tiktok")));
        Map<MessageId, Outcome> outcomes =
                world.worker(PortCalls.counting()).handle(batch, new Invocation("r", () -> Duration.ofSeconds(120)));
        assertThat(outcomes.values()).allMatch(Outcome.Done.class::isInstance);
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.table.row(world.shop.id(), bad).orElseThrow().reason()).contains(Reason.TIKTOK_REFUSED);
    }

    @Test
    void aMessageForAnUnknownShopIsDone() {
        world.send(Check.of(new ShopId("1"), World.ORDER, Cause.WEBHOOK, "tiktok"));
        assertThat(step()).isEqualTo(Outcome.Done.of("unknown shop"));
    }

    @Test
    void anExpiredAuthorisationWaitsForTheMerchant() {
        world.tiktok.failNext(new Permanent(Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, "105002", "expired", "r"));
        world.has(order()).send(world.webhook()).settle();
        assertThat(world.row().reason()).contains(Reason.TIKTOK_AUTH_EXPIRED);
        assertThat(world.row().attention()).isEmpty();
        assertThat(world.row().nextCheckAt()).isEmpty();
    }

    @Test
    void aShopThatTikTokRefusesIsMarkedOnce() {
        Permanent refused = new Permanent(Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, "105002", "expired", "r");
        PortCalls counted = PortCalls.counting();
        for (int i = 0; i < 2; i++) {
            world.tiktok.failNext(refused);
            world.send(world.webhook()).step(counted);
        }
        assertThat(world.shops
                        .find(world.shop.id(), Optional.empty())
                        .orElseThrow()
                        .authorised())
                .isFalse();
        assertThat(counted.made()).filteredOn("Shops.markDeauthorised"::equals).hasSize(1);
    }

    @Test
    void aRefusalOfOneOrderSaysNothingOfTheShop() {
        world.tiktok.failNext(new Permanent(Upstream.TIKTOK, Permanent.Kind.REFUSED, "36009", "no", "r"));
        world.send(world.webhook()).settle();
        assertThat(world.shops
                        .find(world.shop.id(), Optional.empty())
                        .orElseThrow()
                        .authorised())
                .isTrue();
    }

    @Test
    void whatThePreflightRefusesIsFailedWithoutAnIntent() {
        world.store.refuse(
                new Refusal(Reason.CURRENCY_MISMATCH, Map.of("orderCurrency", "USD", "storeCurrency", "GBP")));
        world.has(order()).send(world.webhook()).settle();
        assertThat(world.row().reason()).contains(Reason.CURRENCY_MISMATCH);
        assertThat(world.row().stage()).isEmpty();
        assertThat(world.row().effect().attempts()).isZero();
        assertThat(world.store.creates()).isZero();
    }

    @Test
    void aRefusedCreateIsFailedWithTheStoresOwnWords() {
        world.store.nextCreate(order -> new Creation.Refused(Reason.STORE_REJECTED, Map.of("words", "no such place")));
        world.has(order()).send(world.webhook()).settle();
        assertThat(world.row().reason()).contains(Reason.STORE_REJECTED);
        assertThat(world.row().effect().claim()).isEmpty();
        assertThat(Reason.STORE_REJECTED.message(world.row().reasonArgs())).contains("no such place");
    }

    @Test
    void aCreateThatWasNotDoneIsTriedAgainWithoutALookUp() {
        world.store.nextCreate(
                order -> new Creation.NotDone(Transient.Kind.UNAVAILABLE, Optional.empty(), "connection refused"));
        world.has(order()).send(world.webhook());
        step();
        assertThat(world.row().reason()).contains(Reason.STORE_UNAVAILABLE);
        assertThat(world.row().effect().claim()).isEmpty();
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.row().effect().attempts()).isEqualTo(2);
        assertThat(world.trail()).extracting(entry -> entry.verdict()).containsExactly("PASS", "REFUSED");
    }

    @Test
    void aStoreThatDoesTheWorkAndCutsIsLookedUpAndTheOrderAdopted() {
        world.store.nextCreate(order -> {
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.has(order()).send(world.webhook());
        step();
        assertThat(world.row().reason()).contains(Reason.STORE_OUTCOME_UNKNOWN);
        assertThat(world.row().nextCheckAt())
                .contains(world.clock.instant().plusSeconds(180).plus(Duration.ofMinutes(2)));
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.store.creates()).isEqualTo(1);
        assertThat(world.storeOrders()).isEqualTo(1);
        assertThat(world.trail()).extracting(entry -> entry.verdict()).containsExactly("ADOPTED", "UNKNOWN");
        assertThat(world.unitsInLines()).hasSize(order().lineItems().size());
    }

    @Test
    void anUnknownOutcomeIsNotFollowedByASecondCreateBeforeTheOrderIsSurelyNotThere() {
        world.store.nextCreate(order -> new Creation.Unknown("cut"));
        world.has(order()).send(world.webhook());
        step();
        Instant claimEnd = world.row().effect().claim().orElseThrow().until();
        world.clock.set(claimEnd.plusSeconds(90));
        world.send(world.webhook());
        step();
        assertThat(world.row().status()).isEqualTo(Status.UNCONFIRMED);
        assertThat(world.store.creates()).isEqualTo(1);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.store.creates()).isEqualTo(2);
        assertThat(world.clock.instant()).isAfterOrEqualTo(claimEnd.plus(Duration.ofMinutes(2)));
    }

    @Test
    void aLookUpThatFailsDecidesNothing() {
        world.store.nextCreate(order -> {
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.has(order()).send(world.webhook());
        step();
        IntStream.range(0, 6).forEach(i -> world.store.failNextRead(storeDown()));
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.store.creates()).isEqualTo(1);
    }

    @Test
    void anOrderThatWasCancelledWhileNothingWasKnownIsNotCreatedAfterAll() {
        world.store.nextCreate(order -> new Creation.Unknown("cut"));
        world.has(order()).send(world.webhook());
        step();
        world.has(
                Orders.order(World.ORDER.value()).status(OrderStatus.CANCELLED).build());
        world.settle();
        assertThat(world.row().reason()).contains(Reason.ORDER_CANCELLED);
        assertThat(world.row().effect().claim()).isEmpty();
        assertThat(world.storeOrders()).isZero();
    }

    @Test
    void twoStoreOrdersForOneKeyAreReportedAndTheOlderAdopted() {
        world.store.nextCreate(order -> {
            world.store.make(order);
            world.clock.advance(Duration.ofSeconds(1));
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.has(order()).send(world.webhook()).settle();
        assertThat(world.row().effect().storeOrderId())
                .contains(world.store.orders().get(0).id());
        assertThat(world.duplicates()).hasSize(1);
        assertThat(world.duplicates().get(0).details()).containsEntry("otherStoreOrderId", "order-2");
    }

    private Outcome handleWith(int... secondsLeft) {
        Received received = new Received(new MessageId("m"), 1, world.clock.instant(), world.webhook());
        Iterator<Integer> left = IntStream.of(secondsLeft).iterator();
        return world.worker(PortCalls.counting())
                .handle(List.of(received), new Invocation("r", () -> Duration.ofSeconds(left.next())))
                .get(received.id());
    }

    @Test
    void noIntentIsWrittenWhenTheCallCouldOutliveTheFunction() {
        world.has(order());
        assertThat(handleWith(60, 20)).isInstanceOf(Outcome.GiveBack.class);
        assertThat(world.table.all()).isEmpty();
    }

    @Test
    void noCallIsBegunWhenTheIntentTookTooLong() {
        world.has(order());
        assertThat(handleWith(60, 60, 20)).isInstanceOf(Outcome.Done.class);
        assertThat(world.row().status()).isEqualTo(Status.SYNCING);
        assertThat(world.store.creates()).isZero();
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.storeOrders()).isEqualTo(1);
    }

    @Test
    void theLastDeliveryOfAMessageThatMeetsABugLeavesARow() {
        PortCalls broken = new PortCalls(3, call -> {
            throw new IllegalStateException("a bug");
        });
        world.has(order());
        Instant now = world.clock.instant();
        Outcome ninth = world.handle(world.worker(broken), new MessageId("m"), 9, now, world.webhook());
        assertThat(ninth).isInstanceOf(Outcome.Failed.class);
        assertThat(world.table.all()).isEmpty();
        PortCalls again = new PortCalls(3, call -> {
            throw new IllegalStateException("a bug");
        });
        world.handle(world.worker(again), new MessageId("m"), 10, now, world.webhook());
        assertThat(world.row().reason()).contains(Reason.INTERNAL_ERROR);
        assertThat(world.row().attention()).contains(Reason.INTERNAL_ERROR);
        assertThat(world.row().reasonArgs()).containsKey("requestId");
    }

    @Test
    void aSyncedOrderKeepsItsStatusWhateverHappens() {
        world.has(order()).send(world.webhook()).settle();
        world.has(
                Orders.order(World.ORDER.value()).status(OrderStatus.CANCELLED).build());
        world.send(world.webhook()).settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.store.orders(new ExternalKey(World.ORDER, 1))).hasSize(1);
    }

    @Test
    void oldMessagesInOneBatchAreOneCheck() {
        world.has(order());
        Instant now = world.clock.instant();
        List<Received> batch = IntStream.range(0, 5)
                .mapToObj(i -> new Received(new MessageId("m" + i), 1, now, world.webhook()))
                .toList();
        Map<MessageId, Outcome> outcomes =
                world.worker(PortCalls.counting()).handle(batch, new Invocation("r", () -> Duration.ofSeconds(120)));
        assertThat(outcomes).hasSize(5);
        assertThat(world.store.creates()).isEqualTo(1);
        assertThat(world.tiktok.calls()).isEqualTo(1);
    }

    @Test
    void countsASyncedOrderOnceForItsDay() {
        world.has(order()).send(world.webhook()).settle();
        world.send(world.webhook()).settle();
        LocalDate today = LocalDate.ofInstant(world.clock.instant(), ZoneOffset.UTC);
        assertThat(world.table.synced(world.shop.id(), today)).isEqualTo(1);
    }

    @Test
    void whatIsNotDoneAtTheLastDeliveryComesBackByASchedule() {
        world.has(order());
        Received received = new Received(new MessageId("m"), 10, world.clock.instant(), world.webhook());
        Outcome outcome = world.worker(PortCalls.counting())
                .handle(List.of(received), new Invocation("r", () -> Duration.ofSeconds(30)))
                .get(received.id());
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void aPauseOfTikTokDoesNotKeepALookUpInTheStoreFromItsTurn() {
        world.store.nextCreate(order -> {
            world.store.make(order);
            return new Creation.Unknown("cut");
        });
        world.has(order()).send(world.webhook());
        step();
        world.clock.advance(Duration.ofMinutes(10));
        world.shops.pause(
                world.shop.id(), Upstream.TIKTOK, world.clock.instant().plus(Duration.ofMinutes(30)));
        world.handle(world.worker(PortCalls.counting()), new MessageId("m"), 1, world.clock.instant(), world.webhook());
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void shortPausesUseNoDeliveriesUp() {
        world.has(order()).send(world.webhook());
        for (int i = 0; i < 7; i++) {
            world.tiktok.failNext(
                    new Transient(Upstream.TIKTOK, Transient.Kind.RATE_LIMITED, Duration.ZERO, "slow down"));
            assertThat(step()).isInstanceOf(Outcome.GiveBack.class);
        }
        assertThat(world.table.all()).isEmpty();
        step();
        assertThat(world.clock.instant()).isAfter(Orders.OFF_HOLD_AT.plus(Duration.ofMinutes(15)));
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }

    @Test
    void healingALinkLeavesAChoiceStandingThatTheMerchantMadeMeanwhile() {
        TikTokOrder order = order();
        SkuId sku = order.lineItems().get(0).sku();
        Link link = new Link(sku, new VariantId("v-gone"), "CT-BLK-M", Orders.CREATED_AT.minusSeconds(60));
        Link chosen = link.movedTo(new VariantId("v-2"), "GIFT-1");
        world.links.put(world.shop.id(), link);
        world.has(order);
        PortCalls merchantMeanwhile = new PortCalls(indexOf(order, "Links.move"), call -> {
            world.links.put(world.shop.id(), chosen);
            return call.proceed();
        });
        world.handle(world.worker(merchantMeanwhile), new MessageId("m"), 1, world.clock.instant(), world.webhook());
        assertThat(world.links.of(world.shop.id(), List.of(sku), Links.Consistency.STRONG))
                .containsEntry(sku, chosen);
    }

    /** The number of this call in a turn over an order whose link is to be healed. */
    private static int indexOf(TikTokOrder order, String call) {
        World other = new World(SecondCreate.REFUSED);
        SkuId sku = order.lineItems().get(0).sku();
        other.links.put(
                other.shop.id(),
                new Link(sku, new VariantId("v-gone"), "CT-BLK-M", Orders.CREATED_AT.minusSeconds(60)));
        PortCalls counted = PortCalls.counting();
        other.has(order).send(other.webhook()).step(counted);
        return counted.made().indexOf(call);
    }

    @Test
    void aLinkThatDoesNotKnowItsVariantsSkuLearnsIt() {
        SkuId sku = order().lineItems().get(0).sku();
        Link link = new Link(sku, new VariantId("v-1"), "", Orders.CREATED_AT.minusSeconds(60));
        world.links.put(world.shop.id(), link);
        world.has(order()).send(world.webhook()).settle();
        assertThat(world.links.of(world.shop.id(), List.of(sku), Links.Consistency.STRONG))
                .containsEntry(sku, link.movedTo(link.variant(), "CT-BLK-M"));
    }

    @Test
    void aFaultOfAwsIsNotToldAsTikToksRefusal() {
        world.tiktok.failNext(new Permanent(Upstream.AWS, Permanent.Kind.REFUSED, "AccessDenied", "no key", "r"));
        world.has(order()).send(world.webhook());
        assertThat(step()).isInstanceOf(Outcome.Failed.class);
        assertThat(world.table.all()).isEmpty();
    }
}
