package dev.ordersync.domain.order;

/**
 * TikTok's status of an order, in the order in which they follow each other (TikTok Shop Partner Center, "Order API
 * overview"). {@link #UNKNOWN} is a status that TikTok has and we do not know: never a crash.
 */
public enum OrderStatus {
    UNPAID,
    ON_HOLD,
    AWAITING_SHIPMENT,
    PARTIALLY_SHIPPING,
    AWAITING_COLLECTION,
    IN_TRANSIT,
    DELIVERED,
    COMPLETED,
    CANCELLED,
    UNKNOWN;

    /** The status that a text names; webhooks spell CANCELLED as CANCEL. */
    public static OrderStatus of(String text) {
        if ("CANCEL".equals(text)) {
            return CANCELLED;
        }
        for (OrderStatus status : values()) {
            if (status != UNKNOWN && status.name().equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
