package dev.ordersync.domain.store;

/** How the store order is made. */
public enum Form {
    PLAIN,
    /** Stock taken, no address, payment pending: the buyer may still cancel freely. */
    HELD,
    /** Somebody has shipped it: marked fulfilled, nothing flows back. */
    SHIPPED,
    /** No stock, nothing to ship, payment voided; cancelled in the store right after. */
    CANCELLED
}
