package dev.ordersync.domain.store;

import dev.ordersync.domain.VariantId;

/**
 * A product variant of the store.
 *
 * @param sku as the store has it, stripped; may be empty
 * @param productStatus the platform's word: ACTIVE, DRAFT, ARCHIVED ...
 * @param live whether it is offered (Shopify ACTIVE or UNLISTED); others count as candidates only where none is live
 * @param requiresShipping whether it is a physical thing
 */
public record Variant(
        VariantId id,
        String sku,
        String title,
        String productTitle,
        String productStatus,
        boolean live,
        boolean requiresShipping) {
    public Variant {
        sku = sku.strip();
    }
}
