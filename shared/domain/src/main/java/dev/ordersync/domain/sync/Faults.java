package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.stage.Finding;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.stage.StageName;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of an order that cannot go on: a passing fault waits in the queue for its first tries and becomes a row
 * from the third on; a refusal is a row at once. Only bugs are left to the dead-letter queue, and their last delivery
 * leaves a row too.
 */
final class Faults {
    /** When TikTok is asked again about an order that the store has, where it could not be asked. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Ports ports;
    private final RowWriter writer;
    private final FollowUps followUps;
    private final Pauses pauses;

    Faults(Ports ports, RowWriter writer, FollowUps followUps) {
        this.ports = ports;
        this.writer = writer;
        this.followUps = followUps;
        this.pauses = new Pauses(ports.shops(), ports.clock());
    }

    /** TikTok does not answer, or asks us to slow down. */
    Optional<Outcome> passing(Turn turn, OrderRow row, Transient passing) {
        boolean limited = passing.kind() == Transient.Kind.RATE_LIMITED;
        Reason reason = limited ? Reason.TIKTOK_RATE_LIMITED : Reason.TIKTOK_UNAVAILABLE;
        return waiting(turn, row, limited, Upstream.TIKTOK, passing.retryAfter())
                .or(() -> leaveRow(turn, row, State.of(reason, Map.of()), passing.retryAfter()));
    }

    /** A stage or the preflight said no, or could not be decided. */
    Optional<Outcome> refused(Turn turn, OrderRow before, OrderRow seen, Judgement judgement) {
        Finding refusal = judgement.refusal().orElseThrow();
        return switch (refusal.verdict()) {
            case Verdict.Passed passed -> throw new IllegalStateException("a pass is no refusal");
            case Verdict.Blocked blocked -> {
                State state = at(refusal, State.of(blocked.reason(), blocked.args()));
                yield leave(turn, before, seen, state, blocked.lookAgainAt(), Optional.empty(), judgement, "BLOCKED");
            }
            case Verdict.Undecided undecided -> {
                boolean limited = undecided.reason() == Reason.STORE_RATE_LIMITED;
                boolean passes = undecided.reason().lookAgain() == LookAgain.PASSING_FAULT;
                State state = at(refusal, State.of(undecided.reason(), undecided.args()));
                yield (passes
                                ? waiting(turn, before, limited, Upstream.STORE, undecided.retryAfter())
                                : Optional.<Outcome>empty())
                        .or(() -> leave(
                                turn,
                                before,
                                seen,
                                state,
                                Optional.empty(),
                                undecided.retryAfter(),
                                judgement,
                                "UNDECIDED"));
            }
        };
    }

    private static State at(Finding finding, State state) {
        return finding.stage().map(StageName::number).map(state::atStage).orElse(state);
    }

    /** A state before the stages: no trail. */
    Optional<Outcome> leave(Turn turn, OrderRow before, OrderRow seen, State state) {
        State planned = LookAgainTimes.plan(
                state, before, Optional.empty(), Optional.empty(), ports.clock().instant());
        return writer.save(turn, before, seen, planned, Optional.empty());
    }

    /** A passing fault before the stages, written down; a row that may have a store order keeps its status. */
    Optional<Outcome> leaveRow(Turn turn, OrderRow row, State state, Optional<Duration> retryAfter) {
        // Without its claim it is a row whose look-ups proved that nothing was created.
        boolean mayHaveStoreOrder =
                row.isSyncingOrUnconfirmed() && row.effect().claim().isPresent();
        if (row.status() == Status.SYNCED) {
            followUps.bringBack(turn.check(), AGAIN);
            return Optional.of(Outcome.Done.of("handed to a schedule", row));
        }
        if (mayHaveStoreOrder) {
            followUps.after(row);
            return Optional.of(Outcome.Done.of("left to its schedule", row));
        }
        State planned = LookAgainTimes.plan(
                state, row, Optional.empty(), retryAfter, ports.clock().instant());
        return writer.save(turn, row, row, planned, Optional.empty());
    }

    private Optional<Outcome> leave(
            Turn turn,
            OrderRow before,
            OrderRow seen,
            State state,
            Optional<Instant> known,
            Optional<Duration> retryAfter,
            Judgement judgement,
            String verdict) {
        State planned = LookAgainTimes.plan(
                state, before, known, retryAfter, ports.clock().instant());
        boolean news = !before.isStored()
                || before.status() != state.status()
                || !before.reason().equals(state.reason());
        Optional<TrailEntry> trail =
                news ? Optional.of(writer.entry(turn, seen, planned, verdict, judgement)) : Optional.empty();
        return writer.save(turn, before, seen, planned, trail);
    }

