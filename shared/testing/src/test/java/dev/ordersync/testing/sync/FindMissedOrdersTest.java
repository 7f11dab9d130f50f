package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.port.TikTokShops;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.shop.SweepState;
import dev.ordersync.domain.sync.FindMissedOrders;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.InMemorySweepStates;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every order that TikTok has arrives without any webhook, once, and a sweep that finds nothing does next to nothing. */
class FindMissedOrdersTest {
    private static final Duration LIFE = Duration.ofSeconds(120);

    private final World world = new World(SecondCreate.REFUSED);
    private final InMemorySweepStates states = new InMemorySweepStates();
    private final Deque<Duration> remaining = new ArrayDeque<>();

    private FindMissedOrders missed(PortCalls calls) {
        return new FindMissedOrders(
                calls.wrap(Shops.class, world.shops),
                calls.wrap(SweepStates.class, states),
                calls.wrap(OrderTable.class, world.table),
                calls.wrap(TikTokShops.class, world.tiktok),
                calls.wrap(CheckQueue.class, world.queue),
                world.clock);
    }

    private Shop shop() {
        return world.shops.find(world.shop.id(), Optional.empty()).orElseThrow();
    }

    private String sweep(PortCalls calls) {
        return missed(calls).sweep(shop(), new Invocation("r", () -> remaining.isEmpty() ? LIFE : remaining.remove()));
    }

    private List<String> swept() {
        sweep(PortCalls.counting());
        return world.queue.sent().stream().map(check -> check.order().value()).toList();
    }

    private static String id(int number) {
        return Long.toString(576_461_413_038_700_000L + number);
    }

    private TikTokOrder order(int number, Instant updated) {
        TikTokOrder order = Orders.order(id(number)).updatedAt(updated).build();
        world.has(order);
        return order;
    }

    private Instant ago(Duration span) {
        return world.clock.instant().minus(span);
    }

    @Test
    void theFirstLookGoesBackBeforeTheConnectionAsFarAsTheShopAsksFor() {
        Instant connectedAt = world.shop.connectedAt();
        order(1, connectedAt.minus(Duration.ofDays(7)).minusSeconds(1));
        order(2, connectedAt.minus(Duration.ofDays(7)));
        order(3, connectedAt.minusSeconds(5));
        order(4, ago(Duration.ofHours(3)));
        assertThat(swept()).containsExactly(id(2), id(3), id(4));
        assertThat(world.queue.sent().getFirst())
                .isEqualTo(Check.of(world.shop.id(), new OrderId(id(2)), Cause.SWEEP, "sweep"));
        world.settle();
        assertThat(world.table
                        .row(world.shop.id(), new OrderId(id(4)))
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.SYNCED);
    }

    @Test
    void aSweepThatFindsNothingNewWritesNothingAndSendsNothing() {
        order(1, ago(Duration.ofHours(3)));
        swept();
        world.settle();
        swept();
        PortCalls idle = PortCalls.counting();
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(sweep(idle)).isEqualTo("missed orders sent: 0, released: 0");
        assertThat(idle.made())
                .containsExactly(
                        "TikTokShops.renewToken",
                        "SweepStates.of",
                        "TikTokShops.changedSince",
                        "OrderTable.rows",
                        "CheckQueue.send",
                        "OrderTable.list",
                        "CheckQueue.send");
    }

    @Test
    void sendsWhatIsAbsentOrOlderInTheTableAndNothingElse() {
        order(1, ago(Duration.ofHours(3)));
        order(2, ago(Duration.ofHours(2)));
        swept();
        world.settle();
        order(2, ago(Duration.ofMinutes(3)));
        order(3, ago(Duration.ofMinutes(2)));
        assertThat(swept()).containsExactly(id(2), id(3));
    }

    @Test
    void leavesTheLastMinuteToTheWebhookAndTakesItAtTheNextSweep() {
        order(1, ago(Duration.ofSeconds(59)));
        assertThat(swept()).isEmpty();
        order(2, ago(Duration.ofSeconds(10)));
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(swept()).containsExactly(id(1), id(2));
    }

