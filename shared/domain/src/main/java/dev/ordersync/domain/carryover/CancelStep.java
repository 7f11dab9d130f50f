package dev.ordersync.domain.carryover;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Store.Restock;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import java.util.Optional;

/**
 * Cancels the store order. One that was shipped already, and one that we did not make, is left to a person, with a note
 * and a tag.
 */
final class CancelStep implements StoreStep {
    private static final String STEP = "CANCEL";

    @Override
    public int calls() {
        return 3;
    }

    @Override
    public Result run(Work work) {
        if (work.before().cancelled()) {
            return cancelled(work.row());
        }
        if (work.before().shipped()) {
            work.note(STEP, "Cancelled on TikTok after it was shipped.");
            work.tag(StoreOrderDraft.TAG_CANCELLED);
            return new Result.Done("CANCELLED_TOO_LATE", work.row(), Optional.of(Reason.CANCELLED_AFTER_SHIPMENT));
        }
        if (!isWanted(work)) {
            work.note(STEP, "Cancelled on TikTok.");
            work.tag(StoreOrderDraft.TAG_CANCELLED);
            return new Result.Done("CANCELLATION_NOTED", work.row(), Optional.empty());
        }
        if (!isOurs(work)) {
            work.note(STEP, "Cancelled on TikTok.");
            work.tag(StoreOrderDraft.TAG_CANCELLED);
            return new Result.Done("CANCELLATION_LEFT", work.row(), Optional.of(Reason.CANCEL_BY_HAND));
        }
        work.changing().cancel(work.before().id(), restock(work));
        // A store that no longer shows it has nothing left to cancel.
        boolean done =
                work.store().read(work.before().id()).map(StoreOrder::cancelled).orElse(true);
        return done ? cancelled(work.row()) : new Result.NotYet("CANCEL_ASKED", "it has not cancelled the order yet");
    }

    /** Nobody needs to see any more to an order that is cancelled on both sides. */
    private static Result cancelled(OrderRow row) {
        boolean settled = row.isInTrouble(Reason.LINES_CANCELLED);
        return new Result.Done("CANCELLED", settled ? row.calm() : row, Optional.empty());
    }

    /** Whether the store order carries our key of this very order; one that the merchant named need not. */
    private static boolean isOurs(Work work) {
        return work.before()
                .key()
                .filter(key -> key.order().equals(work.row().order()))
                .isPresent();
    }

    /** A held order and one that was made as cancelled are nobody's to ship, whatever the shop does with others. */
    private static boolean isWanted(Work work) {
        return work.shop().settings().cancelInStore()
                || work.row()
                        .effect()
                        .form()
                        .filter(form -> form == Form.HELD || form == Form.CANCELLED)
                        .isPresent();
    }

    /** What was not taken out of the stock is not put back. */
    private static Restock restock(Work work) {
        Settings settings = work.shop().settings();
        boolean taken = settings.inventory() != Inventory.BYPASS
                && work.row().effect().form().filter(Form.CANCELLED::equals).isEmpty();
        return taken && settings.restockOnCancel() ? Restock.YES : Restock.NO;
    }
}
