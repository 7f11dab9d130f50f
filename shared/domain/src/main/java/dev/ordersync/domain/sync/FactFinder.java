package dev.ordersync.domain.sync;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Facts;
import dev.ordersync.domain.stage.Wanted;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what the stages judge by, alike for a check, for Sync and for explain. */
final class FactFinder {
    private final Links links;
    private final AddressHash addressHash;
    private final InstantSource clock;

    FactFinder(Links links, AddressHash addressHash, InstantSource clock) {
        this.links = links;
        this.addressHash = addressHash;
        this.clock = clock;
    }

    /** The row with what TikTok's order shows. */
    OrderRow seen(OrderRow row, TikTokOrder order) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (order.cancelRequested()) {
            warnings.add(Warning.CANCELLATION_REQUESTED);
        }
        if (order.isPartlyShipped()) {
            warnings.add(Warning.PARTLY_SHIPPED);
        }
        return row.withMirror(Mirror.of(order, addressHash.of(order.recipient())))
                .withWarnings(warnings);
    }

    /** @param seen the row that the stages are to judge by */
    Facts facts(Shop shop, OrderRow seen, TikTokOrder order, Links.Consistency consistency) {
        List<SkuId> skus = Wanted.of(order).stream().map(Wanted::sku).toList();
        Map<SkuId, Link> linked = links.of(shop.id(), skus, consistency);
        return new Facts(order, shop, seen, linked, clock.instant());
    }
}
