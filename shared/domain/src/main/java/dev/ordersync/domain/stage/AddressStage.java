package dev.ordersync.domain.stage;

import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Settings.OnHoldRule;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stage 5: is the buyer's free-cancellation hour over, and do we know where the order goes? */
public final class AddressStage implements Stage {
    @Override
    public StageName name() {
        return StageName.ADDRESS;
    }

    @Override
    public Verdict judge(Facts facts) {
        TikTokOrder order = facts.order();
        AddressState address = order.recipient().addressState();
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("status", order.statusText());
        order.paidAt().ifPresent(paid -> seen.put("paidAt", paid.toString()));
        seen.put("address", address.name());
        seen.put("onHoldRule", facts.shop().settings().onHoldRule().name());
        if (order.isCancelled()) {
            // Passed stage 2 by the merchant's word: made as cancelled, nothing is shipped anywhere.
            return new Passed(seen);
        }
        if (order.isOnHold(facts.now())) {
            boolean go = facts.shop().settings().onHoldRule() == OnHoldRule.SYNC_AT_ONCE
                    || facts.row().waives(Reason.ORDER_ON_HOLD);
            return go ? new Passed(seen) : Blocked.until(order.expectedHoldEnd(), Reason.ORDER_ON_HOLD, seen);
        }
        // TikTok shows no address before the payment; that it is missing can be said only after the hold.
        if (order.shippingType() == ShippingType.SELLER
                && order.status() != OrderStatus.UNPAID
                && address != AddressState.CLEAR
                && !facts.row().waives(Reason.SHIPPING_ADDRESS_MISSING)) {
            return Blocked.because(Reason.SHIPPING_ADDRESS_MISSING, Map.of(), seen);
        }
        return new Passed(seen);
    }
}
