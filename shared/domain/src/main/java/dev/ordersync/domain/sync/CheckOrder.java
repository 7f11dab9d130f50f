package dev.ordersync.domain.sync;

import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One message's turn over one order, from what the row says to what becomes of it. */
final class CheckOrder {
    /** How often a turn begins again after somebody else wrote the row. */
    private static final int TRIES = 3;

    /** A Sync that was pressed so lately is judged on fresh look-ups: the merchant has just put something right. */
    private static final Duration JUST_PRESSED = Duration.ofMinutes(2);

    private final Ports ports;
    private final TikTokReader tiktok;
    private final Judge judge;
    private final FactFinder factFinder;
    private final FollowUps followUps;
    private final RowWriter writer;
    private final Faults faults;
    private final CreateStoreOrder create;
    private final SettleOutcome settle;
    private final CarryOver carryOver;

    CheckOrder(Ports ports, Judge judge, AddressHash addressHash) {
        this.ports = ports;
        this.tiktok = new TikTokReader(ports);
        this.judge = judge;
        this.factFinder = new FactFinder(ports.links(), addressHash, ports.clock());
        this.followUps = new FollowUps(ports.schedules(), ports.clock());
        this.writer = new RowWriter(ports.orders(), followUps, ports.clock());
        this.faults = new Faults(ports, writer, followUps);
        this.carryOver = new CarryOver(ports, writer, followUps, addressHash);
        this.create = new CreateStoreOrder(ports, writer, followUps, carryOver);
        this.settle = new SettleOutcome(ports, writer, followUps, faults, carryOver);
    }

    /** @param read TikTok's order, where it was read for the whole batch */
    Outcome check(Turn turn, OrderRow row, Optional<OrderRead> read) {
        return guarded(turn, () -> turn(turn, row, read));
    }

    /** The upstream that the order needs has asked us to slow down: nothing is called or written. */
    Outcome paused(Turn turn, OrderRow row, Instant until) {
        return guarded(turn, () -> {
            Instant now = ports.clock().instant();
            if (!turn.isPausedTooLong(now)) {
                return new Outcome.GiveBack(turn.pause(until, now), "paused");
            }
            boolean tiktokPaused =
                    turn.shop().tiktokPausedUntil().filter(until::equals).isPresent();
            Reason reason = tiktokPaused ? Reason.TIKTOK_RATE_LIMITED : Reason.STORE_RATE_LIMITED;
            return faults.leaveRow(turn, row, State.of(reason, Map.of()), Optional.of(Duration.between(now, until)))
                    .orElseGet(() -> new Outcome.GiveBack(turn.backOff(), "somebody else wrote the row"));
        });
    }

    /** TikTok could not be asked for the batch. */
    Outcome tiktokDown(Turn turn, OrderRow row, Transient passing) {
        return guarded(turn, () -> faults.passing(turn, row, passing)
                .orElseGet(() -> new Outcome.GiveBack(turn.backOff(), "somebody else wrote the row")));
    }

    private interface Work {
        Outcome run();
    }

    private Outcome guarded(Turn turn, Work work) {
        try {
            Outcome outcome = work.run();
            return outcome instanceof Outcome.GiveBack back ? givenBack(turn.received(), back) : outcome;
        } catch (RuntimeException thrown) {
            return faults.thrown(turn, thrown);
        }
    }

    /** The queue gives a message up after its last delivery: what is not done by then comes back by a schedule. */
    Outcome givenBack(Received received, Outcome.GiveBack back) {
        if (!received.isLast()) {
            return back;
        }
        followUps.bringBack(received.check(), back.visibleIn());
        return Outcome.Done.of("handed to a schedule: " + back.why());
    }

    /** What the batch shares could not be read. */
    Outcome thrown(Turn turn, RuntimeException thrown) {
        return faults.thrown(turn, thrown);
    }

    private Outcome turn(Turn turn, OrderRow first, Optional<OrderRead> read) {
        OrderRow row = first;
        Optional<OrderRead> known = read;
        for (int i = 0; i < TRIES; i++) {
            Optional<Outcome> outcome = attempt(turn, row, known);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            // Condition lost: somebody else acts on the order. Their row, and what TikTok says after them.
            row = reread(turn);
            known = Optional.empty();
        }
        return new Outcome.GiveBack(turn.backOff(), "others wrote the row " + TRIES + " times");
    }

    private OrderRow reread(Turn turn) {
        return ports.orders()
                .row(turn.shop().id(), turn.check().order())
                .orElseGet(() -> OrderRow.unseen(
                        turn.shop().id(), turn.check().order(), ports.clock().instant()));
    }

    private Optional<Outcome> attempt(Turn turn, OrderRow row, Optional<OrderRead> read) {
        return switch (Receipt.of(turn.check(), turn.id(), row, ports.clock().instant())) {
            case REPEAT_FOLLOW_UPS -> repeat(turn);
            case NOTHING -> Optional.of(Outcome.Done.of("nothing to do", row));
            case FOLLOW, CARRY_OVER -> follow(turn, row, read);
            case SETTLE ->
                switch (settle.run(turn, row)) {
                    case SettleOutcome.Settled.Finished(Outcome outcome) -> Optional.of(outcome);
                    case SettleOutcome.Settled.BeginAgain() -> Optional.empty();
                    case SettleOutcome.Settled.SurelyNotThere() ->
                        judgeAnew(turn, row.withEffect(row.effect().withoutClaim()));
                };
            case JUDGE -> judge(turn, row, read);
        };
    }