    /** Whether the message waits in the queue instead of becoming a row; a limit pauses the upstream for all. */
    Optional<Outcome> waiting(
            Turn turn, OrderRow row, boolean limited, Upstream upstream, Optional<Duration> retryAfter) {
        Instant now = ports.clock().instant();
        if (limited) {
            Instant until = pauses.pause(turn.shop(), upstream, retryAfter);
            return turn.isPausedTooLong(now)
                    ? Optional.empty()
                    : Optional.of(new Outcome.GiveBack(turn.pause(until, now), "asked to slow down"));
        }
        boolean retriedAlready = row.reason()
                .map(Reason::lookAgain)
                .filter(LookAgain.PASSING_FAULT::equals)
                .isPresent();
        return retriedAlready || !turn.mayWaitInTheQueue(now)
                ? Optional.empty()
                : Optional.of(new Outcome.GiveBack(Received.backOff(turn.tries(now)), upstream + " did not answer"));
    }

    /** A table or queue that does not answer, or something that should not happen. */
    Outcome thrown(Turn turn, RuntimeException thrown) {
        if (!(thrown instanceof Transient)) {
            return bug(turn, thrown);
        }
        // The message comes back and finds out what was done; what goes on for ten tries is no passing fault.
        Outcome.GiveBack back = new Outcome.GiveBack(turn.backOff(), thrown.getMessage());
        return !turn.isLastReceive() ? back : turn.metAPause() ? afterPauses(turn, back, thrown) : bug(turn, thrown);
    }

    /** The deliveries are used up, and pauses have used some of them: a new message has new ones. */
    private Outcome afterPauses(Turn turn, Outcome.GiveBack back, RuntimeException thrown) {
        try {
            followUps.bringBack(turn.check(), back.visibleIn());
            return Outcome.Done.of("handed to a schedule: " + back.why());
        } catch (RuntimeException alsoBroken) {
            thrown.addSuppressed(alsoBroken);
            return bug(turn, thrown);
        }
    }

    /** The last delivery leaves a row, so that no order disappears. */
    private Outcome bug(Turn turn, RuntimeException bug) {
        if (!turn.isLastReceive()) {
            return new Outcome.Failed(bug, turn.backOff());
        }
        try {
            Instant now = ports.clock().instant();
            OrderRow row = ports.orders()
                    .row(turn.shop().id(), turn.check().order())
                    .orElseGet(
                            () -> OrderRow.unseen(turn.shop().id(), turn.check().order(), now));
            OrderRow marked = marked(turn, row, now);
            if (!(ports.orders().write(marked) instanceof Written.Done(OrderRow stored))) {
                return new Outcome.Failed(bug, turn.backOff());
            }
            // Nobody comes back for it; should the bus not listen, the dead-letter queue still calls for a person.
            News.tell(ports.bus(), News.after(row, stored, now));
            return new Outcome.Failed(bug, Duration.ZERO);
        } catch (RuntimeException alsoBroken) {
            bug.addSuppressed(alsoBroken);
            return new Outcome.Failed(bug, turn.backOff());
        }
    }

    private static OrderRow marked(Turn turn, OrderRow row, Instant now) {
        Map<String, String> args = Map.of("requestId", turn.invocation().requestId());
        State asItIs = new State(row.status(), row.reason(), args, row.stage(), row.nextCheckAt(), row.retries());
        return switch (row.status()) {
            case WAITING, BLOCKED, FAILED ->
                Attention.derive(row.become(State.of(Reason.INTERNAL_ERROR, args), turn.id(), now), now);
            // A store order may stand behind it: the status stays.
            case SYNCING, UNCONFIRMED ->
                row.become(asItIs, turn.id(), now).withAttention(Optional.of(Reason.INTERNAL_ERROR), Optional.of(now));
            case SYNCED -> {
                OrderRow raised = Attention.raise(row.become(asItIs, turn.id(), now), Reason.INTERNAL_ERROR, now);
                // What weighs more is still what the order shows, with its own words.
                yield raised.attention().equals(row.attention()) ? row.writtenBy(turn.id(), now) : raised;
            }
        };
    }
}
