package dev.ordersync.local.sandbox.tiktok;

import java.math.BigDecimal;
import java.util.List;

/**
 * A SKU that the shop sells.
 *
 * @param sellerSku the seller's own; may be empty
 * @param externalSkuId what the seller says that it is called in another shop system; may be empty
 * @param price before discounts, in the shop's currency
 * @param parts of a virtual bundle; empty for everything else
 */
public record TikTokProduct(
        String sellerSku,
        String skuId,
        String productId,
        String productName,
        String skuName,
        String externalSkuId,
        BigDecimal price,
        List<Part> parts) {

    /** So many of one SKU in a bundle. */
    public record Part(String sellerSku, String skuId, String productId, int count) {}

    public TikTokProduct {
        parts = List.copyOf(parts);
    }

    /** The same with another shop system's name for it. */
    public TikTokProduct called(String external) {
        return new TikTokProduct(sellerSku, skuId, productId, productName, skuName, external, price, parts);
    }

    static TikTokProduct simple(
            String sellerSku, String skuId, String productId, String productName, String skuName, String price) {
        return new TikTokProduct(
                sellerSku, skuId, productId, productName, skuName, "", new BigDecimal(price), List.of());
    }

    /** A product for a seller SKU that the catalogue lacks; the same ids each time. */
    static TikTokProduct unlisted(String sellerSku) {
        long number = Integer.toUnsignedLong(sellerSku.hashCode());
        return simple(
                sellerSku,
                "27293%014d".formatted(number),
                "17295%014d".formatted(number),
                "Product " + sellerSku,
                "Default",
                "10.00");
    }

    /** What the demo's shop sells; the demo's Shopify store has some of it (see its catalogue). */
    public static List<TikTokProduct> demo() {
        TikTokProduct top =
                simple("CT-BLK-M", "2729382476852921560", "1729582718312380123", "Crochet Top", "Black, M", "20.00");
        TikTokProduct sticker =
                simple("GIFT-1", "2729382476852921999", "1729582718312380555", "Sticker", "Default", "1.00");
        return List.of(
                top,
                simple("CT-WHT-L", "2729382476852921561", "1729582718312380123", "Crochet Top", "White, L", "22.00"),
                sticker,
                simple("TT-MUG", "2729382476852922001", "1729582718312380601", "Mug", "Blue", "12.50"),
                simple("TWIN-1", "2729382476852922002", "1729582718312380602", "Twin Candle", "Default", "9.00"),
                simple("SCARF-RED", "2729382476852922003", "1729582718312380603", "Scarf", "Red", "30.00"),
                simple("LAMP-1", "2729382476852922004", "1729582718312380604", "Lamp", "Default", "45.00"),
                simple(
                        "SOLD-OUT-1",
                        "2729382476852922005",
                        "1729582718312380605",
                        "Last Chance Vase",
                        "Default",
                        "60.00"),
                new TikTokProduct(
                        "SET-1",
                        "2729382476852922006",
                        "1729582718312380606",
                        "Top and Stickers",
                        "Default",
                        "",
                        new BigDecimal("21.00"),
                        List.of(
                                new Part(top.sellerSku(), top.skuId(), top.productId(), 1),
                                new Part(sticker.sellerSku(), sticker.skuId(), sticker.productId(), 2))));
    }
}
