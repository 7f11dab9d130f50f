package dev.ordersync.domain.store;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.LineItem.BundlePart;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.NewStoreOrder.Tax;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns TikTok's units into store lines: units with one SKU, price and gift flag become one line with a quantity, a
 * bundle becomes one line for each of its parts. Every TikTok line item id is kept on its line.
 */
final class LineDraft {
    static final String TAX_TITLE = "Sales tax";
    private static final int CENTS = 2;

    private record Key(SkuId sku, Money unitPrice, boolean gift) {}

    private static final class Growing {
        private final Key key;
        private final String title;
        private final List<LineItemId> ids = new ArrayList<>();
        private BigDecimal rate = BigDecimal.ZERO;
        private Money tax;
        private int quantity;

        private Growing(Key key, String title, Money zero) {
            this.key = key;
            this.title = title;
            this.tax = zero;
        }
    }

    private LineDraft() {}

    static List<Line> lines(TikTokOrder order, List<LineMatch> matches, boolean taxesIncluded, boolean ships) {
        Map<Key, Growing> grown = new LinkedHashMap<>();
        for (LineItem unit : order.unitsToSync()) {
            if (unit.parts().isEmpty()) {
                Growing line = line(grown, unit, unit.sku(), unit.unitPrice());
                line.quantity++;
                line.ids.add(unit.id());
                addTax(line, unit);
            } else {
                addBundle(grown, unit);
            }
        }
        Map<SkuId, LineMatch> bySku = new LinkedHashMap<>();
        matches.forEach(match -> bySku.put(match.sku(), match));
        return grown.values().stream()
                .map(line -> finished(line, bySku.get(line.key.sku()), taxesIncluded, ships))
                .toList();
    }

    private static Growing line(Map<Key, Growing> grown, LineItem unit, SkuId sku, Money price) {
        return grown.computeIfAbsent(
                new Key(sku, price, unit.gift()),
                key -> new Growing(key, unit.productName(), unit.unitPrice().minus(unit.unitPrice())));
    }

    /** The bundle's price goes evenly over the units of its parts, to the cent; what is left over on the first. */
    private static void addBundle(Map<Key, Growing> grown, LineItem bundle) {
        int units = bundle.parts().stream().mapToInt(BundlePart::count).sum();
        Money price = bundle.unitPrice();
        BigDecimal even = price.amount().divide(BigDecimal.valueOf(units), CENTS, RoundingMode.DOWN);
        BigDecimal rest = price.amount().subtract(even.multiply(BigDecimal.valueOf(units)));
        boolean first = true;
        for (BundlePart part : bundle.parts()) {
            for (int i = 0; i < part.count(); i++) {
                Money share = new Money(first ? even.add(rest) : even, price.currency());
                Growing line = line(grown, bundle, part.sku(), share);
                line.quantity++;
                if (!line.ids.contains(bundle.id())) {
                    line.ids.add(bundle.id());
                }
                if (first) {
                    addTax(line, bundle);
                    first = false;
                }
            }
        }
    }

    private static void addTax(Growing line, LineItem unit) {
        line.tax = line.tax.plus(unit.tax());
        unit.taxRate().ifPresent(rate -> line.rate = rate);
    }

    private static Line finished(Growing line, LineMatch match, boolean taxesIncluded, boolean ships) {
        Variant variant = match.variant().orElseThrow();
        List<Tax> taxes =
                taxesIncluded || line.tax.isZero() ? List.of() : List.of(new Tax(TAX_TITLE, line.rate, line.tax));
        return new Line(
                variant,
                line.key.sku(),
                line.title,
                match.sellerSku(),
                line.quantity,
                line.key.unitPrice(),
                taxes,
                line.key.gift(),
                ships && variant.requiresShipping(),
                List.copyOf(line.ids));
    }
}
