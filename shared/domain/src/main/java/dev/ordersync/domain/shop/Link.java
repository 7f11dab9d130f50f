package dev.ordersync.domain.shop;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import java.time.Instant;

/**
 * The merchant's pairing of a TikTok SKU with a store variant.
 *
 * @param variantSku the SKU that the variant had when it was linked, so that a re-created product is found again; empty
 *     where it had none
 * @param linkedAt when the SKU last went from unlinked to linked; pointing the link at another variant keeps it
 */
public record Link(SkuId sku, VariantId variant, String variantSku, Instant linkedAt) {
    public Link movedTo(VariantId other, String otherSku) {
        return new Link(sku, other, otherSku, linkedAt);
    }
}
