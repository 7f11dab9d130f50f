package dev.ordersync.domain.shop;

/**
 * A link that a check found to be out of date.
 *
 * @param from as it was judged: where it is another by now, the merchant has the last word
 * @param to the same SKU and {@code linkedAt}, with what the check found in the store
 */
public record LinkMove(Link from, Link to) {
    /** Whether the link points at another variant, and did not merely learn its SKU. */
    public boolean isToAnother() {
        return !from.variant().equals(to.variant());
    }
}
