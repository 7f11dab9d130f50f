package dev.ordersync.domain.row;

import dev.ordersync.domain.store.Form;
import java.util.List;

/** What is still to do in the store after SYNCED, in the order in which it is done: what a parcel depends on comes first. */
public enum PendingStep {
    /** The order was cancelled on TikTok, or was made as cancelled. */
    CANCEL,
    /** TikTok shows another address than the store order has. */
    ADDRESS,
    /** The store order is held; once the hold is over it gets its address and counts as paid. */
    RELEASE,
    /** The buyer asks to cancel, or no longer does: the store order's tag follows. */
    TAG,
    /** Units were cancelled: said on the store order, which is never edited. */
    LINES;

    /** What a store order that was made so is followed by. */
    public static List<PendingStep> after(Form form) {
        return switch (form) {
            case CANCELLED -> List.of(CANCEL);
            case HELD -> List.of(RELEASE);
            case PLAIN, SHIPPED -> List.of();
        };
    }
}
