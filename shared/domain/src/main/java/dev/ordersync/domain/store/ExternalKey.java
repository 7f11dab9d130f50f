package dev.ordersync.domain.store;

import dev.ordersync.domain.OrderId;
import java.util.Optional;

/**
 * The key under which a store order can be found again: the TikTok order's id, and from the second deliberate creation
 * on with the generation behind it.
 */
public record ExternalKey(OrderId order, int generation) {
    public String value() {
        return generation <= 1 ? order.value() : order.value() + "-" + generation;
    }

    /** The key that a store order carries, or empty where the text is none of ours. */
    public static Optional<ExternalKey> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        int dash = text.indexOf('-');
        String id = dash < 0 ? text : text.substring(0, dash);
        String suffix = dash < 0 ? "1" : text.substring(dash + 1);
        if (!OrderId.isValid(id) || !suffix.matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        return Optional.of(new ExternalKey(new OrderId(id), Integer.parseInt(suffix)));
    }
}
