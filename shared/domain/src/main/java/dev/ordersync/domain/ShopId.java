package dev.ordersync.domain;

/** A TikTok shop, by TikTok's shop id: decimal digits. */
public record ShopId(String value) {
    public ShopId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("ShopId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
