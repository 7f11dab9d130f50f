package dev.ordersync.testing.stage;

import static dev.ordersync.domain.stage.StageName.ADDRESS;
import static dev.ordersync.domain.stage.StageName.CANCELLED;
import static dev.ordersync.domain.stage.StageName.FULFILLMENT_TYPE;
import static dev.ordersync.domain.stage.StageName.PLAN;
import static dev.ordersync.domain.stage.StageName.PLATFORM;
import static dev.ordersync.domain.stage.StageName.PRE_CHECK;
import static dev.ordersync.domain.stage.StageName.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Settings.SampleRule;
import dev.ordersync.domain.stage.Finding;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.stage.StageName;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.Refusal;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final TikTokOrder order = Orders.paid(Bench.ID);
    private final Bench bench = new Bench();

    @Test
    void anOrderThatPassesAllStagesAndThePreflightHasAStoreOrder() {
        Judgement judgement = bench.judge(order);

        assertThat(judgement.refusal()).isEmpty();
        assertThat(Bench.stages(judgement)).containsExactly(StageName.values());
        assertThat(judgement.findings().get(7).stage()).isEmpty();
        assertThat(judgement.draft()).isPresent();
        assertThat(judgement.facts()).containsEntry("form", "PLAIN").containsEntry("autoSync", "true");
    }

    @Test
    void theStagesHaveTheirFixedOrder() {
        assertThat(StageName.values())
                .containsExactly(PRE_CHECK, CANCELLED, SAMPLE, FULFILLMENT_TYPE, ADDRESS, PLATFORM, PLAN);
        assertThat(PRE_CHECK.number()).isEqualTo(1);
        assertThat(PLAN.number()).isEqualTo(7);
    }

    /** An order that every stage refuses is put right one stage after the other. */
    @Test
    void theFirstRefusalIsTheReason() {
        Plan ended = new Plan(true, Optional.empty(), Optional.of(bench.clock.instant()));
        ShopBuilder shop = ShopBuilder.shop()
                .plan(ended)
                .samples(SampleRule.DO_NOT_SYNC)
                .connectedAt(Orders.CREATED_AT.plusSeconds(1));
        bench.store.remove(Bench.TOP);
        bench.shop(shop);
        OrderBuilder wrong = wrongInEveryWay();
        List<Reason> reasons = new ArrayList<>();

        reasons.add(bench.blocked(wrong.build()).reason());
        bench.waived(Reason.ORDER_BEFORE_CONNECTION);
        reasons.add(bench.blocked(wrong.build()).reason());
        wrong.status(OrderStatus.ON_HOLD);
        reasons.add(bench.blocked(wrong.build()).reason());
        bench.shop(shop.samples(SampleRule.SYNC));
        reasons.add(bench.blocked(wrong.build()).reason());
        wrong.fulfillmentType(FulfillmentType.SELLER);
        reasons.add(bench.blocked(wrong.build()).reason());
        wrong.status(OrderStatus.AWAITING_SHIPMENT);
        reasons.add(bench.blocked(wrong.build()).reason());
        wrong.address(Orders.recipient(Bench.ID));
        reasons.add(bench.blocked(wrong.build()).reason());
        bench.store.variant(Bench.TOP.value(), "CT-BLK-M");
        bench.clock.advance(Duration.ofSeconds(60));
        reasons.add(bench.blocked(wrong.build()).reason());
        bench.shop(shop.plan(Plan.unlimited()));

        assertThat(reasons)
                .containsExactly(
                        Reason.ORDER_BEFORE_CONNECTION,
                        Reason.ORDER_CANCELLED,
                        Reason.SAMPLE_SYNC_DISABLED,
                        Reason.FULFILLED_BY_TIKTOK,
                        Reason.ORDER_ON_HOLD,
                        Reason.SHIPPING_ADDRESS_MISSING,
                        Reason.PRODUCT_NOT_LINKED,
                        Reason.PLAN_INACTIVE);
        assertThat(bench.reason(wrong.build())).isEmpty();
    }

    @Test
    void aCheckStopsAtTheFirstRefusalAndAsksTheStoreNothingForIt() {
        bench.store.failNextRead(down());

        Judgement judgement = bench.judge(wrongInEveryWay().build());

        assertThat(Bench.stages(judgement)).containsExactly(PRE_CHECK, CANCELLED);
        assertThat(judgement.matches()).isEmpty();
        assertThat(judgement.draft()).isEmpty();
    }

    @Test
    void explainListsEveryRefusal() {
        bench.shop(ShopBuilder.shop()
                .autoSync(false)
                .samples(SampleRule.DO_NOT_SYNC)
                .plan(new Plan(false, Optional.empty(), Optional.empty())));
        bench.store.remove(Bench.TOP);

        Judgement judgement = bench.explain(
                wrongInEveryWay().status(OrderStatus.AWAITING_SHIPMENT).build());

        assertThat(Bench.stages(judgement)).containsExactly(StageName.values());
        assertThat(judgement.findings())
                .filteredOn(finding -> !finding.passed())
                .extracting(finding -> Bench.reason(finding.verdict()))
                .containsExactly(
                        Reason.AUTO_SYNC_DISABLED,
                        Reason.SAMPLE_SYNC_DISABLED,
                        Reason.FULFILLED_BY_TIKTOK,
                        Reason.SHIPPING_ADDRESS_MISSING,
                        Reason.PRODUCT_NOT_LINKED,
                        Reason.PLAN_INACTIVE);
    }

    @Test
    void explainAsksForThePreflightAlsoWhereAStageRefuses() {
        bench.shop(ShopBuilder.shop().autoSync(false));
        bench.store.refuse(new Refusal(Reason.STORE_OUT_OF_STOCK, Map.of("product", "Crochet Top")));

        Finding store = bench.explain(order).findings().get(7);

        assertThat(store.stage()).isEmpty();
        assertThat(Bench.reason(store.verdict())).isEqualTo(Reason.STORE_OUT_OF_STOCK);
    }

    @Test
    void explainAsksForNoPreflightOfLinesThatHaveNoVariant() {
        bench.store.remove(Bench.TOP);

        assertThat(bench.explain(order).findings()).hasSize(7);
    }

    @Nested
    class Undecided {
        @Test
        void aStoreThatDoesNotAnswerLeavesStageSixUndecided() {
            bench.store.failNextRead(down());

            Finding refusal = bench.judge(order).refusal().orElseThrow();

            assertThat(refusal.stage()).contains(PLATFORM);
            assertThat(refusal.verdict()).isInstanceOf(Verdict.Undecided.class);
            assertThat(Bench.reason(refusal.verdict())).isEqualTo(Reason.STORE_UNAVAILABLE);
        }

        @Test
        void aTimeOutIsNotADeletedProduct() {
            bench.linked(Bench.TOP, "CT-BLK-M", ShopBuilder.CONNECTED_AT).store.failNextRead(down());

            assertThat(bench.reason(order)).contains(Reason.STORE_UNAVAILABLE);
        }

        @Test
        void aLimitedStoreSaysHowLongToWait() {
            bench.store.failNextRead(new Transient(
                    Upstream.STORE, Transient.Kind.RATE_LIMITED, Duration.ofSeconds(7), "asked to slow down"));

            Verdict verdict = bench.judge(order).refusal().orElseThrow().verdict();

            assertThat(verdict).isInstanceOfSatisfying(Verdict.Undecided.class, undecided -> {
                assertThat(undecided.reason()).isEqualTo(Reason.STORE_RATE_LIMITED);
                assertThat(undecided.retryAfter()).contains(Duration.ofSeconds(7));
            });
        }

        @Test
        void aStoreThatTakesNoTokenAnyMoreIsToBeConnectedAgain() {
            bench.store.failNextRead(
                    new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "401", "the token was taken back", ""));

            Verdict verdict = bench.judge(order).refusal().orElseThrow().verdict();

            assertThat(Bench.reason(verdict)).isEqualTo(Reason.STORE_AUTH_EXPIRED);
            assertThat(((Verdict.Undecided) verdict).args()).containsEntry("words", "the token was taken back");
        }

        @Test
        void aStoreThatRefusesToBeReadHasRejectedTheOrder() {
            bench.store.failNextRead(
                    new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, "ACCESS_DENIED", "read_products", ""));

            assertThat(bench.reason(order)).contains(Reason.STORE_REJECTED);
        }

        @Test
        void aTableOfOursThatDoesNotAnswerIsNotTheStoresDoing() {
            bench.store.failNextRead(new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "DynamoDB"));

            assertThatThrownBy(() -> bench.judge(order)).isInstanceOf(Transient.class);
        }

        @Test
        void explainGoesOnWithTheNextStage() {
            bench.shop(ShopBuilder.shop().plan(new Plan(false, Optional.empty(), Optional.empty())));
            bench.store.failNextRead(down());

            Judgement judgement = bench.explain(order);

            assertThat(Bench.verdict(judgement, PLATFORM)).isInstanceOf(Verdict.Undecided.class);
            assertThat(Bench.verdict(judgement, PLAN)).isInstanceOf(Verdict.Blocked.class);
            assertThat(judgement.findings()).hasSize(7);
        }

        @Test
        void aPreflightThatIsNotAnsweredIsUndecidedAndOfNoStage() {
            bench.judge(order);
            bench.store.failNextRead(down());

            Finding refusal = bench.judge(order).refusal().orElseThrow();

            assertThat(refusal.stage()).isEmpty();
            assertThat(refusal.verdict()).isInstanceOf(Verdict.Undecided.class);
        }
    }

    @Nested
    class Preflight {
        @Test
        void theFirstThingThatTheStoreWouldRefuseIsTheReasonAndOfNoStage() {
            Map<String, String> args = Map.of("product", "Crochet Top", "field", "Engraving");
            bench.store
                    .refuse(new Refusal(Reason.STORE_REQUIRED_FIELD_MISSING, args))
                    .refuse(new Refusal(Reason.STORE_OUT_OF_STOCK, Map.of("product", "Sticker")));

            Finding refusal = bench.judge(order).refusal().orElseThrow();

            assertThat(refusal.stage()).isEmpty();
            assertThat(refusal.verdict()).isInstanceOfSatisfying(Verdict.Blocked.class, blocked -> {
                assertThat(blocked.reason()).isEqualTo(Reason.STORE_REQUIRED_FIELD_MISSING);
                assertThat(blocked.reason().message(blocked.args()))
                        .isEqualTo("The store wants a value for Engraving of Crochet Top.");
                assertThat(blocked.facts()).containsEntry("refusals", "2");
            });
        }

        @Test
        void theStoreIsAskedOnlyAfterTheSevenStages() {
            bench.store.refuse(new Refusal(Reason.CURRENCY_MISMATCH, Map.of()));
            bench.shop(ShopBuilder.shop().plan(new Plan(false, Optional.empty(), Optional.empty())));

            assertThat(bench.reason(order)).contains(Reason.PLAN_INACTIVE);
        }
    }

    @Nested
    class Caching {
        @Test
        void aCheckTakesLookUpsOfTheLastMinute() {
            bench.judge(order);
            bench.store.remove(Bench.TOP);

            assertThat(bench.reason(order)).isEmpty();
            bench.clock.advance(Duration.ofSeconds(60));
            assertThat(bench.reason(order)).contains(Reason.PRODUCT_NOT_LINKED);
        }

        @Test
        void syncTakesNoneAndWhatItSeesHoldsForTheChecksAfterIt() {
            bench.store.remove(Bench.TOP);
            bench.judge(order);
            bench.store.variant(Bench.TOP.value(), "CT-BLK-M");

            assertThat(bench.reason(order)).contains(Reason.PRODUCT_NOT_LINKED);
            assertThat(bench.judgeFresh(order).refusal()).isEmpty();
            assertThat(bench.reason(order)).isEmpty();
        }

        @Test
        void aLinkedVariantIsLookedUpLikeOthers() {
            bench.linked(Bench.TOP, "", ShopBuilder.CONNECTED_AT);
            bench.judge(order);
            bench.store.remove(Bench.TOP);

            assertThat(bench.reason(order)).isEmpty();
            assertThat(bench.judgeFresh(order).refusal()).isPresent();
            assertThat(bench.reason(order)).contains(Reason.PRODUCT_DELETED);
        }

        @Test
        void oneConnectionKnowsNothingOfAnother() {
            bench.judge(order);
            bench.store.remove(Bench.TOP);

            bench.shop(ShopBuilder.shop().id("7494049642642449999"));
            assertThat(bench.reason(order)).contains(Reason.PRODUCT_NOT_LINKED);
        }
    }

    private static OrderBuilder wrongInEveryWay() {
        return Orders.order(Bench.ID)
                .status(OrderStatus.CANCELLED)
                .sample()
                .fulfillmentType(FulfillmentType.TIKTOK)
                .address(Recipient.none());
    }

    private static Transient down() {
        return new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "no answer within 20 s");
    }
}
