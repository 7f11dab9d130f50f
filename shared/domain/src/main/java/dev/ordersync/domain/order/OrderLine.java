package dev.ordersync.domain.order;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.LineItem.BundlePart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * TikTok's units with one SKU, price and gift flag, as one line with a quantity; a bundle is one line for each of its
 * parts. Every TikTok line item id is kept on its line.
 *
 * @param unitPrice what the seller earns for one
 * @param tax of all units together
 * @param taxRate the share, 0.0881 for 8.81 %; empty where TikTok gives none
 */
public record OrderLine(
        SkuId sku,
        String sellerSku,
        String title,
        int quantity,
        Money unitPrice,
        boolean gift,
        Money tax,
        Optional<BigDecimal> taxRate,
        List<LineItemId> lineItemIds) {
    public OrderLine {
        lineItemIds = List.copyOf(lineItemIds);
    }

    /** The lines of these units, in the order of their first ones. */
    public static List<OrderLine> of(List<LineItem> units) {
        Map<Key, Growing> grown = new LinkedHashMap<>();
        for (LineItem unit : units) {
            if (unit.parts().isEmpty()) {
                Growing line = line(grown, unit, unit.sku(), unit.sellerSku(), unit.unitPrice());
                line.quantity++;
                line.ids.add(unit.id());
                line.addTax(unit);
            } else {
                addBundle(grown, unit);
            }
        }
        return grown.values().stream().map(Growing::finished).toList();
    }

    /** The bundle's price goes evenly over the units of its parts, to the smallest coin; what is left over on the first. */
    private static void addBundle(Map<Key, Growing> grown, LineItem bundle) {
        int units = bundle.parts().stream().mapToInt(BundlePart::count).sum();
        Money price = bundle.unitPrice();
        BigDecimal even = price.amount().divide(BigDecimal.valueOf(units), price.minorDigits(), RoundingMode.DOWN);
        BigDecimal rest = price.amount().subtract(even.multiply(BigDecimal.valueOf(units)));
        boolean first = true;
        for (BundlePart part : bundle.parts()) {
            for (int i = 0; i < part.count(); i++) {
                Money share = new Money(first ? even.add(rest) : even, price.currency());
                Growing line = line(grown, bundle, part.sku(), part.sellerSku(), share);
                line.quantity++;
                if (!line.ids.contains(bundle.id())) {
                    line.ids.add(bundle.id());
                }
                if (first) {
                    line.addTax(bundle);
                    first = false;
                }
            }
        }
    }

    private static Growing line(Map<Key, Growing> grown, LineItem unit, SkuId sku, String sellerSku, Money price) {
        return grown.computeIfAbsent(
                new Key(sku, price, unit.gift()), key -> new Growing(key, sellerSku, unit.productName()));
    }

    private record Key(SkuId sku, Money unitPrice, boolean gift) {}

    private static final class Growing {
        private final Key key;
        private final String sellerSku;
        private final String title;
        private final List<LineItemId> ids = new ArrayList<>();
        private Optional<BigDecimal> rate = Optional.empty();
        private Money tax;
        private int quantity;

        private Growing(Key key, String sellerSku, String title) {
            this.key = key;
            this.sellerSku = sellerSku;
            this.title = title;
            this.tax = Money.zero(key.unitPrice.currency());
        }

        private void addTax(LineItem unit) {
            tax = tax.plus(unit.tax());
            rate = unit.taxRate().or(() -> rate);
        }

        private OrderLine finished() {
            return new OrderLine(key.sku, sellerSku, title, quantity, key.unitPrice, key.gift, tax, rate, ids);
        }
    }
}
