package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.store.LineMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who writes into an order's trail: the message or request, why it came, and for whom. The one place where entries are
 * made.
 */
record Author(MessageId message, Cause cause, String actor) {
    /** @param actor "merchant:" and the token's subject */
    static Author merchant(MessageId request, String actor) {
        return new Author(request, Cause.MERCHANT, actor);
    }

    /** An entry on what a judgement found. */
    TrailEntry entry(OrderRow row, State state, String verdict, Judgement judgement, Instant now) {
        return entry(row, state, verdict, judgement.facts(), judgement.matches(), now);
    }

    /** An entry on a look-up, a step in the store, or a word of the merchant's. */
    TrailEntry entry(OrderRow row, State state, String verdict, Map<String, String> facts, Instant now) {
        return entry(row, state, verdict, facts, List.of(), now);
    }

    TrailEntry entry(
            OrderRow row,
            State state,
            String verdict,
            Map<String, String> facts,
            List<LineMatch> matches,
            Instant now) {
        return new TrailEntry(
                row.shop(),
                row.order(),
                now,
                message,
                cause,
                actor,
                state.stage(),
                verdict,
                state.reason(),
                state.status(),
                facts,
                matches);
    }

    /** An entry that leaves the order's state as it is. @param shown the reason that it is about */
    TrailEntry remark(OrderRow row, Optional<Reason> shown, String verdict, Map<String, String> facts, Instant now) {
        State same = new State(row.status(), shown, Map.of(), row.stage(), Optional.empty(), row.retries());
        return entry(row, same, verdict, facts, now);
    }
}
