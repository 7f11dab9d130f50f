package dev.ordersync.domain.sync;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The merchant links a TikTok SKU with a store variant, which frees the orders that wait for it. */
public final class LinkSku {
    private static final int MOST_COUNTED = 1000;

    private final Ports ports;
    private final TaskQueue tasks;

    public LinkSku(Ports ports, TaskQueue tasks) {
        this.ports = ports;
        this.tasks = tasks;
    }

    /** What linking came to. */
    public sealed interface Linked {
        /** @param waiting how many orders wait for this SKU, counted up to 1,000 */
        record Done(Link link, int waiting) implements Linked {}

        /** The store says that it has no such variant. Nothing was written. */
        record NoSuchVariant() implements Linked {}
    }

    /**
     * Stores the link, and has the orders that wait for it checked. To repeat it is harmless.
     *
     * @param actor "merchant:" and the token's subject
     */
    public Linked link(Shop shop, SkuId sku, VariantId variant, String actor) {
        Optional<String> variantSku;
        try {
            Map<VariantId, Variant> found = ports.stores().of(shop).variantsById(List.of(variant));
            variantSku = Optional.ofNullable(found.get(variant)).map(Variant::sku);
        } catch (Transient | Permanent silent) {
            // A store that cannot be asked must not keep the merchant from linking; without the variant's SKU a product
            // that is made anew is not found again, no more.
            variantSku = Optional.of("");
        }
        return variantSku.map(known -> write(shop, sku, variant, known, actor)).orElseGet(Linked.NoSuchVariant::new);
    }

    private Linked write(Shop shop, SkuId sku, VariantId variant, String variantSku, String actor) {
        Instant changedAt = ports.clock().instant();
        Optional<Link> existing = Optional.ofNullable(ports.links()
                .of(shop.id(), List.of(sku), Links.Consistency.STRONG)
                .get(sku));
        Link link = existing.map(old -> old.movedTo(variant, variantSku))
                .orElseGet(() -> new Link(sku, variant, variantSku, changedAt));
        ports.links().put(shop.id(), link);
        // Counted before they are freed.
        int waiting = ports.orders().countWaiting(shop.id(), forSku(sku), MOST_COUNTED);
        tasks.send(List.of(Task.Release.of(shop.id(), Task.Change.LINK, Optional.of(sku.value()), changedAt, actor)));
        return new Linked.Done(link, waiting);
    }

    private static List<Waiting> forSku(SkuId sku) {
        return Task.Change.LINK.frees().stream()
                .map(reason -> Waiting.forSku(reason, sku))
                .toList();
    }
}
