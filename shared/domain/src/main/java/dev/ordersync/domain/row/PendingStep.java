package dev.ordersync.domain.row;

/** What is still to do in the store after SYNCED. */
public enum PendingStep {
    /** Cancel the store order that was created for a cancelled TikTok order. */
    CANCEL
}
