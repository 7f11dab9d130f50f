package dev.ordersync.testing;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.LineItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a {@link LineItem}: one unit, bought, not a gift, without discount or tax until a test says otherwise. */
public final class LineBuilder {
    /** The SKU of {@link #top()}. */
    public static final SkuId TOP = new SkuId("2729382476852921560");

    /** The SKU of {@link #sticker()}. */
    public static final SkuId STICKER = new SkuId("2729382476852921999");

    private final String sku;
    private final String sellerSku;
    private final String price;
    private String title;
    private String sellerDiscount = "0.00";
    private String platformDiscount = "0.00";
    private String tax = "0.00";
    private Optional<BigDecimal> taxRate = Optional.empty();
    private boolean gift;
    private String displayStatus = "AWAITING_SHIPMENT";
    private String trackingNumber = "";
    private final List<LineItem.BundlePart> parts = new ArrayList<>();

    private LineBuilder(String sku, String sellerSku, String price) {
        this.sku = sku;
        this.sellerSku = sellerSku;
        this.price = price;
        this.title = "Product of " + sku;
    }

    public static LineBuilder unit(String sku, String sellerSku, String price) {
        return new LineBuilder(sku, sellerSku, price);
    }

    /** A Crochet Top for 20.00, of which the seller takes off 2.00 and TikTok 3.00; 1.24 tax. */
    public static LineBuilder top() {
        return unit(TOP.value(), "CT-BLK-M", "20.00")
                .title("Crochet Top")
                .discounts("2.00", "3.00")
                .tax("1.24", "0.0881");
    }

    /** A sticker for nothing. */
    public static LineBuilder sticker() {
        return unit(STICKER.value(), "GIFT-1", "0.00").title("Sticker").gift();
    }

    public LineBuilder title(String text) {
        title = text;
        return this;
    }

    public LineBuilder discounts(String bySeller, String byTikTok) {
        sellerDiscount = bySeller;
        platformDiscount = byTikTok;
        return this;
    }

    /** @param rate as a share, 0.0881 for 8.81 % */
    public LineBuilder tax(String amount, String rate) {
        tax = amount;
        taxRate = Optional.of(new BigDecimal(rate));
        return this;
    }

    public LineBuilder gift() {
        gift = true;
        return this;
    }

    /** TikTok's {@code display_status} of the line item. */
    public LineBuilder status(String text) {
        displayStatus = text;
        return this;
    }

    public LineBuilder tracking(String number) {
        trackingNumber = number;
        return this;
    }

    /** Makes the unit a virtual bundle that holds {@code count} of this SKU. */
    public LineBuilder part(String partSku, String partSellerSku, int count) {
        parts.add(new LineItem.BundlePart(new SkuId(partSku), partSellerSku, count));
        return this;
    }

    LineItem build(String id, String currency) {
        return new LineItem(
                new LineItemId(id),
                new SkuId(sku),
                "1729582718312380123",
                title,
                "Default",
                sellerSku,
                Money.of(price, currency),
                Money.of(sellerDiscount, currency),
                Money.of(platformDiscount, currency),
                Money.of(tax, currency),
                taxRate,
                gift,
                displayStatus,
                trackingNumber,
                parts);
    }
}
