package dev.ordersync.domain.carryover;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.store.StoreOrderDraft;
import java.util.Optional;

/** Says on the store order which units were cancelled on TikTok. Its lines are the merchant's to edit. */
final class LinesStep implements StoreStep {
    @Override
    public int calls() {
        return 3;
    }

    @Override
    public Result run(Work work) {
        if (work.before().cancelled()) {
            return new Result.Done("CANCELLED_BEFORE", work.row(), Optional.empty());
        }
        int units = work.row().mirror().map(Mirror::cancelledUnits).orElse(0);
        String which = work.order().map(StoreOrderDraft::cancelledTitles).orElse(units + " units");
        // Each further cancellation is said anew: the number of units tells the notes apart.
        work.note("LINES-" + units, "Cancelled on TikTok so far: " + which + ".");
        work.tag(StoreOrderDraft.TAG_LINES_CANCELLED);
        return new Result.Done("LINES_NOTED", work.row(), Optional.of(Reason.LINES_CANCELLED));
    }
}
