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
 * @param shipped whether a part of it, at least, has left
 * @param payable whether the store still waits for its payment and takes our word for it
 * @param note what the merchant reads beside it; a buyer's message may be part of it
 */
public record StoreOrder(
        StoreOrderId id,
        String name,
        Optional<ExternalKey> key,
        Instant createdAt,
        boolean cancelled,
        boolean shipped,
        boolean payable,
        List<String> tags,
        String note,
        List<Line> lines) {

    public StoreOrder {
        tags = List.copyOf(tags);
        lines = List.copyOf(lines);
    }

    /** Without the note: what is logged of an order may not identify a person. */
    @Override
    public String toString() {
        return "StoreOrder[" + id + " " + name + "]";
    }

    /** @param lineItemIds the TikTok line items that we wrote on the line, empty where the platform keeps none */
    public record Line(
            String id, Optional<VariantId> variant, String sku, int quantity, List<LineItemId> lineItemIds) {}
}
