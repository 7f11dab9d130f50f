package dev.ordersync.domain.stage;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.stage.Verdict.Blocked;
import dev.ordersync.domain.stage.Verdict.Passed;
import dev.ordersync.domain.stage.Verdict.Undecided;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.Refusal;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs the seven stages and the preflight over one order. Reads, and has no effect. */
public final class Judge {
    private final Catalogue catalogue;

    public Judge(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Stops at the first refusal, as a check does. */
    public Judgement judge(Facts facts, Store store, Freshness freshness) {
        return run(facts, store, freshness, false);
    }

    /** Goes on after a refusal: every stage and, where the lines are known, the preflight. */
    public Judgement explain(Facts facts, Store store, Freshness freshness) {
        return run(facts, store, freshness, true);
    }

    private Judgement run(Facts facts, Store store, Freshness freshness, boolean goOn) {
        Matching matching = new Matching(store, catalogue, freshness);
        List<Finding> findings = new ArrayList<>();
        for (Stage stage : stages(matching)) {
            Verdict verdict = decide(() -> stage.judge(facts));
            findings.add(new Finding(Optional.of(stage.name()), verdict));
            if (!goOn && !(verdict instanceof Passed)) {
                return new Judgement(findings, matching.matches(), matching.moves(), Optional.empty());
            }
        }
        Optional<NewStoreOrder> draft = draft(facts, matching);
        draft.ifPresent(
                order -> findings.add(new Finding(Optional.empty(), decide(() -> preflight(store, order, freshness)))));
        return new Judgement(findings, matching.matches(), matching.moves(), draft);
    }

    private static List<Stage> stages(Matching matching) {
        return List.of(
                new PreCheckStage(),
                new CancelledStage(),
                new SampleStage(),
                new FulfillmentTypeStage(),
                new AddressStage(),
                new PlatformStage(matching),
                new PlanStage());
    }

    private static Optional<NewStoreOrder> draft(Facts facts, Matching matching) {
        boolean complete = !matching.matches().isEmpty()
                && matching.matches().stream().allMatch(match -> match.variant().isPresent());
        if (!complete) {
            return Optional.empty();
        }
        return Optional.of(StoreOrderDraft.of(
                facts.order(),
                facts.shop(),
                matching.matches(),
                form(facts),
                facts.row().effect().generation()));
    }

    /** How the store order is to be made, once nothing stops it. */
    static Form form(Facts facts) {
        TikTokOrder order = facts.order();
        if (order.isCancelled()) {
            return Form.CANCELLED;
        }
        if (order.isOnHold(facts.now())) {
            return Form.HELD;
        }
        return order.isAlreadyShipped() ? Form.SHIPPED : Form.PLAIN;
    }

    private static Verdict preflight(Store store, NewStoreOrder order, Freshness freshness) {
        List<Refusal> refusals = store.preflight(order, freshness);
        if (refusals.isEmpty()) {
            return new Passed(Map.of("form", order.form().name()));
        }
        Refusal first = refusals.get(0);
        return Blocked.because(first.reason(), first.args(), Map.of("refusals", String.valueOf(refusals.size())));
    }

    /** A stage that cannot get its facts decides nothing. */
    private static Verdict decide(Supplier<Verdict> stage) {
        try {
            return stage.get();
        } catch (Transient passing) {
            if (passing.upstream() == Upstream.AWS) {
                // Not the store's doing: the whole check is made again.
                throw passing;
            }
            Reason reason = passing.kind() == Transient.Kind.RATE_LIMITED
                    ? Reason.STORE_RATE_LIMITED
                    : Reason.STORE_UNAVAILABLE;
            return undecided(reason, passing.getMessage(), passing.retryAfter());
        } catch (Permanent refused) {
            if (refused.upstream() == Upstream.AWS) {
                throw refused;
            }
            Reason reason =
                    refused.kind() == Permanent.Kind.AUTH_EXPIRED ? Reason.STORE_AUTH_EXPIRED : Reason.STORE_REJECTED;
            return undecided(reason, refused.getMessage(), Optional.empty());
        }
    }

    private static Undecided undecided(Reason reason, String words, Optional<Duration> retryAfter) {
        String cut = Words.cut(words, 200);
        return new Undecided(reason, Map.of("words", cut), Map.of("seen", cut), retryAfter);
    }
}
