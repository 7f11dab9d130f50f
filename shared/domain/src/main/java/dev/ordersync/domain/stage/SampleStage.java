package dev.ordersync.domain.stage;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Settings.SampleRule;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import java.util.Map;

/** Stage 3: is it a free sample, and does the shop sync those? A price of zero alone makes no sample. */
public final class SampleStage implements Stage {
    @Override
    public StageName name() {
        return StageName.SAMPLE;
    }

    @Override
    public Verdict judge(Facts facts) {
        SampleRule rule = facts.shop().settings().sampleRule();
        Map<String, String> seen = Map.of("sample", String.valueOf(facts.order().sample()), "rule", rule.name());
        if (facts.order().sample() && rule == SampleRule.DO_NOT_SYNC) {
            return Blocked.because(Reason.SAMPLE_SYNC_DISABLED, Map.of(), seen);
        }
        return new Passed(seen);
    }
}
