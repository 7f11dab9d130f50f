package dev.ordersync.domain.row;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.store.Form;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an order stands with its store order.
 *
 * @param form as the last intent wrote it
 * @param firstIntentAt when an intent was first written; a look-up searches from then on
 * @param emptyLookups how many look-ups that count found nothing since the last intent
 * @param generation the n-th deliberate creation, from 1 on
 * @param attempts how many intents were written
 */
public record Effect(
        Optional<Claim> claim,
        Optional<Form> form,
        Optional<Instant> firstIntentAt,
        int emptyLookups,
        int generation,
        int attempts,
        Optional<StoreOrderId> storeOrderId,
        String storeOrderName,
        List<PendingStep> pending) {

    public Effect {
        storeOrderName = Words.cut(storeOrderName, 60);
        pending = List.copyOf(pending);
    }

    public static Effect none() {
        return new Effect(
                Optional.empty(), Optional.empty(), Optional.empty(), 0, 1, 0, Optional.empty(), "", List.of());
    }

    /**
     * The first rule of the effect protocol: what has a store order gets no second one.
     *
     * @throws IllegalStateException when there is a store order
     */
    public Effect intent(Claim mine, Form as, Instant now) {
        if (storeOrderId.isPresent()) {
            throw new IllegalStateException("there is a store order already: " + storeOrderId.get());
        }
        Copy copy = new Copy(this);
        copy.claim = Optional.of(mine);
        copy.form = Optional.of(as);
        copy.firstIntentAt = firstIntentAt.or(() -> Optional.of(now));
        copy.emptyLookups = 0;
        copy.attempts = attempts + 1;
        return copy.effect();
    }

    public Effect withoutClaim() {
        Copy copy = new Copy(this);
        copy.claim = Optional.empty();
        return copy.effect();
    }

    public Effect withClaim(Claim mine) {
        Copy copy = new Copy(this);
        copy.claim = Optional.of(mine);
        return copy.effect();
    }

    public Effect emptyLookup() {
        Copy copy = new Copy(this);
        copy.emptyLookups = emptyLookups + 1;
        return copy.effect();
    }

    public Effect created(StoreOrderId id, String name, List<PendingStep> stillToDo) {
        Copy copy = new Copy(this);
        copy.claim = Optional.empty();
        copy.emptyLookups = 0;
        copy.storeOrderId = Optional.of(id);
        copy.storeOrderName = name;
        copy.pending = stillToDo;
        return copy.effect();
    }

    /** As before the first intent, but for the next generation: what was created for this one shall not count. */
    public Effect recreated() {
        Copy copy = new Copy(none());
        copy.generation = generation + 1;
        copy.attempts = attempts;
        return copy.effect();
    }

    public Effect withPending(List<PendingStep> stillToDo) {
        Copy copy = new Copy(this);
        copy.pending = stillToDo;
        return copy.effect();
    }

    /** The store order as it is from now on: a held one that is released is a plain one. */
    public Effect withForm(Form now) {
        Copy copy = new Copy(this);
        copy.form = Optional.of(now);
        return copy.effect();
    }

    public Effect done(PendingStep step) {
        return withPending(pending.stream().filter(other -> other != step).toList());
    }

    /** The fields of an effect on their way to the next one, so that each change names only what it changes. */
    private static final class Copy {
        private Optional<Claim> claim;
        private Optional<Form> form;
        private Optional<Instant> firstIntentAt;
        private int emptyLookups;
        private int generation;
        private int attempts;
        private Optional<StoreOrderId> storeOrderId;
        private String storeOrderName;
        private List<PendingStep> pending;

        Copy(Effect before) {
            this.claim = before.claim;
            this.form = before.form;
            this.firstIntentAt = before.firstIntentAt;
            this.emptyLookups = before.emptyLookups;
            this.generation = before.generation;
            this.attempts = before.attempts;
            this.storeOrderId = before.storeOrderId;
            this.storeOrderName = before.storeOrderName;
            this.pending = before.pending;
        }

        Effect effect() {
            return new Effect(
                    claim,
                    form,
                    firstIntentAt,
                    emptyLookups,
                    generation,
                    attempts,
                    storeOrderId,
                    storeOrderName,
                    pending);
        }
    }
}
