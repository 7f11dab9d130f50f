package dev.ordersync.domain.reason;

import java.util.EnumSet;
import java.util.Set;

/** The one state of an order. Which may follow which is {@link #next()}; docs/states.md shows the same table. */
public enum Status {
    /** Seen, not judged yet: unpaid, or TikTok could not be read. */
    WAITING,
    /** A stage said no. */
    BLOCKED,
    /** All stages passed, and the intent to create is written. */
    SYNCING,
    /** The create call's outcome is unknown; it is being looked up. */
    UNCONFIRMED,
    /** The check could not be finished, or the store refused. */
    FAILED,
    /** The store has it. */
    SYNCED;

    /** The statuses that a write may give a row that has this one. A row may be born with {@link #first()}. */
    public Set<Status> next() {
        return switch (this) {
            // Nothing was sent to the store, or it is known that nothing was created: judged as often as need be.
            case WAITING, BLOCKED, FAILED -> EnumSet.of(WAITING, BLOCKED, SYNCING, FAILED);
            // The outcome decides; a claim that died is looked up, and what is surely not there is judged again.
            case SYNCING, UNCONFIRMED -> EnumSet.of(SYNCED, UNCONFIRMED, FAILED, SYNCING, BLOCKED, WAITING);
            // A store order exists: no check takes that back.
            case SYNCED -> EnumSet.of(SYNCED);
        };
    }

    /** The statuses that a merchant's word on the store order may give: where nobody knows of it, or where it is gone. */
    public Set<Status> resolved() {
        return switch (this) {
            case UNCONFIRMED, SYNCED -> EnumSet.of(WAITING, SYNCED);
            case WAITING, BLOCKED, SYNCING, FAILED -> EnumSet.noneOf(Status.class);
        };
    }

    public static Set<Status> first() {
        return EnumSet.of(WAITING, BLOCKED, SYNCING, FAILED);
    }
}
