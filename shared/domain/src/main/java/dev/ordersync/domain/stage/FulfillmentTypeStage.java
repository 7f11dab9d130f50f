package dev.ordersync.domain.stage;

import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import java.util.Map;

/** Stage 4: whose warehouse ships? What TikTok ships from its own must never be shipped twice. */
public final class FulfillmentTypeStage implements Stage {
    @Override
    public StageName name() {
        return StageName.FULFILLMENT_TYPE;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, String> seen = Map.of(
                "fulfillmentType", facts.order().fulfillmentType().name(),
                "shippingType", facts.order().shippingType().name());
        if (facts.order().fulfillmentType() == FulfillmentType.TIKTOK) {
            return Blocked.because(Reason.FULFILLED_BY_TIKTOK, Map.of(), seen);
        }
        return new Passed(seen);
    }
}
