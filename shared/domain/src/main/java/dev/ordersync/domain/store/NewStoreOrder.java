package dev.ordersync.domain.store;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.shop.Settings.Inventory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store order as it is to be created, in words that every platform can be told in.
 *
 * @param placedAt the date that the store shows: when it was paid, else when it was placed
 * @param taxesIncluded prices include tax and no tax line is given (everywhere but the US)
 * @param payments empty where nothing was paid yet (held, cash on delivery) or the payment is void
 * @param shipTo empty on a held order and where TikTok shows nothing
 * @param tracking of an order that was shipped already, where TikTok knows it
 * @param attributes "additional details" of the order, in this order
 * @param difference what TikTok says was paid less what lines, shipping, fees and taxes come to; zero when all adds up
 */
public record NewStoreOrder(
        ExternalKey key,
        ShopId shop,
        Form form,
        Instant placedAt,
        String currency,
        boolean taxesIncluded,
        List<Line> lines,
        List<ShippingLine> shipping,
        List<Payment> payments,
        PaymentState paymentState,
        Optional<StoreAddress> shipTo,
        Optional<Tracking> tracking,
        Inventory inventory,
        List<String> tags,
        String note,
        Map<String, String> attributes,
        Money difference) {

    public NewStoreOrder {
        lines = List.copyOf(lines);
        shipping = List.copyOf(shipping);
        payments = List.copyOf(payments);
        tags = List.copyOf(tags);
    }

    /** Neither address nor note: what is logged of an order may not identify a person. */
    @Override
    public String toString() {
        return "NewStoreOrder[" + key.value() + " " + form + "]";
    }

    /**
     * @param unitPrice what the seller earns for one unit
     * @param lineItemIds the TikTok line items behind the line, one a unit; a bundle's parts share their bundle's
     */
    public record Line(
            Variant variant,
            SkuId sku,
            String title,
            String sellerSku,
            int quantity,
            Money unitPrice,
            List<Tax> taxes,
            boolean gift,
            boolean requiresShipping,
            List<LineItemId> lineItemIds) {}

    /** A charge for shipping, or the buyer's other fees. */
    public record ShippingLine(String title, Money price, List<Tax> taxes) {}

    /** Tax that TikTok collects and remits. {@code rate} is a share. */
    public record Tax(String title, BigDecimal rate, Money amount) {}

    /** A payment that came in, and from whom: "TikTok Shop" (the buyer's) or "TikTok Shop discount" (TikTok's own). */
    public record Payment(String gateway, Money amount) {}

    /** Whether the store order counts as paid. */
    public enum PaymentState {
        PAID,
        PENDING,
        VOIDED
    }

    /** A tracking number of an order that came already shipped. Either may be empty. */
    public record Tracking(String carrier, String number) {}
}
