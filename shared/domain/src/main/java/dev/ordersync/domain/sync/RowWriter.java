package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.row.Attention;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.store.LineMatch;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a check found: trail, then the row on condition of its version, then what comes after the row. */
final class RowWriter {
    private final OrderTable orders;
    private final FollowUps followUps;
    private final InstantSource clock;

    RowWriter(OrderTable orders, FollowUps followUps, InstantSource clock) {
        this.orders = orders;
        this.followUps = followUps;
        this.clock = clock;
    }

    /**
     * @param before as it was read
     * @param after as it is to be, with what the check saw
     * @param state what the check decided
     * @return empty when somebody else wrote the row meanwhile: begin again
     */
    Optional<Outcome> save(Turn turn, OrderRow before, OrderRow after, State state, Optional<TrailEntry> trail) {
        OrderRow row = Attention.derive(after.become(state, turn.id(), clock.instant()), clock.instant());
        if (before.isStored() && isSame(before, row)) {
            return Optional.of(Outcome.Done.of("unchanged", before));
        }
        trail.ifPresent(orders::append);
        return switch (orders.write(row)) {
            case Written.Done(OrderRow stored) -> {
                followUps.after(stored);
                yield Optional.of(Outcome.Done.of("judged", stored));
            }
            case Written.Lost(Optional<OrderRow> current) ->
                // The race with ourselves: our write was done, its answer got lost, and the client wrote again.
                current.filter(stored -> stored.by().equals(turn.id()) && stored.version() == row.version() + 1)
                        .map(stored -> {
                            followUps.after(stored);
                            return Outcome.Done.of("judged", stored);
                        });
        };
    }

    private static boolean isSame(OrderRow before, OrderRow after) {
        return before.equals(after.writtenBy(before.by(), before.updatedAt()));
    }

    /** An entry on what a judgement found. */
    TrailEntry entry(Turn turn, OrderRow row, State state, String verdict, Judgement judgement) {
        return turn.author().entry(row, state, verdict, judgement, clock.instant());
    }

    /** An entry on a look-up, or a step in the store. */
    TrailEntry entry(Turn turn, OrderRow row, State state, String verdict, Map<String, String> facts) {
        return turn.author().entry(row, state, verdict, facts, clock.instant());
    }

    TrailEntry entry(
            Turn turn, OrderRow row, State state, String verdict, Map<String, String> facts, List<LineMatch> matches) {
        return turn.author().entry(row, state, verdict, facts, matches, clock.instant());
    }
}
