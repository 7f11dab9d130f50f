package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Effect;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The merchant's word on a store order that nobody knows of, or that is gone: this one it is, or there is none. With
 * {@code PressSync} never leading past a store order, this is the one deliberate way to another.
 *
 * <p>The store is read first. What is written afterwards is written under a claim, so that of two presses one acts, and
 * no worker looks the order up meanwhile. A press that dies under its claim has decided nothing.
 */
public final class ResolveOrder {
    /** With the store's time, still within what a gateway waits. */
    private static final int TRIES = 2;
    /** The store has so long to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** After the end of a claim, before the merchant's word that nothing was created is taken. */
    private static final Duration AFTER_CLAIM = Duration.ofMinutes(1);
    /** Stores' clocks are not ours. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private final Ports ports;
    private final FollowUps followUps;

    public ResolveOrder(Ports ports) {
        this.ports = ports;
        this.followUps = new FollowUps(ports.schedules(), ports.clock());
    }

    /** What the merchant says. */
    public sealed interface Word {
        /** The store order is this one. */
        record ItIs(StoreOrderId id) implements Word {}

        /** The store has no order: create it again. */
        record NotInStore() implements Word {}
    }

    /** What came of it. */
    public sealed interface Resolved {
        /** The store order is adopted, or the next one is on its way. */
        record Done(OrderRow row) implements Resolved {}

        record NotFound() implements Resolved {}

        /** Nothing about the order's store order is open. */
        record NothingToResolve(OrderRow row) implements Resolved {}

        /** Somebody is at it. */
        record TooEarly(OrderRow row, Instant availableAt) implements Resolved {}

        /** The merchant says that it is not in the store, and the store has it. */
        record IsThere(OrderRow row, StoreOrder order) implements Resolved {}

        /** The store order belongs to another TikTok order. */
        record OfAnother(OrderRow row, OrderId other) implements Resolved {}

        record NoSuchStoreOrder() implements Resolved {}

        /** The store does not let us look. */
        record StoreRefuses(OrderRow row, Permanent why) implements Resolved {}
    }

