package dev.ordersync.domain;

/** TikTok's {@code sku_id} of a product variant; never the seller's SKU. */
public record SkuId(String value) {
    public SkuId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("SkuId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
