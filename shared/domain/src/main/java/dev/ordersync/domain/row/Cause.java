package dev.ordersync.domain.row;

/** Why a check runs. For the trail only: no verdict depends on it. */
public enum Cause {
    WEBHOOK,
    SCHEDULE,
    SWEEP,
    MERCHANT,
    RELEASE
}
