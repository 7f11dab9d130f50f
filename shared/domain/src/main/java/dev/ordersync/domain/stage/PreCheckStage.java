package dev.ordersync.domain.stage;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stage 1: is this shop to be synced at all, and is the order younger than what the merchant connected? */
public final class PreCheckStage implements Stage {
    @Override
    public StageName name() {
        return StageName.PRE_CHECK;
    }

    @Override
    public Verdict judge(Facts facts) {
        TikTokOrder order = facts.order();
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("autoSync", String.valueOf(facts.shop().settings().autoSync()));
        seen.put("createdAt", order.createdAt().toString());
        seen.put("connectedAt", facts.shop().connectedAt().toString());
        if (!facts.shop().settings().autoSync()) {
            return Blocked.because(Reason.AUTO_SYNC_DISABLED, Map.of(), seen);
        }
        if (order.createdAt().isBefore(facts.shop().connectedAt())
                && !facts.row().waives(Reason.ORDER_BEFORE_CONNECTION)) {
            return Blocked.because(Reason.ORDER_BEFORE_CONNECTION, Map.of(), seen);
        }
        for (Wanted wanted : Wanted.of(order)) {
            Link link = facts.links().get(wanted.sku());
            if (link != null && isTooYoung(link, facts)) {
                seen.put("linkedAt", link.linkedAt().toString());
                return Blocked.because(Reason.ORDER_BEFORE_PRODUCT_LINK, wanted.args(), seen);
            }
        }
        return new Passed(seen);
    }

    /**
     * Comparing order and link alone could never clear: a link does not grow older than the order it came after. So it
     * counts that we knew the order before the link (linking released it), or that Sync was pressed after linking.
     */
    private static boolean isTooYoung(Link link, Facts facts) {
        if (!link.linkedAt().isAfter(facts.order().createdAt())) {
            return false;
        }
        boolean released = facts.shop().settings().releaseOnLink()
                && facts.row().isStored()
                && facts.row().firstSeenAt().isBefore(link.linkedAt());
        boolean retried = facts.row()
                .syncPressedAt()
                .map(pressed -> !pressed.isBefore(link.linkedAt()))
                .orElse(false);
        return !released && !retried;
    }
}
