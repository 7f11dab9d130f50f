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
    /** The store has the order, and TikTok may say something new of it. */
    FOLLOW,
    /** The message is older than the row. */
    NOTHING,
    JUDGE;

    private static final Duration EARLY = Duration.ofSeconds(60);

    /** Whether TikTok's order is needed for it. */
    boolean readsTikTok() {
        return switch (this) {
            case JUDGE, FOLLOW, CARRY_OVER -> true;
            case REPEAT_FOLLOW_UPS, SETTLE, NOTHING -> false;
        };
    }

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
            boolean early = row.isGivenUp()
                    || row.nextCheckAt().filter(at -> at.isAfter(now)).isPresent();
            boolean planned =
                    check.due().isPresent() && check.asOf().isEmpty() && (row.isGivenUp() || isPlannedLater(row, now));
            return planned || early && tellsNoNews(check, row) ? NOTHING : CARRY_OVER;
        }
        if (row.status() == Status.SYNCED) {
            // A schedule was made for what came before; one that stands for a message that met a claim says so.
            boolean old = check.due().isPresent() && check.asOf().isEmpty();
            return old || tellsNoNews(check, row) ? NOTHING : FOLLOW;
        }
        if (check.due().isPresent() && isPlannedLater(row, now)) {
            return NOTHING;
        }
        return row.status() == Status.BLOCKED && tellsNoNews(check, row) ? NOTHING : JUDGE;
    }

    /** Until when the upstream that this needs has asked us to keep off. */
    Optional<Instant> pausedUntil(Shop shop, Instant now) {
        return switch (this) {
            case REPEAT_FOLLOW_UPS, NOTHING -> Optional.empty();
            case SETTLE -> shop.storePausedUntil().filter(now::isBefore);
            case FOLLOW -> shop.tiktokPausedUntil().filter(now::isBefore);
            case JUDGE, CARRY_OVER -> shop.pausedUntil(now);
        };
    }

    private static boolean isPlannedLater(OrderRow row, Instant now) {
        return row.nextCheckAt().map(at -> at.isAfter(now.plus(EARLY))).orElse(false);
    }

    /** Whether it is a webhook's hint at what the row knows. */
    private static boolean tellsNoNews(Check check, OrderRow row) {
        if (check.seen().isEmpty() || row.mirror().isEmpty()) {
            return false;
        }
        Mirror mirror = row.mirror().get();
        Check.Seen seen = check.seen().get();
        return OrderStatus.of(seen.status()) == OrderStatus.of(mirror.tiktokStatus())
                && !mirror.updatedAt().isBefore(seen.updated());
    }
}
