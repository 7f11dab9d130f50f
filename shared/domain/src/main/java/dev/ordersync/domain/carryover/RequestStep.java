package dev.ordersync.domain.carryover;

import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.store.StoreOrderDraft;
import java.util.Optional;

/** Tags the store order while the buyer asks to cancel, so that the warehouse can wait. */
final class RequestStep implements StoreStep {
    @Override
    public int calls() {
        return 2;
    }

    @Override
    public Result run(Work work) {
        boolean asked = work.row().warnings().contains(Warning.CANCELLATION_REQUESTED);
        if (asked) {
            work.tag(StoreOrderDraft.TAG_CANCEL_REQUESTED);
        } else {
            work.untag(StoreOrderDraft.TAG_CANCEL_REQUESTED);
        }
        return new Result.Done(asked ? "REQUEST_TAGGED" : "REQUEST_ENDED", work.row(), Optional.empty());
    }
}
