package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Schedules;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What comes after the row: the schedule that brings the order back. Repeating it is harmless, since the schedule's name
 * is made of what it is for.
 */
final class FollowUps {
    /** How long after a claim's end its order is looked at. */
    static final Duration AFTER_CLAIM = Duration.ofSeconds(30);

    private final Schedules schedules;
    private final InstantSource clock;

    FollowUps(Schedules schedules, InstantSource clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    void after(OrderRow row) {
        Instant now = clock.instant();
        if (row.status() == Status.SYNCING) {
            afterClaim(row, row.effect().claim().orElseThrow());
        } else if (row.nextCheckAt().isPresent()) {
            Instant wanted = row.nextCheckAt().get();
            Instant due = row.status() == Status.UNCONFIRMED
                    ? LookAgainTimes.dueSharp(wanted, now)
                    : LookAgainTimes.due(wanted, row.order(), now);
            schedules.create(check(row, due), Schedules.Purpose.CHECK, due);
        }
    }

    /** Somebody else acts on the order until the claim ends. */
    void afterClaim(OrderRow row, Claim claim) {
        Instant due = LookAgainTimes.dueSharp(claim.until().plus(AFTER_CLAIM), clock.instant());
        // What brought this message here is not to be missed, whatever the row is then.
        schedules.create(check(row, due).asOf(clock.instant()), Schedules.Purpose.CLAIM, due);
    }

    /** The check comes back as a new message. */
    void bringBack(Check check, Duration in) {
        Instant now = clock.instant();
        Instant due = LookAgainTimes.dueSharp(now.plus(in), now);
        schedules.create(check.dueAt(due).asOf(now), Schedules.Purpose.CHECK, due);
    }

    private static Check check(OrderRow row, Instant due) {
        return Check.of(row.shop(), row.order(), Cause.SCHEDULE, "scheduler").dueAt(due);
    }
}