    @Test
    void takesAnOrderThatTikTokShowsMinutesLaterThanOneThatCameAfterIt() {
        order(1, ago(Duration.ofMinutes(5)));
        swept();
        world.settle();
        order(2, states.of(world.shop.id()).cursor().orElseThrow().plusSeconds(1));
        assertThat(swept()).containsExactly(id(2));
    }

    @Test
    void walksThroughAllPagesAlsoThroughManyOrdersOfOneSecond() {
        Instant same = ago(Duration.ofHours(5));
        IntStream.range(0, 7).forEach(number -> order(number, same));
        IntStream.range(7, 20).forEach(number -> order(number, same.plusSeconds(number)));
        assertThat(swept())
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(FindMissedOrdersTest::id)
                        .toList());
    }

    @Test
    void missesNoOrderWhereOneThatWasReadIsChangedMeanwhile() {
        Instant begin = ago(Duration.ofHours(5));
        IntStream.range(0, 10).forEach(number -> order(number, begin.plusSeconds(number * 60L)));
        world.tiktok.beforePage(() -> {
            if (world.tiktok.searches() == 2) {
                // Both leave the first page, and what lay behind them moves up.
                order(0, begin.plus(Duration.ofHours(1)));
                order(1, begin.plus(Duration.ofHours(1)));
            }
        });
        assertThat(swept())
                .contains(IntStream.range(0, 10)
                        .mapToObj(FindMissedOrdersTest::id)
                        .toArray(String[]::new));
    }

    @Test
    void goesOnAtTheNextSweepWhereItsTimeWasOver() {
        IntStream.range(0, 9).forEach(number -> order(number, ago(Duration.ofHours(9 - number))));
        remaining.add(LIFE);
        remaining.add(Duration.ofSeconds(30));
        assertThat(swept()).containsExactly(id(0), id(1), id(2));
        world.settle();
        assertThat(swept())
                .containsExactlyElementsOf(
                        IntStream.range(3, 9).mapToObj(FindMissedOrdersTest::id).toList());
    }

    @Test
    void keepsWhatItQueuedBeforeTikTokFailedAndNeverMovesOverWhatItDidNot() {
        IntStream.range(0, 9).forEach(number -> order(number, ago(Duration.ofHours(9 - number))));
        world.tiktok.beforePage(() -> world.tiktok.failSearches(
                world.tiktok.searches() == 3
                        ? Optional.of(new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "cut"))
                        : Optional.empty()));
        assertThat(sweep(PortCalls.counting())).isEqualTo("TikTok did not answer: cut");
        assertThat(states.of(world.shop.id()).cursor()).contains(ago(Duration.ofHours(7)));
        world.settle();
        swept();
        world.settle();
        assertThat(world.store.creates()).isEqualTo(9);
    }

    @Test
    void whereverItDiesTheNextSweepFindsEveryOrder() {
        PortCalls counted = PortCalls.counting();
        FindMissedOrdersTest undisturbed = new FindMissedOrdersTest();
        undisturbed.fiveOrders();
        undisturbed.sweep(counted);
        for (int i = 0; i < counted.made().size(); i++) {
            for (PortCalls dying : List.of(PortCalls.dyingBefore(i), PortCalls.dyingAfter(i))) {
                FindMissedOrdersTest disturbed = new FindMissedOrdersTest();
                disturbed.fiveOrders();
                assertThatThrownBy(() -> disturbed.sweep(dying)).isInstanceOf(PortCalls.WorkerDied.class);
                disturbed.sweep(PortCalls.counting());
                disturbed.world.settle();
                assertThat(disturbed.world.store.orders())
                        .as(counted.made().get(i))
                        .hasSize(5);
            }
        }
    }

    private void fiveOrders() {
        IntStream.range(0, 5).forEach(number -> order(number, ago(Duration.ofHours(9 - number))));
    }

    @Test
    void twoSweepsAtOnceFindEveryOrderAndMakeOneStoreOrderOfEach() {
        fiveOrders();
        FindMissedOrders other = missed(PortCalls.counting());
        PortCalls interrupted = new PortCalls(4, call -> {
            other.sweep(shop(), new Invocation("other", () -> LIFE));
            return call.proceed();
        });
        sweep(interrupted);
        SweepState state = states.of(world.shop.id());
        assertThat(state.version()).isEqualTo(1);
        world.settle();
        assertThat(world.store.orders()).hasSize(5);
    }

    @Test
    void onceADayItLooksBackAndCountsWhatIsMissing() {
        order(1, ago(Duration.ofHours(3)));
        swept();
        world.settle();
        swept();
        assertThat(states.of(world.shop.id()).missing()).contains(0);

        order(2, ago(Duration.ofHours(47)));
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(swept()).as("shown by TikTok hours too late").isEmpty();
        order(2, ago(Duration.ofHours(20)));
        world.clock.advance(Duration.ofHours(24));
        assertThat(swept()).containsExactly(id(2));
        assertThat(states.of(world.shop.id()).missing()).contains(1);
        world.settle();

        world.clock.advance(Duration.ofMinutes(59));
        swept();
        assertThat(states.of(world.shop.id()).missing()).contains(1);
        world.clock.advance(Duration.ofMinutes(1));
        swept();
        assertThat(states.of(world.shop.id()).missing()).as("it has arrived").contains(0);
    }

    /** Every ten minutes a new order, and a sweep that meets it; the webhook of some has brought it before. */
    private void newOrders(int from, int to, boolean withWebhooks) {
        for (int i = from; i < to; i++) {
            world.clock.advance(Duration.ofMinutes(10));
            Instant placed = ago(Duration.ofMinutes(2));
            world.has(Orders.order(id(i)).createdAt(placed).updatedAt(placed).build());
            if (withWebhooks) {
                Check webhook = Check.of(world.shop.id(), new OrderId(id(i)), Cause.WEBHOOK, "tiktok");
                world.handle(
                        world.worker(PortCalls.counting()), new MessageId("m" + i), 1, world.clock.instant(), webhook);
            }
            sweep(PortCalls.counting());
            world.queue.drain().forEach(world::send);
            world.next();
        }
    }

    private boolean webhooksSeemLost() {
        return states.of(world.shop.id()).webhooks().seemLost(world.clock.instant());
    }

    @Test
    void webhooksSeemLostWhenNewOrdersAreFoundByLookingAloneAndNoMoreWhenOneBringsAnOrder() {
        newOrders(1, 3, true);
        assertThat(webhooksSeemLost()).isFalse();
        newOrders(3, 6, false);
        assertThat(webhooksSeemLost()).isFalse();
        newOrders(6, 7, false);
        assertThat(webhooksSeemLost()).isTrue();
        newOrders(7, 8, true);
        assertThat(webhooksSeemLost()).isFalse();
    }

    @Test
    void aPausedShopIsLeftAlone() {
        order(1, ago(Duration.ofHours(3)));
        world.shops.pause(world.shop.id(), Upstream.STORE, world.clock.instant().plusSeconds(60));
        assertThat(sweep(PortCalls.counting())).isEqualTo("paused");
        assertThat(world.tiktok.searches()).isZero();
    }

    @Test
    void aLimitPausesTikTokForEveryCheckOfTheShop() {
        world.tiktok.failSearches(Optional.of(new Transient(
                Upstream.TIKTOK, Transient.Kind.RATE_LIMITED, Duration.ofSeconds(40), "too many requests")));
        sweep(PortCalls.counting());
        assertThat(shop().tiktokPausedUntil()).contains(world.clock.instant().plusSeconds(40));
    }

    @Test
    void aShopThatTikTokRefusesIsMarkedAndHealsWithItsOrdersWhenTikTokAcceptsUsAgain() {
        order(1, ago(Duration.ofHours(3)));
        swept();
        world.tiktok.failSearches(refusal());
        world.tiktok.failNext((Permanent) refusal().orElseThrow());
        assertThat(sweep(PortCalls.counting())).isEqualTo("not authorised: 105002 the token has expired");
        assertThat(shop().authorised()).isFalse();
        world.settle();
        assertThat(world.table
                        .row(world.shop.id(), new OrderId(id(1)))
                        .orElseThrow()
                        .reason())
                .contains(Reason.TIKTOK_AUTH_EXPIRED);

        world.tiktok.failSearches(Optional.empty());
        assertThat(sweep(PortCalls.counting())).endsWith("released: 1");
        assertThat(shop().authorised()).isTrue();
        assertThat(world.queue.sent())
                .as("a check must not judge on the copy that says otherwise")
                .allMatch(check -> check.asOf().equals(Optional.of(world.clock.instant())));
        world.settle();
        assertThat(world.table
                        .row(world.shop.id(), new OrderId(id(1)))
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.SYNCED);
    }

    @Test
    void anOldMessageThatTheAuthorisationWasTakenBackDoesNoHarm() {
        assertThat(missed(PortCalls.counting()).askWhetherAuthorised(shop())).isEqualTo("authorised");
        assertThat(shop().authorised()).isTrue();
        world.tiktok.failSearches(refusal());
        missed(PortCalls.counting()).askWhetherAuthorised(shop());
        assertThat(shop().authorised()).isFalse();
        world.tiktok.failSearches(Optional.of(new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "cut")));
        missed(PortCalls.counting()).askWhetherAuthorised(shop());
        assertThat(shop().authorised()).as("silence says nothing").isFalse();
        world.tiktok.failSearches(Optional.empty());
        missed(PortCalls.counting()).askWhetherAuthorised(shop());
        assertThat(shop().authorised()).isTrue();
    }

    @Test
    void onceADayTheWebhooksAreSeenTo() {
        world.shops.webhooksAt(world.shop.id(), "https://api.example");
        swept();
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(sweep(PortCalls.counting())).endsWith(", subscribed anew: ORDER_STATUS_CHANGE");
        assertThat(world.tiktok.subscription(world.shop)).contains("https://api.example/webhooks/tiktok");
        world.tiktok.loseSubscriptions();
        world.clock.advance(Duration.ofHours(23));
        assertThat(sweep(PortCalls.counting())).doesNotContain("subscri");
        world.clock.advance(Duration.ofHours(1));
        assertThat(sweep(PortCalls.counting())).endsWith(", subscribed anew: ORDER_STATUS_CHANGE");
        world.clock.advance(Duration.ofHours(24));
        assertThat(sweep(PortCalls.counting())).endsWith(", subscriptions in place");
    }

    @Test
    void subscriptionsThatCannotBeSeenToKeepNoOrderFromArriving() {
        world.shops.webhooksAt(world.shop.id(), "https://api.example");
        swept();
        world.clock.advance(Duration.ofMinutes(5));
        order(1, ago(Duration.ofMinutes(3)));
        world.tiktok.failSubscriptions(refusal());
        assertThat(sweep(PortCalls.counting()))
                .isEqualTo("missed orders sent: 1, released: 0, subscriptions failed: the token has expired");
        assertThat(shop().authorised()).isTrue();
    }

    @Test
    void whereNobodySaidWhereWebhooksArriveNothingIsSubscribedTo() {
        swept();
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(sweep(PortCalls.counting())).endsWith("nobody said where webhooks arrive");
        assertThat(world.tiktok.subscription(world.shop)).isEmpty();
    }

    @Test
    void aTokenThatCannotBeRenewedYetIsStillGoodForTheSearch() {
        order(1, ago(Duration.ofHours(3)));
        world.tiktok.failRenewals(refusal());
        assertThat(sweep(PortCalls.counting()))
                .isEqualTo("missed orders sent: 1, released: 0, token not renewed: the token has expired");
        assertThat(shop().authorised()).isTrue();
    }

    @Test
    void aTableThatDoesNotAnswerIsNoFaultOfTikTok() {
        order(1, ago(Duration.ofHours(3)));
        PortCalls broken = new PortCalls(3, call -> {
            throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, call.name());
        });
        assertThatThrownBy(() -> sweep(broken)).isInstanceOf(Transient.class).hasMessage("OrderTable.rows");
    }

    private static Optional<dev.ordersync.domain.upstream.UpstreamException> refusal() {
        return Optional.of(
                new Permanent(Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, "105002", "the token has expired", "r-1"));
    }
}
