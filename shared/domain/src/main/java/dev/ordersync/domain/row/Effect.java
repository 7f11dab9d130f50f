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
        return new Effect(
                Optional.of(mine),
                Optional.of(as),
                firstIntentAt.or(() -> Optional.of(now)),
                0,
                generation,
                attempts + 1,
                storeOrderId,
                storeOrderName,
                pending);
    }

    public Effect withoutClaim() {
        return new Effect(
                Optional.empty(),
                form,
                firstIntentAt,
                emptyLookups,
                generation,
                attempts,
                storeOrderId,
                storeOrderName,
                pending);
    }

    public Effect withClaim(Claim mine) {
        return new Effect(
                Optional.of(mine),
                form,
                firstIntentAt,
                emptyLookups,
                generation,
                attempts,
                storeOrderId,
                storeOrderName,
                pending);
    }

    public Effect emptyLookup() {
        return new Effect(
                claim,
                form,
                firstIntentAt,
                emptyLookups + 1,
                generation,
                attempts,
                storeOrderId,
                storeOrderName,
                pending);
    }

    public Effect created(StoreOrderId id, String name, List<PendingStep> stillToDo) {
        return new Effect(
                Optional.empty(), form, firstIntentAt, 0, generation, attempts, Optional.of(id), name, stillToDo);
    }

    /** As before the first intent, but for the next generation: what was created for this one shall not count. */
    public Effect recreated() {
        return new Effect(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                generation + 1,
                attempts,
                Optional.empty(),
                "",
                List.of());
    }

    public Effect withPending(List<PendingStep> stillToDo) {
        return new Effect(
                claim,
                form,
                firstIntentAt,
                emptyLookups,
                generation,
                attempts,
                storeOrderId,
                storeOrderName,
                stillToDo);
    }

    /** The store order as it is from now on: a held one that is released is a plain one. */
    public Effect withForm(Form now) {
        return new Effect(
                claim,
                Optional.of(now),
                firstIntentAt,
                emptyLookups,
                generation,
                attempts,
                storeOrderId,
                storeOrderName,
                pending);
    }

    public Effect done(PendingStep step) {
        return withPending(pending.stream().filter(other -> other != step).toList());
    }
}
