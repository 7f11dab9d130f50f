package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.shop.ShopTrouble;
import dev.ordersync.domain.sync.AlertShop;
import dev.ordersync.testing.InMemoryOrderTable;
import dev.ordersync.testing.InMemoryShops;
import dev.ordersync.testing.InMemorySweepStates;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.RecordingBus;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.contract.SampleRows;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What troubles a whole shop is told once, however many orders wait for it. */
class AlertShopTest {
    private static final ShopId SHOP = ShopBuilder.ID;

    private final MutableClock clock = MutableClock.at("2026-01-10T12:00:00Z");
    private final InMemoryOrderTable table = new InMemoryOrderTable(clock);
    private final InMemoryShops shops =
            new InMemoryShops().put(ShopBuilder.shop().build());
    private final InMemorySweepStates states = new InMemorySweepStates();
    private final RecordingBus bus = new RecordingBus();
    private final SampleRows rows = new SampleRows(SHOP, clock.instant());

    private int look() {
        return alerts(PortCalls.counting()).look(SHOP);
    }

    private AlertShop alerts(PortCalls calls) {
        return new AlertShop(
                shops,
                calls.wrap(dev.ordersync.domain.port.SweepStates.class, states),
                table,
                calls.wrap(Bus.class, bus),
                clock);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO_SYNC_DISABLED", "PLAN_INACTIVE", "TIKTOK_AUTH_EXPIRED", "STORE_AUTH_EXPIRED"})
    void fiftyOrdersThatWaitForOneThingAreOneAlert(Reason reason) {
        for (int i = 1; i <= 50; i++) {
            table.write(rows.with(i, reason));
        }
        assertThat(look()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        table.write(rows.with(51, reason));
        assertThat(look()).isZero();
        assertThat(bus.events()).singleElement().satisfies(event -> {
            ShopTrouble trouble = ShopTrouble.valueOf(reason.name());
            assertThat(event.type()).isEqualTo(Bus.Type.SHOP_NEEDS_ATTENTION);
            assertThat(event.order()).isEmpty();
            assertThat(event.id()).isEqualTo(SHOP + "#" + reason + "#1");
            assertThat(event.details())
                    .containsEntry("reason", reason.name())
                    .containsEntry("message", trouble.message())
                    .containsEntry("resolution", trouble.resolution());
        });
    }

    @Test
    void aTroubleThatIsOverIsForgottenSilentlyAndToldWhenItComesBack() {
        OrderRow waiting = rows.with(1, Reason.AUTO_SYNC_DISABLED);
        table.write(waiting);
        look();
        OrderRow stored = table.row(SHOP, waiting.order()).orElseThrow();
        table.write(stored.become(State.of(Reason.ORDER_ON_HOLD, Map.of()), stored.by(), clock.instant()));
        assertThat(look()).isZero();
        table.write(rows.with(2, Reason.AUTO_SYNC_DISABLED));
        assertThat(look()).isEqualTo(1);
        assertThat(bus.events()).hasSize(2).extracting(Bus.Event::id).doesNotHaveDuplicates();
    }

    @Test
    void twoTroublesAreTwoAlerts() {
        table.write(rows.with(1, Reason.AUTO_SYNC_DISABLED));
        shops.markDeauthorised(SHOP);
        assertThat(look()).isEqualTo(2);
        assertThat(bus.events()).extracting(Bus.Event::id).doesNotHaveDuplicates();
    }

    @Test
    void aLostAuthorisationIsToldThoughNoOrderWaits() {
        shops.markDeauthorised(SHOP);
        assertThat(look()).isEqualTo(1);
        assertThat(look()).isZero();
        shops.markAuthorised(SHOP, clock.instant());
        assertThat(look()).isZero();
    }

    @Test
    void aShopWithoutTroubleCostsNoWrite() {
        look();
        assertThat(states.of(SHOP).version()).isZero();
        assertThat(bus.events()).isEmpty();
    }

    @Test
    void anAuthorisationThatEndsSoonIsToldOnceThoughTikTokSaysSoEveryDay() {
        for (int day = 0; day < 30; day++) {
            alerts(PortCalls.counting())
                    .expiresSoon(shops.find(SHOP, java.util.Optional.empty()).orElseThrow());
            look();
            clock.advance(Duration.ofDays(1));
        }
        assertThat(bus.events()).hasSize(1);
        clock.advance(Duration.ofDays(3));
        look();
        assertThat(states.of(SHOP).told()).isEmpty();
    }

    @Test
    void aWorkerThatDiesOrABusThatDoesNotListenLosesNoAlert() {
        table.write(rows.with(1, Reason.PLAN_INACTIVE));
        bus.refuse(event -> true);
        assertThatThrownBy(this::look).isInstanceOf(dev.ordersync.domain.upstream.Transient.class);
        bus.refuse(event -> false);
        // Before the state is read, before it is told, before it is noted.
        for (int at = 0; at < 3; at++) {
            int dies = at;
            assertThatThrownBy(() -> alerts(PortCalls.dyingBefore(dies)).look(SHOP))
                    .isInstanceOf(PortCalls.WorkerDied.class);
        }
        look();
        look();
        assertThat(bus.events()).isNotEmpty().extracting(Bus.Event::id).containsOnly(SHOP + "#PLAN_INACTIVE#1");
    }
}
