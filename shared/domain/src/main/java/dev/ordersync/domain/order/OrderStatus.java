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

    /**
     * Whether goods with this status have left the seller. The seller's own parcel has from AWAITING_COLLECTION on; where
     * TikTok ships, that status only means that its label was bought.
     */
    boolean isShipped(ShippingType by) {
        return switch (this) {
            case AWAITING_COLLECTION -> by == ShippingType.SELLER;
            case IN_TRANSIT, DELIVERED, COMPLETED -> true;
            case UNPAID, ON_HOLD, AWAITING_SHIPMENT, PARTIALLY_SHIPPING, CANCELLED, UNKNOWN -> false;
        };
    }

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
