package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.Manual;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Facts;
import dev.ordersync.domain.stage.Finding;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.stage.StageName;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The merchant presses Sync. What they decide becomes a fact on the row: when it was pressed, and a waiver for the reason
 * that the order shows. The order is judged at once, on fresh look-ups, and nothing is created here: where all stages
 * pass, a check is queued.
 */
public final class PressSync {
    private static final int TRIES = 3;
    /** TikTok and the store together have so long to answer; after that the order is queued instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ports ports;
    private final Judge judge;
    private final FactFinder factFinder;
    private final TikTokReader tiktok;
    private final FollowUps followUps;

    public PressSync(Ports ports, Judge judge, AddressHash addressHash) {
        this.ports = ports;
        this.judge = judge;
        this.factFinder = new FactFinder(ports.links(), addressHash, ports.clock());
        this.tiktok = new TikTokReader(ports);
        this.followUps = new FollowUps(ports.schedules(), ports.clock());
    }

    /** Whether every waivable reason that is met is waived too. */
    public enum Force {
        NO,
        YES
    }

    /** What pressing Sync came to. */
    public sealed interface Pressed {
        record AlreadySynced(OrderRow row) implements Pressed {}

        /** The order is on its way; without a row where TikTok could not be asked for one that we have not seen. */
        record Queued(Optional<OrderRow> row) implements Pressed {}

        /** A reason stands in the way; of a synced order {@code STORE_ORDER_DELETED}. */
        record Stands(OrderRow row, Reason reason, Map<String, String> args) implements Pressed {}

        /** Neither we nor TikTok know the order. */
        record NotFound() implements Pressed {}
    }

    /** @param actor "merchant:" and the token's subject */
    public Pressed press(Shop shop, OrderId id, String actor, Force force, String requestId) {
        Press press = new Press(shop, id, actor, force, new MessageId(requestId), new Patience(PATIENCE));
        for (int i = 0; i < TRIES; i++) {
            Optional<Pressed> pressed = attempt(press);
            if (pressed.isPresent()) {
                return pressed.get();
            }
        }
        // Others are at the order; the queued check finds what they leave.
        queue(press, ports.clock().instant());
        return new Pressed.Queued(ports.orders().row(shop.id(), id));
    }

    private record Press(Shop shop, OrderId id, String actor, Force force, MessageId request, Patience patience) {}

    private Optional<Pressed> attempt(Press press) {
        Optional<OrderRow> stored = ports.orders().row(press.shop.id(), press.id);
        if (stored.filter(row -> row.status() == Status.SYNCED).isPresent()) {
            return synced(press, stored.get());
        }
        if (stored.filter(OrderRow::isSyncingOrUnconfirmed).isPresent()) {
            // Nothing is waived, and nothing is created earlier than the effect protocol allows.
            append(press, stored.get(), State.of(stored.get().status()), "UNDECIDED", null);
            queue(press, stored.get().updatedAt());
            return Optional.of(new Pressed.Queued(stored));
        }
        Instant now = ports.clock().instant();
        OrderRow row = stored.orElseGet(() -> OrderRow.unseen(press.shop.id(), press.id, now));
        return judge(press, row, waived(row.pressed(now), row, press.actor, now));
    }

    /** With the waiver for the reason that the order shows, where the merchant's word suffices for it. */
    static OrderRow waived(OrderRow pressed, OrderRow shown, String actor, Instant at) {
        boolean waives =
                shown.reason().map(Reason::manual).filter(Manual.WAIVE::equals).isPresent()
                        && !shown.reasonArgs().containsKey(Reason.WHY_NOT);
        return waives ? pressed.waived(new Waiver(shown.reason().orElseThrow(), actor, at)) : pressed;
    }

