package dev.ordersync.domain;

/** A store's own id of an order: a Shopify gid, elsewhere the number as text. */
public record StoreOrderId(String value) {
    public StoreOrderId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("StoreOrderId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
