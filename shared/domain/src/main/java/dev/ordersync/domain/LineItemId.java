package dev.ordersync.domain;

/** TikTok's id of one line item, which is one unit. */
public record LineItemId(String value) {
    public LineItemId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("LineItemId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
