package dev.ordersync.domain;

import java.util.regex.Pattern;

/**
 * A TikTok order's id: 1 to 20 decimal digits. Anything else never reaches TikTok.
 */
public record OrderId(String value) implements Comparable<OrderId> {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{1,20}");

    public OrderId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an order id is 1 to 20 digits");
        }
    }

    public static boolean isValid(String value) {
        return value != null && SHAPE.matcher(value).matches();
    }

    /** The id with leading zeros to 20 digits, so that text order is number order; TikTok's ids grow with time. */
    public String padded() {
        return "0".repeat(20 - value.length()) + value;
    }

    /** The order whose {@link #padded()} form this is; a padded id loses its leading zeros, as TikTok sends none. */
    public static OrderId fromPadded(String padded) {
        String stripped = padded.replaceFirst("^0+(?=.)", "");
        return new OrderId(stripped);
    }

    @Override
    public int compareTo(OrderId other) {
        return padded().compareTo(other.padded());
    }

    @Override
    public String toString() {
        return value;
    }
}