    private Optional<Pressed> synced(Press press, OrderRow row) {
        if (row.mayBeHiddenIn(press.shop.platform(), ports.clock().instant())) {
            return alreadySynced(press, row, "UNDECIDED");
        }
        boolean there;
        try {
            there = press.patience.within(() -> ports.stores()
                    .of(press.shop)
                    .read(row.effect().storeOrderId().orElseThrow())
                    .isPresent());
        } catch (TimeoutException | UpstreamException silent) {
            return alreadySynced(press, row, "UNDECIDED");
        }
        if (there) {
            return alreadySynced(press, row, "FOUND");
        }
        append(press, row, State.of(Status.SYNCED), "GONE", null);
        OrderRow marked = row.withAttention(
                        Optional.of(Reason.STORE_ORDER_DELETED),
                        row.attention()
                                .filter(Reason.STORE_ORDER_DELETED::equals)
                                .flatMap(same -> row.attentionSince())
                                .or(() -> Optional.of(ports.clock().instant())))
                .writtenBy(press.request, ports.clock().instant());
        return switch (ports.orders().write(marked)) {
            case Written.Done(OrderRow stored) -> {
                tell(row, stored);
                yield Optional.of(new Pressed.Stands(stored, Reason.STORE_ORDER_DELETED, Map.of()));
            }
            case Written.Lost lost -> Optional.empty();
        };
    }

    private Optional<Pressed> alreadySynced(Press press, OrderRow row, String verdict) {
        append(press, row, State.of(Status.SYNCED), verdict, null);
        Instant now = ports.clock().instant();
        boolean atIt = row.effect().claim().filter(claim -> claim.isLive(now)).isPresent();
        if (row.effect().pending().isEmpty() || atIt) {
            return Optional.of(new Pressed.AlreadySynced(row));
        }
        // What is still to be done in the store is tried at once, and with new patience.
        return switch (ports.orders().write(row.pressed(now).writtenBy(press.request, now))) {
            case Written.Done(OrderRow stored) -> {
                queue(press, stored.updatedAt());
                yield Optional.of(new Pressed.AlreadySynced(stored));
            }
            case Written.Lost lost -> Optional.empty();
        };
    }

    private Optional<Pressed> judge(Press press, OrderRow before, OrderRow pressed) {
        OrderRead read;
        try {
            read = press.patience.within(() -> tiktok.one(press.shop, press.id));
        } catch (TimeoutException | Transient silent) {
            return pressedOnly(press, before, pressed);
        }
        return switch (read) {
            case OrderRead.NotKnown() ->
                before.isStored()
                        ? stands(press, before, pressed, State.of(Reason.TIKTOK_ORDER_NOT_FOUND, Map.of()), null)
                        : Optional.of(new Pressed.NotFound());
            case OrderRead.Refused(Permanent why) -> stands(press, before, pressed, CheckOrder.refused(why), null);
            case OrderRead.Found(TikTokOrder order) -> judge(press, before, pressed, order);
        };
    }

    private Optional<Pressed> judge(Press press, OrderRow before, OrderRow pressed, TikTokOrder order) {
        OrderRow seen = factFinder.seen(pressed, order);
        Optional<State> tooEarly = CheckOrder.tooEarly(order);
        if (tooEarly.isPresent()) {
            return stands(press, before, seen, tooEarly.get(), null);
        }
        while (true) {
            Facts facts = factFinder.facts(press.shop, seen, order, Links.Consistency.STRONG);
            Judgement judgement;
            try {
                judgement = press.patience.within(
                        () -> judge.judge(facts, ports.stores().of(press.shop), Freshness.FRESH));
            } catch (TimeoutException silent) {
                return pressedOnly(press, before, seen);
            }
            Optional<Finding> refusal = judgement.refusal();
            if (refusal.isEmpty()) {
                return passes(press, before, seen, judgement);
            }
            if (refusal.get().verdict() instanceof Verdict.Blocked blocked
                    && press.force == Force.YES
                    && blocked.waivable()
                    && blocked.reason().manual() == Manual.WAIVE) {
                seen = seen.waived(
                        new Waiver(blocked.reason(), press.actor, ports.clock().instant()));
                continue;
            }
            return refused(press, before, seen, refusal.get(), judgement);
        }
    }