    /** The row as it is now: an old copy may be of an earlier write of this message, and lack what the last one owes. */
    private Optional<Outcome> repeat(Turn turn) {
        OrderRow row = reread(turn);
        if (!row.by().equals(turn.id())) {
            return attempt(turn, row, Optional.empty());
        }
        followUps.after(row);
        return Optional.of(Outcome.Done.of("repeated", row));
    }

    /** The look-up needed the store alone; from here on it is a check like any other. */
    private Optional<Outcome> judgeAnew(Turn turn, OrderRow row) {
        return turn.shop()
                .pausedUntil(ports.clock().instant())
                .map(until -> Optional.of(paused(turn, row, until)))
                .orElseGet(() -> judge(turn, row, Optional.empty()));
    }

    /** Does something with what TikTok says, which is asked where it was not asked yet. */
    private Optional<Outcome> reading(
            Turn turn, OrderRow row, Optional<OrderRead> read, Function<OrderRead, Optional<Outcome>> then) {
        OrderRead known;
        try {
            known = read.orElseGet(() -> tiktok.one(turn.shop(), row.order()));
        } catch (Transient passing) {
            if (passing.upstream() == Upstream.AWS) {
                throw passing;
            }
            return faults.passing(turn, row, passing);
        }
        return then.apply(known);
    }

    private Optional<Outcome> follow(Turn turn, OrderRow row, Optional<OrderRead> read) {
        return reading(turn, row, read, known -> switch (known) {
            case OrderRead.Found(TikTokOrder order) -> carryOver.follow(turn, row, order);
            case OrderRead.NotKnown notKnown -> withoutTikTok(turn, row);
            case OrderRead.Refused refused -> withoutTikTok(turn, row);
        });
    }

    private Optional<Outcome> withoutTikTok(Turn turn, OrderRow row) {
        return row.effect().pending().isEmpty()
                ? Optional.of(Outcome.Done.of("TikTok does not show the order", row))
                : carryOver.run(turn, row);
    }

    private Optional<Outcome> judge(Turn turn, OrderRow row, Optional<OrderRead> read) {
        return reading(turn, row, read, known -> judge(turn, row, known));
    }

    private Optional<Outcome> judge(Turn turn, OrderRow row, OrderRead known) {
        return switch (known) {
            case OrderRead.NotKnown() ->
                faults.leave(turn, row, row, State.of(Reason.TIKTOK_ORDER_NOT_FOUND, Map.of()));
            case OrderRead.Refused(Permanent why) -> faults.leave(turn, row, row, refused(why));
            case OrderRead.Found(TikTokOrder order) -> judge(turn, row, order);
        };
    }

    static State refused(Permanent why) {
        if (why.kind() == Permanent.Kind.AUTH_EXPIRED) {
            return State.of(Reason.TIKTOK_AUTH_EXPIRED, Map.of());
        }
        return State.of(
                Reason.TIKTOK_REFUSED,
                Map.of(
                        "code", said(why.code()),
                        "requestId", said(why.requestId()),
                        "words", said(Words.cut(why.getMessage(), 120))));
    }

    /** An order that we could not read has no code of TikTok's, and a refusal may come without words. */
    private static String said(String words) {
        return words.isBlank() ? "none" : words;
    }

    /** What keeps an order from being judged at all, whatever the stages would say. */
    static Optional<State> tooEarly(TikTokOrder order) {
        return switch (order.status()) {
            case UNPAID -> Optional.of(State.of(Reason.AWAITING_PAYMENT, Map.of()));
            case UNKNOWN ->
                Optional.of(
                        State.of(Reason.TIKTOK_STATUS_UNKNOWN, Map.of("status", Words.cut(order.statusText(), 60))));
            case ON_HOLD,
                    AWAITING_SHIPMENT,
                    PARTIALLY_SHIPPING,
                    AWAITING_COLLECTION,
                    IN_TRANSIT,
                    DELIVERED,
                    COMPLETED,
                    CANCELLED -> Optional.empty();
        };
    }

    private Optional<Outcome> judge(Turn turn, OrderRow row, TikTokOrder order) {
        OrderRow seen = factFinder.seen(row, order);
        Optional<State> tooEarly = tooEarly(order);
        if (tooEarly.isPresent()) {
            return faults.leave(turn, row, seen, tooEarly.get());
        }
        // A check that was sent because of a change must not miss that change.
        Links.Consistency consistency =
                turn.check().asOf().isPresent() ? Links.Consistency.STRONG : Links.Consistency.EVENTUAL;
        Judgement judgement = judge.judge(
                factFinder.facts(turn.shop(), seen, order, consistency),
                ports.stores().of(turn.shop()),
                freshness(turn, seen));
        judgement.moves().forEach(move -> ports.links().move(turn.shop().id(), move.from(), move.to()));
        if (judgement.refusal().isPresent()) {
            return faults.refused(turn, row, seen, judgement);
        }
        return create.run(turn, row, seen, order, judgement);
    }

    private Freshness freshness(Turn turn, OrderRow row) {
        Instant now = ports.clock().instant();
        boolean justPressed = row.syncPressedAt()
                .map(at -> now.isBefore(at.plus(JUST_PRESSED)))
                .orElse(false);
        return justPressed || turn.check().asOf().isPresent() ? Freshness.FRESH : Freshness.CACHED;
    }
}
