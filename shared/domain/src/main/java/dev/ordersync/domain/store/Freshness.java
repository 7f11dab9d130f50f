package dev.ordersync.domain.store;

/** Whether a look-up may be answered from what was read in the last minute. Sync never is. */
public enum Freshness {
    CACHED,
    FRESH
}
