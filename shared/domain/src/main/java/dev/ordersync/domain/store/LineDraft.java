package dev.ordersync.domain.store;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.OrderLine;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.NewStoreOrder.Tax;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the lines of a TikTok order into store lines, each on the variant that its SKU was matched with. */
final class LineDraft {
    static final String TAX_TITLE = "Sales tax";

    private LineDraft() {}

    static List<Line> lines(TikTokOrder order, List<LineMatch> matches, boolean taxesIncluded, boolean ships) {
        Map<SkuId, LineMatch> bySku = new LinkedHashMap<>();
        matches.forEach(match -> bySku.put(match.sku(), match));
        return OrderLine.of(order.unitsToSync()).stream()
                .map(line -> line(line, bySku.get(line.sku()), taxesIncluded, ships))
                .toList();
    }

    private static Line line(OrderLine line, LineMatch match, boolean taxesIncluded, boolean ships) {
        Variant variant = match.variant().orElseThrow();
        List<Tax> taxes = taxesIncluded || line.tax().isZero()
                ? List.of()
                : List.of(new Tax(TAX_TITLE, line.taxRate().orElse(BigDecimal.ZERO), line.tax()));
        return new Line(
                variant,
                line.sku(),
                line.title(),
                match.sellerSku(),
                line.quantity(),
                line.unitPrice(),
                taxes,
                line.gift(),
                ships && variant.requiresShipping(),
                line.lineItemIds());
    }
}
