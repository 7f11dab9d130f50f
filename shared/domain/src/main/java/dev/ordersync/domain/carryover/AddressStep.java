package dev.ordersync.domain.carryover;

import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.domain.store.StoreOrderDraft;
import java.time.Instant;
import java.util.Optional;

/** Gives the store order the address that TikTok shows now. */
final class AddressStep implements StoreStep {
    @Override
    public int calls() {
        return 2;
    }

    @Override
    public boolean isReady(Optional<TikTokOrder> order, Instant now) {
        return order.isPresent();
    }

    @Override
    public Result run(Work work) {
        TikTokOrder order = work.order().orElseThrow();
        Optional<StoreAddress> address =
                StoreOrderDraft.address(order).filter(shown -> order.recipient().addressState() == AddressState.CLEAR);
        if (work.before().cancelled() || address.isEmpty()) {
            // TikTok hides an old order's address again: what it hides cannot be carried over.
            return new Result.Done("ADDRESS_GONE", work.row(), Optional.empty());
        }
        if (work.before().shipped()) {
            return new Result.Done("ADDRESS_TOO_LATE", work.row(), Optional.of(Reason.ADDRESS_CHANGED_AFTER_SHIPMENT));
        }
        work.changing().updateAddress(work.before().id(), address.get());
        return new Result.Done("ADDRESS_UPDATED", work.row(), Optional.empty());
    }
}
