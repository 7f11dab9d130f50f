package dev.ordersync.domain.stage;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Stage 7: is the merchant's plan active? */
public final class PlanStage implements Stage {
    @Override
    public StageName name() {
        return StageName.PLAN;
    }

    @Override
    public Verdict judge(Facts facts) {
        Plan plan = facts.shop().plan();
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("active", String.valueOf(plan.active()));
        plan.activeFrom().ifPresent(from -> seen.put("activeFrom", from.toString()));
        plan.activeUntil().ifPresent(until -> seen.put("activeUntil", until.toString()));
        if (plan.isActive(facts.now())) {
            return new Passed(seen);
        }
        Optional<Instant> begins = plan.activeFrom().filter(from -> plan.active() && from.isAfter(facts.now()));
        return new Blocked(Reason.PLAN_INACTIVE, Map.of(), seen, begins, false);
    }
}
