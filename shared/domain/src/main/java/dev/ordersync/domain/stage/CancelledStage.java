package dev.ordersync.domain.stage;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import java.util.Map;
import java.util.Optional;

/** Stage 2: was the order cancelled as a whole? Some cancelled lines are left out instead. */
public final class CancelledStage implements Stage {
    @Override
    public StageName name() {
        return StageName.CANCELLED;
    }

    @Override
    public Verdict judge(Facts facts) {
        boolean neverPaid = facts.order().neverPaid();
        Map<String, String> seen = Map.of("status", facts.order().statusText(), "paid", String.valueOf(!neverPaid));
        if (!facts.order().isCancelled() || facts.row().waives(Reason.ORDER_CANCELLED) && !neverPaid) {
            return new Passed(seen);
        }
        Map<String, String> args = neverPaid ? Map.of(Reason.WHY_NOT, "it was never paid") : Map.of();
        return new Blocked(Reason.ORDER_CANCELLED, args, seen, Optional.empty(), !neverPaid);
    }
}
