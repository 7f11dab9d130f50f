package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.sync.FindPairs;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.ResolveOrder.Word;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.InMemorySweepStates;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.RecordingBus;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two store orders for one TikTok order: said once, and neither is touched. */
class FindPairsTest {
    private static final ExternalKey KEY = new ExternalKey(World.ORDER, 1);
    private static final Duration ENOUGH = Duration.ofSeconds(120);

    private final World world = new World(SecondCreate.DONE);
    private final InMemorySweepStates states = new InMemorySweepStates();
    private final RecordingBus bus = new RecordingBus();
    private final List<Bus.Event> told = bus.events();

    private String sweep() {
        return sweep(ENOUGH);
    }

    private String sweep(Duration remaining) {
        return new FindPairs(
                        world.shops,
                        states,
                        world.table,
                        shop -> world.ports(PortCalls.counting()).stores().of(shop),
                        bus,
                        world.clock)
                .sweep(
                        world.shops.find(world.shop.id(), Optional.empty()).orElseThrow(),
                        new Invocation("r", () -> remaining));
    }

    /** An hour later at each call, for two days. */
    private void sweepForTwoDays() {
        for (int hour = 0; hour < 48; hour++) {
            sweep();
            world.clock.advance(Duration.ofHours(1));
        }
    }

    private void inStore(String id, Optional<ExternalKey> key, Instant createdAt) {
        world.store.put(new StoreOrder(
                new StoreOrderId(id), "#" + id, key, createdAt, false, false, false, List.of(), "", List.of()));
    }

    private void synced() {
        world.has(Orders.order(World.ORDER.value()).build())
                .send(world.webhook())
                .settle();
        world.clock.advance(Duration.ofHours(1));
    }

    private List<Map<String, String>> pairs() {
        return told.stream()
                .map(event -> Map.of(
                        "known",
                        event.details().get("storeOrderId"),
                        "other",
                        event.details().get("otherStoreOrderId")))
                .toList();
    }

    @Test
    void aSecondOrderBesideTheOneThatTheRowNamesIsToldOnce() {
        synced();
        inStore("second", Optional.of(KEY), world.clock.instant());
        List<StoreOrder> before = world.store.orders();
        sweepForTwoDays();
        String ours = world.row().effect().storeOrderId().orElseThrow().value();
        assertThat(pairs()).containsExactly(Map.of("known", ours, "other", "second"));
        assertThat(told).extracting(Bus.Event::order).containsExactly(Optional.of(World.ORDER));
        assertThat(world.store.orders()).as("neither is touched").isEqualTo(before);
    }

    @Test
    void anOlderOneThatTheRowDoesNotNameIsToldToo() {
        inStore("first", Optional.of(KEY), world.clock.instant().minus(Duration.ofHours(30)));
        synced();
        sweepForTwoDays();
        assertThat(pairs()).singleElement().satisfies(pair -> assertThat(pair).containsEntry("other", "first"));
    }

    @Test
    void twoThatNoRowKnowsAreToldOnce() {
        inStore("1", Optional.of(KEY), world.clock.instant().minus(Duration.ofHours(30)));
        inStore("2", Optional.of(KEY), world.clock.instant().minus(Duration.ofHours(2)));
        inStore("3", Optional.of(new ExternalKey(new OrderId("7"), 1)), world.clock.instant());
        sweepForTwoDays();
        assertThat(pairs()).containsExactly(Map.of("known", "1", "other", "2"));
    }

    @Test
    void twoOfAnOrderWhoseOutcomeIsNotKnownAreToldOnce() {
        World unsaid = Unresolved.unsaid(SecondCreate.DONE);
        world.table.write(unsaid.row().withVersion(0));
        inStore("1", Optional.of(KEY), world.clock.instant().minus(Duration.ofHours(30)));
        inStore("2", Optional.of(KEY), world.clock.instant().minus(Duration.ofHours(2)));
        sweepForTwoDays();
        assertThat(pairs()).containsExactly(Map.of("known", "1", "other", "2"));
    }

    @Test
    void anotherGenerationAndOrdersOfOthersAreNoPair() {
        synced();
        inStore("next", Optional.of(new ExternalKey(World.ORDER, 2)), world.clock.instant());
        inStore("keyless", Optional.empty(), world.clock.instant());
        inStore("keyless too", Optional.empty(), world.clock.instant());
        sweepForTwoDays();
        assertThat(told).isEmpty();
    }

    /** The merchant named an order of their own, and ours came to light after that. */
    @Test
    void oursBesideOneThatTheMerchantNamedIsTold() {
        World named = Unresolved.byHand(Unresolved.notCreated(SecondCreate.DONE));
        Unresolved.press(named, new Word.ItIs(Unresolved.BY_HAND), "r-1");
        world.table.write(named.row().withVersion(0));
        inStore("late", Optional.of(KEY), world.clock.instant());
        sweepForTwoDays();
        assertThat(pairs()).containsExactly(Map.of("known", "by-hand", "other", "late"));
    }

    @Test
    void isDoneOnceADayAndGoesOnWhereItStopped() {
        Instant begin = world.clock.instant();
        for (int i = 0; i < 20; i++) {
            // Four pages of two are looked through at a time.
            inStore("o" + i, Optional.of(KEY), begin.minus(Duration.ofHours(40)).plus(Duration.ofMinutes(i)));
        }
        assertThat(sweep()).isEqualTo("pairs found: 6");
        assertThat(sweep()).startsWith("pairs found: ");
        while (!sweep().equals("pairs: sought today")) {
            assertThat(told).hasSizeLessThan(20);
        }
        assertThat(told)
                .extracting(event -> event.details().get("otherStoreOrderId"))
                .doesNotHaveDuplicates();
        world.clock.advance(Duration.ofHours(24));
        assertThat(sweep()).isEqualTo("pairs found: 0");
    }

    @Test
    void aBusyStoreIsLeftAloneAndASilentOneAskedAgain() {
        synced();
        inStore("second", Optional.of(KEY), world.clock.instant());
        world.clock.advance(Duration.ofHours(1));
        world.store.failNextRead(
                new Transient(Upstream.STORE, Transient.Kind.RATE_LIMITED, Duration.ofMinutes(2), "slow down"));
        assertThat(sweep()).isEqualTo("pairs not sought: slow down");
        assertThat(sweep()).isEqualTo("pairs: paused");
        world.clock.advance(Duration.ofMinutes(3));
        world.store.failNextRead(new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "401", "no access", ""));
        assertThat(sweep()).isEqualTo("pairs not sought: no access");
        assertThat(sweep()).isEqualTo("pairs found: 1");
    }

    @Test
    void whatIsNewIsLeftToThoseWhoAreAtIt() {
        synced();
        inStore("second", Optional.of(KEY), world.clock.instant());
        assertThat(sweep()).isEqualTo("pairs found: 0");
        world.clock.advance(Duration.ofHours(25));
        assertThat(sweep()).isEqualTo("pairs found: 1");
    }
}
