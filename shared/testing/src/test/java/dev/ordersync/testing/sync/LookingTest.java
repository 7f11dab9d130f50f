package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.sync.ExplainOrder;
import dev.ordersync.domain.sync.ExplainOrder.Explained;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.ShowOrder;
import dev.ordersync.domain.sync.ShowOrder.Shown;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a merchant sees of an order, and that seeing changes nothing. */
class LookingTest {
    private static final String ID = World.ORDER.value();
    private final World world = new World(SecondCreate.REFUSED);

    @Nested
    class Explaining {
        @Test
        void saysAllThatStandsInTheWayOfAnOrderAndDoesNothing() {
            world.has(Orders.held(ID).line("1", "NOBODY-HAS-THIS", "5.00").build());
            PortCalls calls = PortCalls.counting();

            Explained explained = explain(calls);

            assertThat(explained).isInstanceOfSatisfying(Explained.Explanation.class, explanation -> {
                assertThat(explanation.order()).isEqualTo(World.ORDER);
                assertThat(explanation.at()).isEqualTo(world.clock.instant());
                assertThat(explanation.findings())
                        .filteredOn(finding -> !finding.passed())
                        .extracting(finding -> ((Verdict.Blocked) finding.verdict()).reason())
                        .containsExactly(Reason.ORDER_ON_HOLD, Reason.PRODUCT_NOT_LINKED);
            });
            assertThat(calls.made())
                    .containsExactly(
                            "TikTokOrders.read", "OrderTable.row", "Links.of", "Stores.of", "Store.variantsBySku");
            assertThat(world.table.row(world.shop.id(), World.ORDER)).isEmpty();
        }

        @Test
        void countsWhatTheMerchantHasDecidedAlready() {
            world.has(Orders.held(ID).build()).send(world.webhook()).next();
            world.button().press(world.shop, World.ORDER, "merchant:m", Force.NO, "r-1");

            assertThat(explain(PortCalls.counting()))
                    .isInstanceOfSatisfying(
                            Explained.Explanation.class,
                            explanation -> assertThat(explanation.findings()).allMatch(finding -> finding.passed()));
        }

        @Test
        void knowsNoOrderThatTikTokDoesNotKnow() {
            assertThat(explain(PortCalls.counting())).isInstanceOf(Explained.NotFound.class);
        }

        @Test
        void saysThatTikTokDoesNotAnswer() {
            world.tiktok.failNext(new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "cut"));
            assertThat(explain(PortCalls.counting()))
                    .isInstanceOfSatisfying(Explained.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                            .isEqualTo(Reason.TIKTOK_UNAVAILABLE));

            world.tiktok.failNext(new Transient(Upstream.TIKTOK, Transient.Kind.RATE_LIMITED, null, "429"));
            assertThat(explain(PortCalls.counting()))
                    .isInstanceOfSatisfying(Explained.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                            .isEqualTo(Reason.TIKTOK_RATE_LIMITED));
        }

        @Test
        void saysWhatTikTokRefusesWith() {
            world.tiktok.failNext(
                    new Permanent(Upstream.TIKTOK, Permanent.Kind.REFUSED, "36009003", "internal", "req-7"));

            assertThat(explain(PortCalls.counting())).isInstanceOfSatisfying(Explained.Unreadable.class, unreadable -> {
                assertThat(unreadable.reason()).isEqualTo(Reason.TIKTOK_REFUSED);
                assertThat(unreadable.args()).containsEntry("code", "36009003").containsEntry("requestId", "req-7");
            });
        }

        private Explained explain(PortCalls calls) {
            return new ExplainOrder(world.ports(calls), new Judge(new Catalogue(world.clock)), World.addressHash())
                    .explain(world.shop, World.ORDER);
        }
    }

    @Nested
    class Showing {
        @Test
        void showsTheLinesOfTikTokWithHowTheyWereMatched() {
            world.has(Orders.paid(ID)).send(world.webhook()).settle();

            Shown shown = show();

            assertThat(shown.row()).isEqualTo(world.row());
            assertThat(shown.lines().orElseThrow())
                    .extracting(
                            line -> line.line().quantity(),
                            line -> line.match().orElseThrow().kind())
                    .containsExactly(tuple(2, LineMatch.Kind.SKU), tuple(1, LineMatch.Kind.SKU));
        }

        @Test
        void showsTheCandidatesAmongWhichToChoose() {
            world.store.variant("v-9", "CT-BLK-M");
            world.has(Orders.paid(ID)).send(world.webhook()).settle();

            assertThat(show().lines().orElseThrow().get(0).match().orElseThrow().candidates())
                    .hasSize(2);
        }

        @Test
        void showsLinesThatWereNeverMatchedWithoutAMatch() {
            world.has(Orders.held(ID).build()).send(world.webhook()).next();

            assertThat(show().lines().orElseThrow())
                    .allMatch(line -> line.match().isEmpty());
        }

        @Test
        void leavesOutTheLinesThatWereCancelledUnlessAllWere() {
            TikTokOrder partly = Orders.order(ID)
                    .line(LineBuilder.top())
                    .line(LineBuilder.sticker().status("CANCELLED"))
                    .build();
            world.has(partly).send(world.webhook()).settle();
            assertThat(show().lines().orElseThrow()).hasSize(1);

            world.has(Orders.order(ID)
                    .status(OrderStatus.CANCELLED)
                    .line(LineBuilder.top().status("CANCELLED"))
                    .line(LineBuilder.sticker().status("CANCELLED"))
                    .build());
            assertThat(show().lines().orElseThrow()).hasSize(2);
        }

        @Test
        void showsTheRowAloneWhenTikTokDoesNotAnswer() {
            world.has(Orders.paid(ID)).send(world.webhook()).settle();
            world.tiktok.failNext(new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "cut"));

            assertThat(show().lines()).isEmpty();
        }

        @Test
        void knowsNoOrderThatWasNeverSeen() {
            assertThat(new ShowOrder(world.table, world.tiktok).show(world.shop, new OrderId("1")))
                    .isEmpty();
        }

        private Shown show() {
            return new ShowOrder(world.table, world.tiktok)
                    .show(world.shop, World.ORDER)
                    .orElseThrow();
        }
    }

    @Nested
    class Warnings {
        @Test
        void aPendingCancelRequestIsAWarningAndStopsNothing() {
            world.has(Orders.order(ID).cancelRequested().build())
                    .send(world.webhook())
                    .settle();

            assertThat(world.row().warnings()).containsExactly(Warning.CANCELLATION_REQUESTED);
            assertThat(world.storeOrders()).isEqualTo(1);
        }

        @Test
        void aTotalThatDiffersIsAWarningAndStopsNothing() {
            world.has(Orders.order(ID).total("33.00").build())
                    .send(world.webhook())
                    .settle();

            assertThat(world.row().warnings()).containsExactly(Warning.AMOUNTS_DIFFER);
            assertThat(world.storeOrders()).isEqualTo(1);
        }
    }
}
