package dev.ordersync.domain.store;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order as the store has it.
 *
 * @param name what the merchant sees: "#1001"
 * @param key our key on it, empty where it carries none of ours
 * @param cancelled whether it is cancelled in the store; a cancelled order is there
 */
public record StoreOrder(
        StoreOrderId id,
        String name,
        Optional<ExternalKey> key,
        Instant createdAt,
        boolean cancelled,
        List<Line> lines) {

    public StoreOrder {
        lines = List.copyOf(lines);
    }

    /** @param lineItemIds the TikTok line items that we wrote on the line, empty where the platform keeps none */
    public record Line(
            String id, Optional<VariantId> variant, String sku, int quantity, List<LineItemId> lineItemIds) {}
}
