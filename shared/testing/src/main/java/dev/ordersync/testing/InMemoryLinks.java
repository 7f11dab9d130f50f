package dev.ordersync.testing;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.shop.Link;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The links of all shops in memory. */
public final class InMemoryLinks implements Links {
    private final Map<ShopId, TreeMap<String, Link>> links = new HashMap<>();

    @Override
    public synchronized Map<SkuId, Link> of(ShopId shop, Collection<SkuId> skus, Consistency consistency) {
        Map<SkuId, Link> found = new HashMap<>();
        for (SkuId sku : skus) {
            Link link = of(shop).get(sku.value());
            if (link != null) {
                found.put(sku, link);
            }
        }
        return found;
    }

    @Override
    public synchronized OrderTable.Page<Link> list(ShopId shop, int limit, Optional<String> cursor) {
        Optional<String> after = cursor.map(Cursors::decode);
        List<Link> rest = after.map(key -> of(shop).tailMap(key, false)).orElse(of(shop)).values().stream()
                .limit(limit)
                .toList();
        Optional<String> next = rest.size() < limit
                ? Optional.empty()
                : Optional.of(Cursors.encode(rest.get(rest.size() - 1).sku().value()));
        return new OrderTable.Page<>(rest, next);
    }

    @Override
    public synchronized void put(ShopId shop, Link link) {
        of(shop).put(link.sku().value(), link);
    }

    @Override
    public synchronized void delete(ShopId shop, SkuId sku) {
        of(shop).remove(sku.value());
    }

    @Override
    public synchronized void move(ShopId shop, Link from, Link to) {
        if (from.equals(of(shop).get(from.sku().value()))) {
            of(shop).put(to.sku().value(), to);
        }
    }

    private TreeMap<String, Link> of(ShopId shop) {
        return links.computeIfAbsent(shop, key -> new TreeMap<>());
    }
}
