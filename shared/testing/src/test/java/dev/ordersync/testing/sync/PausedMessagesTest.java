package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue gives a message up after ten deliveries. A pause uses them up too, and is no try. */
class PausedMessagesTest {
    private final World world = new World(SecondCreate.REFUSED);

    private void placed() {
        world.has(Orders.order(World.ORDER.value()).build()).send(world.webhook());
    }

    private static Transient silent(Upstream upstream) {
        return new Transient(upstream, Transient.Kind.UNAVAILABLE, null, "no answer");
    }

    /** The upstream asks for another pause whenever one is over; the worst is one that is over right before a delivery. */
    @ParameterizedTest
    @CsvSource({
        "TIKTOK, PT1S", "TIKTOK, PT10S", "TIKTOK, PT2M", "TIKTOK, PT14M59S", "TIKTOK, PT15M", "TIKTOK, PT1H",
        "STORE, PT1S", "STORE, PT10S", "STORE, PT2M", "STORE, PT14M59S", "STORE, PT15M", "STORE, PT1H"
    })
    void noPauseBringsAMessageToItsLastDelivery(Upstream upstream, Duration pause) {
        placed();
        Instant begin = world.clock.instant();
        PortCalls limited = PortCalls.disturbingAll(call -> {
            boolean asked = call.name().startsWith(upstream == Upstream.TIKTOK ? "TikTokOrders." : "Store.");
            if (asked) {
                throw new Transient(upstream, Transient.Kind.RATE_LIMITED, pause, "slow down");
            }
            return call.proceed();
        });
        int deliveries = 0;
        Outcome outcome;
        do {
            outcome = world.step(limited);
            deliveries++;
            assertThat(outcome).isNotInstanceOf(Outcome.Failed.class);
            assertThat(deliveries).as("deliveries").isLessThan(10);
        } while (outcome instanceof Outcome.GiveBack);
        Reason reason = upstream == Upstream.TIKTOK ? Reason.TIKTOK_RATE_LIMITED : Reason.STORE_RATE_LIMITED;
        assertThat(world.row().reason()).contains(reason);
        assertThat(world.row().nextCheckAt()).isPresent();
        assertThat(Duration.between(begin, world.clock.instant())).isLessThan(Duration.ofMinutes(31));
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
        assertThat(world.storeOrders()).isEqualTo(1);
    }

    /** Others' calls pause the upstream anew all the time, and this message never gets as far as to call. */
    @Test
    void pausesThatOthersBringAboutAreWrittenDownInTime() {
        placed();
        Outcome outcome;
        int deliveries = 0;
        do {
            world.shops.pause(
                    world.shop.id(), Upstream.STORE, world.clock.instant().plusSeconds(3600));
            PortCalls counted = PortCalls.counting();
            outcome = world.step(counted);
            assertThat(counted.made()).noneMatch(call -> call.startsWith("Store.") || call.startsWith("TikTok"));
            deliveries++;
        } while (outcome instanceof Outcome.GiveBack);
        assertThat(deliveries).isLessThan(10);
        assertThat(world.row().reason()).contains(Reason.STORE_RATE_LIMITED);
    }

    @Test
    void afterPausesAPassingFaultStillHasItsThreeTriesInTheQueue() {
        placed();
        for (int i = 0; i < 3; i++) {
            // Anew before the message is there again.
            world.shops.pause(
                    world.shop.id(), Upstream.TIKTOK, world.clock.instant().plusSeconds(i == 0 ? 20 : 40));
            assertThat(world.step(PortCalls.counting())).isInstanceOf(Outcome.GiveBack.class);
        }
        for (int i = 0; i < 2; i++) {
            world.tiktok.failNext(silent(Upstream.TIKTOK));
            assertThat(world.step(PortCalls.counting())).isInstanceOf(Outcome.GiveBack.class);
            assertThat(world.table.row(world.shop.id(), World.ORDER)).isEmpty();
        }
        world.tiktok.failNext(silent(Upstream.TIKTOK));
        world.step(PortCalls.counting());
        assertThat(world.row().reason()).contains(Reason.TIKTOK_UNAVAILABLE);
    }

    @Test
    void aTableThatDoesNotAnswerAtTheLastDeliveryAfterPausesIsNoBug() {
        placed();
        Instant sentAt = world.clock.instant();
        world.shops.pause(world.shop.id(), Upstream.TIKTOK, sentAt.plusSeconds(600));
        world.clock.advance(Duration.ofMinutes(20));
        PortCalls down = PortCalls.disturbingAll(call -> {
            if (call.name().startsWith("OrderTable.")) {
                throw silent(Upstream.AWS);
            }
            return call.proceed();
        });
        Outcome outcome = world.handle(world.worker(down), new MessageId("paused"), 10, sentAt, world.webhook());
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(world.schedules.waiting()).hasSize(1);
        world.settle();
        assertThat(world.row().status()).isEqualTo(Status.SYNCED);
    }
}
