package dev.ordersync.domain.reason;

/** When an order with a reason needs a person. */
public enum AttentionRule {
    NEVER,
    AT_ONCE,
    /** After the third retry; retries go on. */
    AFTER_THIRD_RETRY,
    /** At the first check after an hour. */
    AFTER_AN_HOUR,
    /** Said once for the shop, not for each order. */
    PER_SHOP
}
