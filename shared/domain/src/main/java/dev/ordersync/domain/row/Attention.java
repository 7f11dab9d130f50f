package dev.ordersync.domain.row;

import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an order needs a person. One definition for the index, the alerts and the API: the order will not move
 * without somebody.
 */
public final class Attention {
    private static final int RETRIES_BEFORE = 3;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private Attention() {}

    /** The row with its attention as its state demands; of a SYNCED row it stays as it was set. */
    public static OrderRow derive(OrderRow row, Instant now) {
        if (row.status() == Status.SYNCED) {
            return row;
        }
        Optional<Reason> needed = row.reason().filter(reason -> needs(row, reason, now));
        if (needed.isEmpty()) {
            return row.withAttention(Optional.empty(), Optional.empty());
        }
        boolean same = needed.equals(row.attention());
        return row.withAttention(needed, same ? row.attentionSince() : Optional.of(now));
    }

    /** A SYNCED row with a reason for attention, unless what it shows weighs more. */
    public static OrderRow raise(OrderRow row, Reason reason, Instant now) {
        boolean stays = row.attention()
                .filter(shown -> weight(row, shown) >= weight(row, reason))
                .isPresent();
        return stays ? row : row.withAttention(Optional.of(reason), Optional.of(now));
    }

    /**
     * What cannot be mended any more weighs more than what can, and that more than what mends itself. While a cancelled
     * order stands in the store as if it were to be shipped, goods may be lost.
     */
    private static int weight(OrderRow row, Reason reason) {
        return switch (reason) {
            case STORE_ORDER_DELETED -> 5;
            case CANCELLED_AFTER_SHIPMENT, CANCEL_BY_HAND -> 4;
            case STORE_UPDATE_FAILED -> row.effect().pending().contains(PendingStep.CANCEL) ? 4 : 0;
            case ADDRESS_CHANGED_AFTER_SHIPMENT -> 3;
            case LINES_CANCELLED -> 2;
            case INTERNAL_ERROR -> 1;
            default -> 0;
        };
    }

    private static boolean needs(OrderRow row, Reason reason, Instant now) {
        return switch (reason.attention()) {
            case NEVER, PER_SHOP -> false;
            case AT_ONCE -> true;
            case AFTER_THIRD_RETRY -> row.retries() >= RETRIES_BEFORE || givenUp(row, reason);
            case AFTER_AN_HOUR -> !now.isBefore(row.since().plus(PATIENCE)) || givenUp(row, reason);
        };
    }

    private static boolean givenUp(OrderRow row, Reason reason) {
        return reason.lookAgain() != LookAgain.NEVER && row.nextCheckAt().isEmpty();
    }
}
