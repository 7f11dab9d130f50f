package dev.ordersync.domain.reason;

/** What pressing Sync does about a reason. */
public enum Manual {
    /** The merchant's word suffices: the reason is waived for this order. */
    WAIVE,
    /** Sync checks again, and passes when the cause is gone. */
    RECHECK,
    /** Sync tries again at once. */
    RETRY,
    /** There is nothing that Sync could do. */
    NONE
}
