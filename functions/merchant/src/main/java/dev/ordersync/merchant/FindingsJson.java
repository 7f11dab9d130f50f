package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.stage.Finding;
import dev.ordersync.domain.stage.StageName;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.sync.ExplainOrder.Explained.Explanation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What checks found: an order's trail, and its explanation. */
final class FindingsJson {
    private FindingsJson() {}

    static ObjectNode of(TrailEntry entry) {
        ObjectNode node = JsonCodec.object();
        node.set("at", JsonCodec.time(entry.at()));
        node.put("cause", entry.cause().name());
        node.put("actor", entry.actor());
        entry.stage().ifPresent(stage -> node.put("stage", stage));
        node.put("verdict", entry.verdict());
        node.set("reason", JsonCodec.text(entry.reason()));
        node.put("status", entry.status().name());
        ObjectNode facts = facts(entry.facts());
        matches(facts, entry.matches());
        node.set("facts", facts);
        return node;
    }

    private static void matches(ObjectNode facts, List<LineMatch> found) {
        if (found.isEmpty()) {
            return;
        }
        ArrayNode matches = facts.putArray("matches");
        found.forEach(match -> {
            ObjectNode one = matches.addObject();
            one.put("sku", match.sku().value());
            one.put("sellerSku", match.sellerSku());
            one.put("match", match.kind().name());
            one.set("storeVariant", JsonCodec.text(match.variant().map(variant -> variant.id())));
            OrderJson.candidates(one, Optional.of(match));
        });
    }

    static ObjectNode of(Explanation explanation) {
        ObjectNode node = JsonCodec.object();
        node.put("order", explanation.order().value());
        node.set("at", JsonCodec.time(explanation.at()));
        // Beside the stages: an unpaid order may pass them all and is not created yet.
        node.set(
                "waiting",
                explanation.waiting().<JsonNode>map(FindingsJson::waiting).orElseGet(NullNode::getInstance));
        ArrayNode stages = node.putArray("stages");
        explanation.findings().forEach(finding -> finding.stage()
                .ifPresent(stage -> stages.add(finding(stage, finding.verdict(), explanation.matches()))));
        node.set(
                "store",
                explanation.findings().stream()
                        .filter(finding -> finding.stage().isEmpty())
                        .findFirst()
                        .map(Finding::verdict)
                        .map(FindingsJson::verdict)
                        // Without a variant for every line there is nothing to ask the store about.
                        .orElseGet(() -> words("UNDECIDED", Optional.empty(), Map.of(), Map.of())));
        node.putArray("shipments");
        return node;
    }

    private static ObjectNode waiting(State state) {
        Reason reason = state.reason().orElseThrow();
        return JsonCodec.object()
                .put("reason", reason.name())
                .put("message", reason.message(state.args()))
                .put("resolution", reason.resolution(state.args()));
    }

    private static ObjectNode finding(StageName stage, Verdict verdict, List<LineMatch> matches) {
        ObjectNode node = JsonCodec.object();
        node.put("stage", stage.number());
        node.put("name", stage.name());
        node.setAll(verdict(verdict));
        if (stage == StageName.PLATFORM) {
            matches((ObjectNode) node.get("facts"), matches);
        }
        return node;
    }

    private static ObjectNode verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> words("PASS", Optional.empty(), Map.of(), passed.facts());
            case Verdict.Blocked blocked ->
                words("BLOCKED", Optional.of(blocked.reason()), blocked.args(), blocked.facts());
            case Verdict.Undecided undecided ->
                words("UNDECIDED", Optional.of(undecided.reason()), undecided.args(), undecided.facts());
        };
    }

    private static ObjectNode words(
            String verdict, Optional<Reason> reason, Map<String, String> args, Map<String, String> facts) {
        ObjectNode node = JsonCodec.object();
        node.put("verdict", verdict);
        node.set("reason", JsonCodec.text(reason));
        node.set("message", JsonCodec.text(reason.map(why -> why.message(args))));
        node.set("resolution", JsonCodec.text(reason.map(why -> why.resolution(args))));
        node.set("facts", facts(facts));
        return node;
    }

    private static ObjectNode facts(Map<String, String> facts) {
        ObjectNode node = JsonCodec.object();
        new TreeMap<>(facts).forEach(node::put);
        return node;
    }
}
