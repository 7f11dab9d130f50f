package dev.ordersync.domain.order;

/** How much of a recipient's address TikTok shows. */
public enum AddressState {
    /** Not one line of a street, as while an order is on hold. */
    NONE,
    /** An asterisk in the name, a line or the postal code. */
    MASKED,
    CLEAR
}