    private Optional<Pressed> refused(
            Press press, OrderRow before, OrderRow seen, Finding refusal, Judgement judgement) {
        return switch (refusal.verdict()) {
            case Verdict.Passed passed -> throw new IllegalStateException("a pass is no refusal");
            // The store does not answer now; the queued check tries for longer than a person waits.
            case Verdict.Undecided undecided -> pressedOnly(press, before, seen);
            case Verdict.Blocked blocked -> {
                State state = State.of(blocked.reason(), blocked.args());
                State at = refusal.stage()
                        .map(StageName::number)
                        .map(state::atStage)
                        .orElse(state);
                State planned = LookAgainTimes.plan(
                        at,
                        before,
                        blocked.lookAgainAt(),
                        Optional.empty(),
                        ports.clock().instant());
                yield write(press, before, seen, planned, "BLOCKED", judgement);
            }
        };
    }

    private Optional<Pressed> stands(Press press, OrderRow before, OrderRow seen, State state, Judgement judgement) {
        State planned = LookAgainTimes.plan(
                state, before, Optional.empty(), Optional.empty(), ports.clock().instant());
        return write(press, before, seen, planned, "BLOCKED", judgement);
    }

    private Optional<Pressed> write(
            Press press, OrderRow before, OrderRow seen, State state, String verdict, Judgement judgement) {
        Instant now = ports.clock().instant();
        OrderRow row = Attention.derive(seen.become(state, press.request, now), now);
        append(press, row, state, verdict, judgement);
        return switch (ports.orders().write(row)) {
            case Written.Done(OrderRow stored) -> {
                followUps.after(stored);
                tell(before, stored);
                yield Optional.of(new Pressed.Stands(stored, state.reason().orElseThrow(), state.args()));
            }
            case Written.Lost lost -> Optional.empty();
        };
    }

    /** A bus that does not listen is an error to whoever pressed; pressing again tells it. */
    private void tell(OrderRow before, OrderRow stored) {
        News.tell(ports.bus(), News.after(before, stored, ports.clock().instant()));
    }

    /** All stages pass: the row keeps its status and reason until the queued check. */
    private Optional<Pressed> passes(Press press, OrderRow before, OrderRow seen, Judgement judgement) {
        append(press, seen, State.of(seen.status()), "PASS", judgement);
        return keep(press, before, seen);
    }

    private Optional<Pressed> pressedOnly(Press press, OrderRow before, OrderRow pressed) {
        append(press, pressed, State.of(pressed.status()), "UNDECIDED", null);
        return keep(press, before, pressed);
    }

    private Optional<Pressed> keep(Press press, OrderRow before, OrderRow pressed) {
        Instant now = ports.clock().instant();
        // Whoever wrote what comes after the row is still to be known. A row that is born here has no reason yet;
        // should the queue lose the check, the sweep finds it by this time.
        OrderRow row = before.isStored()
                ? pressed.writtenBy(before.by(), now)
                : pressed.become(State.of(Status.WAITING).lookAgain(now, 0), press.request, now);
        return switch (ports.orders().write(row)) {
            case Written.Done(OrderRow stored) -> {
                queue(press, stored.updatedAt());
                yield Optional.of(new Pressed.Queued(Optional.of(stored)));
            }
            case Written.Lost lost -> Optional.empty();
        };
    }

    private void append(Press press, OrderRow row, State state, String verdict, Judgement judgement) {
        Author author = Author.merchant(press.request, press.actor);
        Instant now = ports.clock().instant();
        ports.orders()
                .append(
                        judgement == null
                                ? author.entry(row, state, verdict, Map.of(), now)
                                : author.entry(row, state, verdict, judgement, now));
    }

    /** @param asOf what was written; a check that saw less would find nothing new, and the merchant's word were lost */
    private void queue(Press press, Instant asOf) {
        Check check = Check.of(press.shop.id(), press.id, Cause.MERCHANT, press.actor);
        ports.queue().send(List.of(check.asOf(asOf)));
    }
}
