package dev.ordersync.domain.store;

import dev.ordersync.domain.SkuId;
import java.util.List;
import java.util.Optional;

/**
 * How one TikTok SKU of an order was matched with the store's variants.
 *
 * @param sellerSku TikTok's seller SKU, stripped; may be empty
 * @param variant the variant to sell, where there is exactly one
 * @param candidates the variants among which only a person can choose; of a stored match the first ones
 * @param candidatesTotal how many there are
 */
public record LineMatch(
        SkuId sku,
        String sellerSku,
        Kind kind,
        Optional<Variant> variant,
        List<Variant> candidates,
        int candidatesTotal) {
    public LineMatch {
        candidates = List.copyOf(candidates);
    }

    public LineMatch(SkuId sku, String sellerSku, Kind kind, Optional<Variant> variant, List<Variant> candidates) {
        this(sku, sellerSku, kind, variant, candidates, candidates.size());
    }

    /** How. */
    public enum Kind {
        LINK,
        SKU,
        NONE,
        AMBIGUOUS,
        DELETED
    }
}
