package dev.ordersync.domain;

/** The merchant that a token's claim names. */
public record MerchantId(String value) {
    public MerchantId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("MerchantId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
