package dev.ordersync.domain.store;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.VariantId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks variants up in a store, from what was read in the last minute where the caller allows it. */
public final class Catalogue {
    private record BySku(ConnectionId connection, String sku) {}

    private record ById(ConnectionId connection, VariantId id) {}

    private final ReadCache<BySku, List<Variant>> bySku;
    private final ReadCache<ById, Optional<Variant>> byId;

    public Catalogue(InstantSource clock) {
        this.bySku = new ReadCache<>(clock);
        this.byId = new ReadCache<>(clock);
    }

    /** As {@link Store#variantsBySku}. */
    public Map<String, List<Variant>> bySku(
            ConnectionId connection, Store store, Collection<String> skus, Freshness freshness) {
        Map<String, List<Variant>> found = new HashMap<>();
        Set<String> toAsk = new HashSet<>(skus);
        if (freshness == Freshness.CACHED) {
            for (String sku : skus) {
                bySku.get(new BySku(connection, sku)).ifPresent(variants -> {
                    found.put(sku, variants);
                    toAsk.remove(sku);
                });
            }
        }
        if (!toAsk.isEmpty()) {
            Map<String, List<Variant>> asked = store.variantsBySku(toAsk);
            for (String sku : toAsk) {
                List<Variant> variants = asked.getOrDefault(sku, List.of());
                bySku.put(new BySku(connection, sku), variants);
                found.put(sku, variants);
            }
        }
        return found;
    }

    /** As {@link Store#variantsById}. */
    public Map<VariantId, Variant> byId(
            ConnectionId connection, Store store, Collection<VariantId> ids, Freshness freshness) {
        Map<VariantId, Variant> found = new HashMap<>();
        Set<VariantId> toAsk = new HashSet<>(ids);
        if (freshness == Freshness.CACHED) {
            for (VariantId id : ids) {
                byId.get(new ById(connection, id)).ifPresent(variant -> {
                    variant.ifPresent(there -> found.put(id, there));
                    toAsk.remove(id);
                });
            }
        }
        if (!toAsk.isEmpty()) {
            Map<VariantId, Variant> asked = store.variantsById(toAsk);
            for (VariantId id : toAsk) {
                byId.put(new ById(connection, id), Optional.ofNullable(asked.get(id)));
            }
            found.putAll(asked);
        }
        return found;
    }
}
