package dev.ordersync.domain.sync;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The effect: intent, call, outcome. The row is the lock. The intent is written before the call under a claim of this
 * attempt alone, and the outcome is written on condition that the claim is still ours. An outcome that is not known is
 * never guessed.
 */
final class CreateStoreOrder {
    private final Ports ports;
    private final RowWriter writer;
    private final FollowUps followUps;
    private final CarryOver carryOver;
    private final Pauses pauses;

    CreateStoreOrder(Ports ports, RowWriter writer, FollowUps followUps, CarryOver carryOver) {
        this.ports = ports;
        this.writer = writer;
        this.followUps = followUps;
        this.carryOver = carryOver;
        this.pauses = new Pauses(ports.shops(), ports.clock());
    }

    /**
     * @param before as it was read; never one with a store order, and SYNCING or UNCONFIRMED only where a look-up proved
     *     that nothing was created
     * @param seen with what TikTok's order shows
     * @return empty when the intent's condition was lost: nothing was done, begin again
     */
    Optional<Outcome> run(Turn turn, OrderRow before, OrderRow seen, TikTokOrder tiktok, Judgement judgement) {
        NewStoreOrder order = judgement.draft().orElseThrow();
        Duration call = turn.shop().platform().callTimeout();
        if (!turn.invocation().hasTimeFor(call)) {
            return Optional.of(new Outcome.GiveBack(turn.backOff(), "too little time left to call the store"));
        }
        // Before the intent: what fails here must not look like a call whose outcome is unknown.
        Store store = ports.stores().of(turn.shop());
        Instant now = ports.clock().instant();
        Claim claim = new Claim(turn.invocation().requestId() + "/" + turn.id(), now.plus(Claim.LIFE));
        // A further intent after an unknown outcome goes on with the same trouble: its patience is not renewed.
        boolean again = before.status() == Status.UNCONFIRMED;
        OrderRow intent = withWarnings(seen, order)
                .withEffect(seen.effect().intent(claim, order.form(), now))
                .become(State.of(Status.SYNCING).retried(again ? before.retries() + 1 : 0), turn.id(), now)
                .since(again ? before.since() : now);
        OrderRow stored;
        switch (ports.orders().write(Attention.derive(intent, now))) {
            case Written.Done(OrderRow row) -> stored = row;
            case Written.Lost(Optional<OrderRow> current) -> {
                // The race with ourselves: our write was done, its answer got lost, and the client wrote again.
                Optional<OrderRow> ours =
                        current.filter(row -> row.effect().claim().equals(Optional.of(claim)));
                if (ours.isEmpty()) {
                    return Optional.empty();
                }
                stored = ours.get();
            }
        }
        if (!turn.invocation().hasTimeFor(call) || !endsInTime(call, claim)) {
            // The race with a successor: paused after the intent, we may wake when the claim is somebody else's.
            followUps.after(stored);
            return Optional.of(Outcome.Done.of("no time left for the call", stored));
        }
        return Optional.of(settle(turn, before, stored, tiktok, judgement, claim, called(store, order)));
    }

    private boolean endsInTime(Duration call, Claim claim) {
        return !ports.clock().instant().plus(call).isAfter(claim.until().minus(Claim.MARGIN));
    }

    private static Creation called(Store store, NewStoreOrder order) {
        try {
            return store.create(order);
        } catch (RuntimeException escaped) {
            // Whatever escapes may have happened after the store did its work.
            return new Creation.Unknown(escaped.getClass().getSimpleName());
        }
    }

