package dev.ordersync.domain.order;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.SkuId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One unit that was sold: TikTok has one line item per unit and no quantity. Amounts are per unit.
 *
 * @param sellerSku the merchant's own SKU as TikTok has it, stripped; may be empty
 * @param displayStatus TikTok's text, compared leniently
 * @param parts the parts of a virtual bundle, empty for an ordinary product
 * @param taxRate the share, 0.0881 for 8.81 %; empty where TikTok gives none
 */
public record LineItem(
        LineItemId id,
        SkuId sku,
        String productId,
        String productName,
        String skuName,
        String sellerSku,
        Money originalPrice,
        Money sellerDiscount,
        Money platformDiscount,
        Money tax,
        Optional<BigDecimal> taxRate,
        boolean gift,
        String displayStatus,
        String trackingNumber,
        List<BundlePart> parts) {

    public LineItem {
        sellerSku = sellerSku.strip();
        parts = List.copyOf(parts);
    }

    /** What the seller earns for the unit: TikTok's own discount is paid by TikTok. */
    public Money unitPrice() {
        return originalPrice.minus(sellerDiscount);
    }

    public boolean isCancelled() {
        return OrderStatus.of(displayStatus) == OrderStatus.CANCELLED;
    }

    /** Whether this unit has left already. */
    boolean isShipped(ShippingType by) {
        return OrderStatus.of(displayStatus).isShipped(by);
    }

    /** A part of a virtual bundle: {@code count} units of one SKU in each bundle. */
    public record BundlePart(SkuId sku, String sellerSku, int count) {
        public BundlePart {
            sellerSku = sellerSku.strip();
        }
    }
}
