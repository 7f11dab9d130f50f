package dev.ordersync.domain;

/** A store's own id of a product variant: a Shopify gid, a WooCommerce or BigCommerce number, a Magento SKU. */
public record VariantId(String value) {
    public VariantId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("VariantId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
