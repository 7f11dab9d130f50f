package dev.ordersync.testing.stage;

import static dev.ordersync.domain.reason.Reason.PLAN_INACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanStageTest {
    private final TikTokOrder order = Orders.paid(Bench.ID);
    private final Bench bench = new Bench();
    private final Instant now = bench.clock.instant();

    @Test
    void refusesWhileThePlanIsSwitchedOffAndKnowsNoTimeAtWhichThatEnds() {
        plan(new Plan(false, Optional.of(now.plusSeconds(60)), Optional.empty()));

        assertThat(bench.blocked(order).reason()).isEqualTo(PLAN_INACTIVE);
        assertThat(bench.blocked(order).lookAgainAt()).isEmpty();
    }

    @Test
    void looksAgainWhenThePlanBegins() {
        plan(new Plan(true, Optional.of(now.plusSeconds(60)), Optional.empty()));

        assertThat(bench.blocked(order).reason()).isEqualTo(PLAN_INACTIVE);
        assertThat(bench.blocked(order).lookAgainAt()).contains(now.plusSeconds(60));
    }

    @Test
    void aPlanThatHasEndedDoesNotBeginAgainByItself() {
        plan(new Plan(true, Optional.of(now.minusSeconds(60)), Optional.of(now)));

        assertThat(bench.blocked(order).reason()).isEqualTo(PLAN_INACTIVE);
        assertThat(bench.blocked(order).lookAgainAt()).isEmpty();
    }

    @Test
    void noWaiverTakesThePlaceOfAPlan() {
        plan(new Plan(false, Optional.empty(), Optional.empty()));
        bench.waived(PLAN_INACTIVE);

        assertThat(bench.reason(order)).contains(PLAN_INACTIVE);
    }

    @Test
    void passesWithinThePlansTime() {
        plan(new Plan(true, Optional.of(now), Optional.of(now.plusSeconds(1))));

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void theTrailKnowsThePlanThatWasJudgedBy() {
        plan(new Plan(true, Optional.of(now.minusSeconds(60)), Optional.of(now)));

        assertThat(bench.judge(order).facts())
                .containsEntry("active", "true")
                .containsEntry("activeFrom", now.minusSeconds(60).toString())
                .containsEntry("activeUntil", now.toString());
    }

    private void plan(Plan plan) {
        bench.shop(ShopBuilder.shop().plan(plan));
    }
}