    /**
     * @param actor "merchant:" and the token's subject
     * @throws Transient when the store, of which an order is to be adopted, does not answer in time
     */
    public Resolved resolve(Shop shop, OrderId id, String actor, Word word, String requestId) {
        Press press = new Press(shop, id, actor, new MessageId(requestId));
        for (int i = 0; i < TRIES; i++) {
            Optional<OrderRow> row = ports.orders().row(shop.id(), id);
            if (row.isEmpty()) {
                return new Resolved.NotFound();
            }
            Optional<Resolved> resolved = attempt(press, row.get(), word);
            if (resolved.isPresent()) {
                return resolved.get();
            }
        }
        throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "others wrote the row " + TRIES + " times");
    }

    private record Press(Shop shop, OrderId id, String actor, MessageId request) {}

    private Optional<Resolved> attempt(Press press, OrderRow row, Word word) {
        boolean deleted = row.status() == Status.SYNCED && row.isInTrouble(Reason.STORE_ORDER_DELETED);
        if (row.status() != Status.UNCONFIRMED && !deleted) {
            return Optional.of(new Resolved.NothingToResolve(row));
        }
        Instant free = freeAt(row, word);
        if (ports.clock().instant().isBefore(free)) {
            return Optional.of(new Resolved.TooEarly(row, free));
        }
        return switch (word) {
            case Word.ItIs(StoreOrderId id) -> itIs(press, row, id);
            case Word.NotInStore() -> notInStore(press, row);
        };
    }

    /**
     * From when on the word can be taken. The call of an UNCONFIRMED order has ended, so its claim is in nobody's way who
     * names a store order; but what was sent may still be at work in the store.
     */
    private static Instant freeAt(OrderRow row, Word word) {
        Optional<Instant> until = row.effect().claim().map(Claim::until);
        return switch (word) {
            case Word.NotInStore() -> until.map(end -> end.plus(AFTER_CLAIM)).orElse(Instant.MIN);
            case Word.ItIs it -> {
                boolean atIt = row.status() == Status.SYNCED
                        || row.effect().claim().filter(Claim::isResolving).isPresent();
                yield until.filter(end -> atIt).orElse(Instant.MIN);
            }
        };
    }

    private Optional<Resolved> itIs(Press press, OrderRow row, StoreOrderId id) {
        Optional<StoreOrder> read;
        try {
            read = read(() -> ports.stores().of(press.shop).read(id));
        } catch (TimeoutException silent) {
            throw new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "the store did not answer in time");
        } catch (Permanent refused) {
            return Optional.of(new Resolved.StoreRefuses(row, refused));
        }
        if (read.isEmpty()) {
            return Optional.of(new Resolved.NoSuchStoreOrder());
        }
        StoreOrder order = read.get();
        Optional<OrderId> named = order.key().map(ExternalKey::order);
        if (named.filter(other -> !other.equals(row.order())).isPresent()) {
            return Optional.of(new Resolved.OfAnother(row, named.get()));
        }
        return claimed(press, row).flatMap(claimed -> adopt(press, claimed, order, named.isPresent()));
    }

    /** @param ours whether the store order carries our key; what the merchant made is never cancelled by us */
    private Optional<Resolved> adopt(Press press, OrderRow row, StoreOrder order, boolean ours) {
        Instant now = ports.clock().instant();
        List<PendingStep> pending = ours && !order.cancelled() ? stillToDo(row) : List.of();
        Effect effect = row.effect().created(order.id(), order.name(), pending);
        State synced = State.of(Status.SYNCED);
        append(press, row, synced, "ADOPTED", Map.of("storeOrder", order.id().value()));
        ports.orders().putLines(row, CreateStoreOrder.lines(order));
        // What the merchant made is as they made it, however we had meant to make ours.
        OrderRow adopted = row.withEffect(ours ? effect : effect.withForm(Form.PLAIN))
                .resolve(pending.isEmpty() ? synced : synced.lookAgain(now, 0), press.request, now)
                .calm();
        return written(press, adopted, row.effect().claim().orElseThrow());
    }

    /** By the form of the order; and a cancel that TikTok told while nobody knew of a store order. */
    private static List<PendingStep> stillToDo(OrderRow row) {
        boolean cancelled = row.mirror()
                .map(mirror -> OrderStatus.of(mirror.tiktokStatus()))
                .filter(OrderStatus.CANCELLED::equals)
                .isPresent();
        return cancelled
                ? List.of(PendingStep.CANCEL)
                : row.effect().form().map(PendingStep::after).orElse(List.of());
    }

    private Optional<Resolved> notInStore(Press press, OrderRow row) {
        // A word against what the store itself says would make a second order; where it says nothing the word counts.
        if (isHiddenForItsAge(press, row)) {
            return Optional.of(new Resolved.StoreRefuses(
                    row,
                    new Permanent(
                            Upstream.STORE,
                            Permanent.Kind.REFUSED,
                            "",
                            "the store does not show orders as old as this one, so it may well be there",
                            "")));
        }
        Optional<StoreOrder> there = there(press, row);
        if (there.isPresent()) {
            return Optional.of(new Resolved.IsThere(row, there.get()));
        }
        return claimed(press, row).flatMap(claimed -> recreate(press, claimed));
    }

    /** Whether the store may have the order and not show it: a second one would be made beside it. */
    private boolean isHiddenForItsAge(Press press, OrderRow row) {
        return row.effect().storeOrderId().isPresent()
                && row.mayBeHiddenIn(press.shop.platform(), ports.clock().instant());
    }

    private Optional<StoreOrder> there(Press press, OrderRow row) {
        try {
            return read(() -> row.effect()
                    .storeOrderId()
                    .map(id -> ports.stores().of(press.shop).read(id))
                    .orElseGet(() -> found(press, row)));
        } catch (TimeoutException silent) {
            return Optional.empty();
        } catch (UpstreamException failure) {
            if (failure.upstream() == Upstream.AWS) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    private Optional<StoreOrder> found(Press press, OrderRow row) {
        ExternalKey key = new ExternalKey(row.order(), row.effect().generation());
        Instant since = row.effect().firstIntentAt().orElse(row.firstSeenAt()).minus(CLOCK_DIFFERENCE);
        return ports.stores().of(press.shop).find(key, since).stream().findFirst();
    }

    private Optional<Resolved> recreate(Press press, OrderRow row) {
        Instant now = ports.clock().instant();
        State again = State.of(Reason.RECREATE_REQUESTED, Map.of()).lookAgain(now, 0);
        int generation = row.effect().generation() + 1;
        append(press, row, again, "NOT_IN_STORE", Map.of("generation", String.valueOf(generation)));
        ports.orders().removeLines(row.shop(), row.order());
        OrderRow waiting = row.withEffect(row.effect().recreated()).resolve(again, press.request, now);
        return written(
                press, Attention.derive(waiting, now), row.effect().claim().orElseThrow());
    }

    private static <T> T read(Supplier<T> reading) throws TimeoutException {
        return new Patience(PATIENCE).within(reading);
    }

    /** The row under a claim of this press; empty when somebody else wrote it meanwhile. */
    private Optional<OrderRow> claimed(Press press, OrderRow row) {
        Instant now = ports.clock().instant();
        Claim claim = Claim.resolving(press.request.value(), now);
        OrderRow mine = row.withEffect(row.effect().withClaim(claim)).writtenBy(row.by(), now);
        return switch (ports.orders().write(mine)) {
            case Written.Done(OrderRow stored) -> Optional.of(stored);
            // The race with ourselves: our write was done, its answer got lost, and the client wrote again.
            case Written.Lost(Optional<OrderRow> current) ->
                current.filter(stored -> stored.effect().claim().equals(Optional.of(claim)));
        };
    }

    private Optional<Resolved> written(Press press, OrderRow row, Claim claim) {
        Optional<OrderRow> stored =
                switch (ports.orders().writeUnderClaim(row, claim)) {
                    case Written.Done(OrderRow done) -> Optional.of(done);
                    // The race with ourselves, as above; the claim is gone with the write.
                    case Written.Lost(Optional<OrderRow> current) ->
                        current.filter(other -> other.by().equals(press.request)
                                && other.effect().claim().isEmpty());
                };
        stored.ifPresent(done -> {
            followUps.after(done);
            // After an adoption too: nobody listened to TikTok while the outcome was not known.
            queue(press, done.updatedAt());
            News.tell(ports.bus(), News.after(row, done, ports.clock().instant()));
        });
        return stored.map(Resolved.Done::new);
    }

    private void append(Press press, OrderRow row, State state, String verdict, Map<String, String> facts) {
        Author author = Author.merchant(press.request, press.actor);
        ports.orders()
                .append(author.entry(row, state, verdict, facts, ports.clock().instant()));
    }

    /** @param asOf what was written; a check that saw less would take the order for done */
    private void queue(Press press, Instant asOf) {
        Check check = Check.of(press.shop.id(), press.id, Cause.MERCHANT, press.actor);
        ports.queue().send(List.of(check.asOf(asOf)));
    }
}
