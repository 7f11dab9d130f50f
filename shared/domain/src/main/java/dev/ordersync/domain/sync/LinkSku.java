package dev.ordersync.domain.sync;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The merchant links a TikTok SKU with a store variant. */
public final class LinkSku {
    private static final int MOST_COUNTED = 1000;

    private final Ports ports;

    public LinkSku(Ports ports) {
        this.ports = ports;
    }

    /** What linking came to. */
    public sealed interface Linked {
        /** @param waiting how many orders wait for this SKU, counted up to 1,000 */
        record Done(Link link, int waiting) implements Linked {}

        /** The store says that it has no such variant. Nothing was written. */
        record NoSuchVariant() implements Linked {}
    }

    public Linked link(Shop shop, SkuId sku, VariantId variant) {
        Optional<String> variantSku;
        try {
            Map<VariantId, Variant> found = ports.stores().of(shop).variantsById(List.of(variant));
            variantSku = Optional.ofNullable(found.get(variant)).map(Variant::sku);
        } catch (Transient | Permanent silent) {
            // A store that cannot be asked must not keep the merchant from linking; without the variant's SKU a product
            // that is made anew is not found again, no more.
            variantSku = Optional.of("");
        }
        return variantSku.map(known -> write(shop, sku, variant, known)).orElseGet(Linked.NoSuchVariant::new);
    }

    private Linked write(Shop shop, SkuId sku, VariantId variant, String variantSku) {
        Optional<Link> existing = Optional.ofNullable(ports.links()
                .of(shop.id(), List.of(sku), Links.Consistency.STRONG)
                .get(sku));
        Link link = existing.map(old -> old.movedTo(variant, variantSku))
                .orElseGet(
                        () -> new Link(sku, variant, variantSku, ports.clock().instant()));
        ports.links().put(shop.id(), link);
        return new Linked.Done(link, waiting(shop, sku));
    }

    private int waiting(Shop shop, SkuId sku) {
        int waiting = 0;
        for (Reason reason :
                Stream.of(Reason.values()).filter(Reason::waitsForSku).toList()) {
            waiting += ports.orders().countWaiting(shop.id(), reason, sku.value(), MOST_COUNTED - waiting);
            if (waiting >= MOST_COUNTED) {
                return MOST_COUNTED;
            }
        }
        return waiting;
    }
}
