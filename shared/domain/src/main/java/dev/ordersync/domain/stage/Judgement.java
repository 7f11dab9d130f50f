package dev.ordersync.domain.stage;

import dev.ordersync.domain.shop.LinkMove;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.NewStoreOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the stages and the preflight said about an order.
 *
 * @param findings in their order; a check's end with the first refusal
 * @param moves links that are out of date
 * @param draft the store order, where every stage passed
 */
public record Judgement(
        List<Finding> findings, List<LineMatch> matches, List<LinkMove> moves, Optional<NewStoreOrder> draft) {

    public Judgement {
        findings = List.copyOf(findings);
    }

    /** The first refusal, which is the reason; empty when all passed. */
    public Optional<Finding> refusal() {
        return findings.stream().filter(finding -> !finding.passed()).findFirst();
    }

    /** The facts for the trail: of the refusing stage, or of all when none refused. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        refusal()
                .ifPresentOrElse(
                        finding -> facts.putAll(finding.verdict().facts()),
                        () -> findings.forEach(
                                finding -> facts.putAll(finding.verdict().facts())));
        return facts;
    }
}
