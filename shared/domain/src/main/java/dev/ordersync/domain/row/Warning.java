package dev.ordersync.domain.row;

/** Something that the merchant should know about an order and that stops nothing. */
public enum Warning {
    CANCELLATION_REQUESTED("The buyer asks to cancel this order on TikTok."),
    AMOUNTS_DIFFER(
            "The store order's total differs from what TikTok says was paid; the order's note names the difference."),
    PARTLY_SHIPPED("A part of the order was shipped before it came to the store; only the rest was created.");

    private final String message;

    Warning(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}
