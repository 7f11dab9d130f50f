package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a message asks for, given the row that it finds. The first that applies, in this order. */
enum Receipt {
    /** The row was last written by this very message: only what comes after the row may be missing. */
    REPEAT_FOLLOW_UPS,
    /** A create call may be under way, or its outcome is not known. */
    SETTLE,
    /** Something is still to be done in the store. */
    CARRY_OVER,
    /** The message is older than the row. */
    NOTHING,
    JUDGE;

    private static final Duration EARLY = Duration.ofSeconds(60);

    static Receipt of(Check check, MessageId message, OrderRow row, Instant now) {
        if (!row.isStored()) {
            return JUDGE;
        }
        if (row.by().equals(message)) {
            return REPEAT_FOLLOW_UPS;
        }
        if (row.isSyncingOrUnconfirmed()) {
            return SETTLE;
        }
        if (!row.effect().pending().isEmpty()) {
            return CARRY_OVER;
        }
        if (row.status() == Status.SYNCED) {
            return NOTHING;
        }
        if (check.due().isPresent() && isPlannedLater(row, now)) {
            return NOTHING;
        }
        return isSeenAlready(check, row) ? NOTHING : JUDGE;
    }

    /** Until when the upstream that this needs has asked us to keep off. */
    Optional<Instant> pausedUntil(Shop shop, Instant now) {
        return switch (this) {
            case REPEAT_FOLLOW_UPS, NOTHING -> Optional.empty();
            case SETTLE, CARRY_OVER -> shop.storePausedUntil().filter(now::isBefore);
            case JUDGE -> shop.pausedUntil(now);
        };
    }

    private static boolean isPlannedLater(OrderRow row, Instant now) {
        return row.nextCheckAt().map(at -> at.isAfter(now.plus(EARLY))).orElse(false);
    }

    private static boolean isSeenAlready(Check check, OrderRow row) {
        boolean judged = row.status() == Status.BLOCKED;
        if (!judged || check.seen().isEmpty() || row.mirror().isEmpty()) {
            return false;
        }
        Mirror mirror = row.mirror().get();
        Check.Seen seen = check.seen().get();
        return OrderStatus.of(seen.status()) == OrderStatus.of(mirror.tiktokStatus())
                && !mirror.updatedAt().isBefore(seen.updated());
    }
}
