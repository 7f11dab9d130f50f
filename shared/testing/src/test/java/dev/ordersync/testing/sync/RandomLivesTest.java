package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.stage.Facts;
import dev.ordersync.domain.stage.Finding;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens on the way: once all is quiet, the store has one order where one belongs and none elsewhere, and the
 * row says what an undisturbed check would say. {@code -Dordersync.seed} repeats a run, {@code -Dordersync.lives} lengthens
 * it.
 */
class RandomLivesTest {
    private static final long SEED = Long.getLong("ordersync.seed", System.nanoTime());
    private static final int LIVES = Integer.getInteger("ordersync.lives", 400);

    @ParameterizedTest
    @EnumSource
    void everyLifeEndsWell(SecondCreate second) {
        System.out.println("random lives: -Dordersync.seed=" + SEED);
        for (int i = 0; i < LIVES; i++) {
            long seed = SEED + i;
            RandomLife life = new RandomLife(seed, second);
            try {
                life.live();
                endsWell(life);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ", second create " + second + "\n" + String.join("\n", life.sim.log), e);
            }
        }
    }

    private static void endsWell(RandomLife life) {
        OrderRow row = life.sim.row().orElseThrow();
        assertThat(row.effect().claim()).as("claim").isEmpty();
        assertThat(row.effect().pending()).isEmpty();
        assertThat(row.isSyncingOrUnconfirmed()).isFalse();
        assertThat(row.nextCheckAt()).isEmpty();
        List<StoreOrder> orders = life.sim.world.store.orders();
        if (row.status() == Status.SYNCED) {
            synced(life, row, orders);
        } else if (!life.sim.createdTooLate) {
            assertThat(orders).as("store orders").isEmpty();
            assertThat(row.reason()).isEqualTo(judged(life, row).flatMap(RandomLivesTest::reason));
            assertThat(row.attention())
                    .isEqualTo(Attention.derive(row, life.sim.world.clock.instant())
                            .attention());
        }
        if (!life.sim.createdTooLate) {
            assertThat(life.sim.world.duplicates()).isEmpty();
        }
        isTold(life, row);
        int effort = life.sim.inputs + 10;
        assertThat(life.sim.deliveries)
                .as("deliveries for %d inputs", life.sim.inputs)
                .isLessThan(4 * effort);
        assertThat(life.sim.calls).as("calls for %d inputs", life.sim.inputs).isLessThan(20 * effort);
    }

    /** What the row has to tell was told, though up to two workers died on the way. */
    private static void isTold(RandomLife life, OrderRow row) {
        boolean arrived = row.status() == Status.SYNCED && row.attention().isEmpty();
        boolean toTell = row.news() > 0 && (row.attention().isPresent() || arrived);
        if (!toTell || life.sim.deadLetter || life.sim.deaths > 2 || life.sim.isWrittenByRequest(row.news())) {
            return;
        }
        assertThat(life.sim.world.events).extracting(Bus.Event::id).as("told").contains(row.order() + "#" + row.news());
    }

    private static void synced(RandomLife life, OrderRow row, List<StoreOrder> orders) {
        assertThat(orders).as("store orders").hasSize(1);
        StoreOrder order = orders.get(0);
        assertThat(row.effect().storeOrderId()).contains(order.id());
        isAsTikTokHasIt(life, row, order);
        assertThat(life.sim.world.unitsInLines())
                .containsExactlyElementsOf(order.lines().stream()
                        .flatMap(line -> line.lineItemIds().stream())
                        .toList());
        assertThat(life.sim.world.trail()).anyMatch(entry -> entry.status() == Status.SYNCED);
    }

    private static void isAsTikTokHasIt(RandomLife life, OrderRow row, StoreOrder order) {
        TikTokOrder tiktok = tiktok(life);
        boolean leftTooLate = order.shipped() && tiktok.isCancelled();
        assertThat(order.cancelled()).as("cancelled").isEqualTo(tiktok.isCancelled() && !leftTooLate);
        assertThat(order.tags().contains(StoreOrderDraft.TAG_CANCEL_REQUESTED))
                .as("cancellation requested")
                .isEqualTo(tiktok.isCancelRequestOpen());
        assertThat(order.note().split("ordersync:[0-9]+:CANCEL", -1)).hasSizeLessThanOrEqualTo(2);
        assertThat(order.note().split(":LINES-1", -1)).hasSizeLessThanOrEqualTo(2);
        if (!tiktok.isCancelled()) {
            assertThat(row.effect().form()).isNotEqualTo(Optional.of(Form.HELD));
            assertThat(order.tags()).doesNotContain(StoreOrderDraft.TAG_ON_HOLD);
            assertThat(order.payable()).isFalse();
            if (!order.shipped()) {
                assertThat(life.sim.world.store.address(order.id())).isEqualTo(StoreOrderDraft.address(tiktok));
            }
        }
        if (!life.sim.deadLetter) {
            List<Optional<Reason>> possible = leftTooLate
                    ? List.of(Optional.of(Reason.CANCELLED_AFTER_SHIPMENT))
                    : order.cancelled()
                            ? List.of(Optional.empty())
                            : List.of(
                                    Optional.empty(),
                                    Optional.of(Reason.LINES_CANCELLED),
                                    Optional.of(Reason.ADDRESS_CHANGED_AFTER_SHIPMENT));
            assertThat(row.attention()).isIn(possible);
        }
    }

    private static TikTokOrder tiktok(RandomLife life) {
        return ((OrderRead.Found) life.sim
                        .world
                        .tiktok
                        .read(life.sim.world.shop, List.of(World.ORDER))
                        .get(World.ORDER))
                .order();
    }

    /** What the stages say at the end, on the facts as they are then. */
    private static Optional<Finding> judged(RandomLife life, OrderRow row) {
        TikTokOrder order = tiktok(life);
        Facts facts = new Facts(
                order,
                life.sim.shop(),
                row,
                life.sim.world.links.of(
                        life.sim.world.shop.id(),
                        order.lineItems().stream().map(line -> line.sku()).toList(),
                        Links.Consistency.STRONG),
                life.sim.world.clock.instant());
        return new Judge(new Catalogue(life.sim.world.clock))
                .judge(facts, life.sim.world.store, Freshness.FRESH)
                .refusal();
    }

    private static Optional<dev.ordersync.domain.reason.Reason> reason(Finding finding) {
        return finding.verdict() instanceof Verdict.Blocked blocked ? Optional.of(blocked.reason()) : Optional.empty();
    }
}
