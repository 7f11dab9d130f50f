package dev.ordersync.domain.stage;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.LinkMove;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import dev.ordersync.domain.store.LineMatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stage 6: does every line have exactly one store variant? The first that has not gives the reason. */
public final class PlatformStage implements Stage {
    private final Matching matching;

    /** @param matching as it was made for this very check, so that judge and store order see the same variants */
    public PlatformStage(Matching matching) {
        this.matching = matching;
    }

    @Override
    public StageName name() {
        return StageName.PLATFORM;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<LineMatch> matches = matching.matches(facts);
        List<Wanted> wanted = Wanted.of(facts.order());
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("skus", String.valueOf(wanted.size()));
        seen.put("skuMatch", String.valueOf(facts.shop().settings().skuMatch()));
        matching.moves().stream()
                .filter(LinkMove::isToAnother)
                .map(LinkMove::to)
                .forEach(link ->
                        seen.put("relinked " + link.sku(), link.variant().value()));
        for (int i = 0; i < matches.size(); i++) {
            LineMatch match = matches.get(i);
            Map<String, String> args = wanted.get(i).args();
            switch (match.kind()) {
                case LINK, SKU -> {}
                case NONE -> {
                    return Blocked.because(Reason.PRODUCT_NOT_LINKED, args, seen);
                }
                case DELETED -> {
                    return Blocked.because(Reason.PRODUCT_DELETED, args, seen);
                }
                case AMBIGUOUS -> {
                    Map<String, String> counted = new LinkedHashMap<>(args);
                    counted.put("count", String.valueOf(match.candidates().size()));
                    return Blocked.because(Reason.SKU_AMBIGUOUS, counted, seen);
                }
            }
        }
        return new Passed(seen);
    }
}