    private static OrderRow withWarnings(OrderRow row, NewStoreOrder order) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        warnings.addAll(row.warnings());
        if (!order.difference().isZero()) {
            warnings.add(Warning.AMOUNTS_DIFFER);
        }
        return row.withWarnings(warnings);
    }

    private Outcome settle(
            Turn turn,
            OrderRow before,
            OrderRow stored,
            TikTokOrder tiktok,
            Judgement judgement,
            Claim claim,
            Creation creation) {
        return switch (creation) {
            case Creation.Created(StoreOrder order) -> created(turn, stored, tiktok, judgement, claim, order);
            case Creation.Refused(Reason reason, Map<String, String> args) ->
                refused(turn, before, stored, judgement, claim, reason, args);
            case Creation.NotDone notDone -> notDone(turn, before, stored, judgement, claim, notDone);
            case Creation.Unknown(String words) -> unknown(turn, before, stored, judgement, claim, words);
        };
    }

    private Outcome created(
            Turn turn, OrderRow stored, TikTokOrder tiktok, Judgement judgement, Claim claim, StoreOrder order) {
        Form form = stored.effect().form().orElseThrow();
        List<PendingStep> pending = PendingStep.after(form);
        ports.orders()
                .append(writer.entry(
                        turn, stored, State.of(Status.SYNCED), "PASS", facts(judgement, order), judgement.matches()));
        ports.orders().putLines(stored, lines(order));
        Instant now = ports.clock().instant();
        OrderRow synced = stored.withEffect(stored.effect().created(order.id(), order.name(), pending))
                .become(afterwards(form, tiktok, now), turn.id(), now)
                .withAttention(Optional.empty(), Optional.empty());
        return switch (ports.orders().writeUnderClaim(synced, claim)) {
            case Written.Done(OrderRow row) -> form == Form.CANCELLED ? carryOn(turn, row) : created(row);
            case Written.Lost lost -> createdByTwo(turn, order);
        };
    }

    private Outcome created(OrderRow row) {
        followUps.after(row);
        return Outcome.Done.of("created", row);
    }

    /** SYNCED, and when the store order needs us again. */
    private static State afterwards(Form form, TikTokOrder tiktok, Instant now) {
        State state = State.of(Status.SYNCED);
        return switch (form) {
            case PLAIN, SHIPPED -> state;
            case CANCELLED -> state.lookAgain(now, 0);
            case HELD -> state.lookAgain(tiktok.expectedHoldEnd(), 0);
        };
    }

    /** What is still to do in the store is done at once where time allows; a crash in between is resumed. */
    private Outcome carryOn(Turn turn, OrderRow row) {
        return carryOver.run(turn, row).orElseGet(() -> created(row));
    }

    /** The claim is not ours any more, though we created: somebody looked up, or created under a claim of their own. */
    private Outcome createdByTwo(Turn turn, StoreOrder order) {
        Optional<OrderRow> now =
                ports.orders().row(turn.shop().id(), turn.check().order());
        Optional<String> other = now.flatMap(row -> row.effect().storeOrderId()).map(id -> id.value());
        if (other.filter(order.id().value()::equals).isPresent()) {
            followUps.after(now.get());
            return Outcome.Done.of("created, adopted by another", now.get());
        }
        String known = other.orElse("unknown");
        News.tell(
                ports.bus(),
                List.of(Bus.Event.duplicate(
                        turn.shop().id(),
                        turn.check().order(),
                        known,
                        order.id().value(),
                        ports.clock().instant())));
        return new Outcome.Done("duplicate store order " + order.id(), now);
    }

    private Outcome refused(
            Turn turn,
            OrderRow before,
            OrderRow stored,
            Judgement judgement,
            Claim claim,
            Reason reason,
            Map<String, String> args) {
        Instant now = ports.clock().instant();
        State state = LookAgainTimes.plan(State.of(reason, args), before, Optional.empty(), Optional.empty(), now);
        return failed(turn, before, stored, judgement, claim, state);
    }

    private Outcome notDone(
            Turn turn, OrderRow before, OrderRow stored, Judgement judgement, Claim claim, Creation.NotDone notDone) {
        Instant now = ports.clock().instant();
        boolean limited = notDone.kind() == Transient.Kind.RATE_LIMITED;
        if (limited) {
            pauses.pause(turn.shop(), Upstream.STORE, notDone.retryAfter());
        }
        Reason reason = limited ? Reason.STORE_RATE_LIMITED : Reason.STORE_UNAVAILABLE;
        State state = LookAgainTimes.plan(
                State.of(reason, Map.of("words", Words.cut(notDone.words(), 200))),
                before,
                Optional.empty(),
                notDone.retryAfter(),
                now);
        return failed(turn, before, stored, judgement, claim, state);
    }

    /** It is known that nothing was created: the next check may write a new intent without a look-up. */
    private Outcome failed(Turn turn, OrderRow before, OrderRow stored, Judgement judgement, Claim claim, State state) {
        boolean news = !before.reason().equals(state.reason());
        if (news) {
            ports.orders().append(writer.entry(turn, stored, state, "REFUSED", judgement));
        }
        Instant now = ports.clock().instant();
        OrderRow failed = stored.withEffect(stored.effect().withoutClaim()).become(state, turn.id(), now);
        // A retry that fails as before has failed since then: patience is not renewed by each intent.
        OrderRow row = news ? failed : failed.since(before.since()).withAttentionOf(before);
        return underClaim(turn, row, claim, "not created");
    }

    private Outcome unknown(
            Turn turn, OrderRow before, OrderRow stored, Judgement judgement, Claim claim, String words) {
        Instant now = ports.clock().instant();
        Duration wait = turn.shop().platform().emptyLookups().get(0);
        int retries = stored.retries();
        if (retries > 0) {
            // A store that never says is asked ever less often.
            Duration patient = LookAgainTimes.passing(stored.order(), retries, Optional.empty());
            wait = wait.compareTo(patient) > 0 ? wait : patient;
        }
        State state = State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of())
                .lookAgain(claim.until().plus(wait), retries);
        Map<String, String> facts = new LinkedHashMap<>(judgement.facts());
        facts.put("seen", Words.cut(words, 200));
        ports.orders().append(writer.entry(turn, stored, state, "UNKNOWN", facts, judgement.matches()));
        OrderRow unconfirmed = stored.become(state, turn.id(), now).since(stored.since());
        if (before.status() == Status.UNCONFIRMED) {
            unconfirmed = unconfirmed.withAttentionOf(before);
        }
        return underClaim(turn, unconfirmed, claim, "outcome unknown");
    }

    private Outcome underClaim(Turn turn, OrderRow row, Claim claim, String what) {
        return switch (ports.orders()
                .writeUnderClaim(Attention.derive(row, ports.clock().instant()), claim)) {
            case Written.Done(OrderRow stored) -> {
                followUps.after(stored);
                yield Outcome.Done.of(what, stored);
            }
            case Written.Lost(Optional<OrderRow> current) -> {
                // The race with ourselves: our write was done, its answer got lost, and the client wrote again. Or with
                // whoever took over after our claim ended: then the order is theirs now.
                current.filter(stored -> stored.by().equals(turn.id())).ifPresent(followUps::after);
                yield new Outcome.Done(what + ", taken over", current);
            }
        };
    }

    private static Map<String, String> facts(Judgement judgement, StoreOrder order) {
        Map<String, String> facts = new LinkedHashMap<>(judgement.facts());
        facts.put("storeOrder", order.id().value());
        return facts;
    }

    static Lines lines(StoreOrder order) {
        return new Lines(order.lines().stream()
                .map(line -> new Lines.Line(line.id(), line.lineItemIds()))
                .toList());
    }
}
