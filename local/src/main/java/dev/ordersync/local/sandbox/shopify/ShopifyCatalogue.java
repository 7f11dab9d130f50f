package dev.ordersync.local.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The store's variants and their stock. Two variants may have one SKU: Shopify does not mind.
 *
 * <p>The demo's has, beside what matches the demo's TikTok shop: near matches of one SKU, twins, an archived namesake, a
 * mug under another SKU than TikTok's, and a vase that is sold out.
 */
final class ShopifyCatalogue {

    private static final long VARIANTS = 44_000_000_000_000L;
    private static final long PRODUCTS = 8_800_000_000_000L;

    private final Map<Long, ShopifyVariant> variants = new LinkedHashMap<>();
    private final Map<Long, Integer> stock = new LinkedHashMap<>();

    static ShopifyCatalogue demo() {
        ShopifyCatalogue demo = new ShopifyCatalogue();
        demo.add(1, 1, "CT-BLK-M", "Black / M", "Crochet Top", "ACTIVE", "20.00", 50, false);
        demo.add(2, 1, "CT-WHT-L", "White / L", "Crochet Top", "ACTIVE", "22.00", 50, false);
        demo.add(3, 2, "GIFT-1", "Default Title", "Sticker", "ACTIVE", "1.00", 500, false);
        demo.add(4, 3, "MUG-BLUE", "Blue", "Mug", "ACTIVE", "12.50", 50, false);
        demo.add(5, 4, "TWIN-1", "Default Title", "Twin Candle", "ACTIVE", "9.00", 20, false);
        demo.add(6, 5, "TWIN-1", "Default Title", "Twin Candle (new)", "ACTIVE", "9.50", 20, false);
        demo.add(7, 6, "SCARF-RED", "Red", "Scarf", "ACTIVE", "30.00", 20, false);
        demo.add(8, 7, "SCARF-RED", "Red", "Scarf (last season)", "ARCHIVED", "25.00", 3, false);
        demo.add(9, 8, "LAMP-1", "Default Title", "Lamp", "ACTIVE", "45.00", 10, false);
        demo.add(10, 9, "SOLD-OUT-1", "Default Title", "Last Chance Vase", "ACTIVE", "60.00", 0, true);
        demo.add(11, 1, "CT-BLK-M-2", "Black / M, second choice", "Crochet Top", "ACTIVE", "15.00", 5, false);
        demo.add(12, 1, "ct-blk-m", "Black / M, sample", "Crochet Top", "ACTIVE", "0.00", 1, false);
        return demo;
    }

    /** Adds a variant; its id is {@code number} beyond the catalogue's base, far above 2^31 as Shopify's are. */
    private void add(
            int number,
            int product,
            String sku,
            String title,
            String productTitle,
            String status,
            String price,
            int quantity,
            boolean denies) {
        put(
                new ShopifyVariant(
                        VARIANTS + number,
                        PRODUCTS + product,
                        sku,
                        title,
                        productTitle,
                        status,
                        new BigDecimal(price),
                        denies,
                        true),
                quantity);
    }

    void put(ShopifyVariant variant, int quantity) {
        variants.put(variant.id(), variant);
        stock.put(variant.id(), quantity);
    }

    List<ShopifyVariant> all() {
        return List.copyOf(variants.values());
    }

    Optional<ShopifyVariant> find(String gid) {
        return variants.values().stream()
                .filter(variant -> variant.gid().equals(gid))
                .findFirst();
    }

    /** The variant with exactly this SKU that was added first. */
    Optional<ShopifyVariant> bySku(String sku) {
        return variants.values().stream()
                .filter(variant -> variant.sku().equals(sku))
                .findFirst();
    }

    void delete(ShopifyVariant variant) {
        variants.remove(variant.id());
    }

    int stock(ShopifyVariant variant) {
        return stock.get(variant.id());
    }

    void setStock(ShopifyVariant variant, int quantity) {
        stock.put(variant.id(), quantity);
    }

    void take(ShopifyVariant variant, int quantity) {
        stock.merge(variant.id(), -quantity, Integer::sum);
    }

    Map<String, Object> view(ShopifyVariant variant) {
        int quantity = stock(variant);
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("__typename", "Product");
        product.put("id", variant.productGid());
        product.put("legacyResourceId", variant.productId());
        product.put("handle", "product-" + variant.productId());
        product.put("status", variant.status());
        product.put("title", variant.productTitle());
        product.put("vendor", "Demo");
        product.put("totalInventory", quantity);
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("__typename", "InventoryItem");
        item.put("id", "gid://shopify/InventoryItem/" + (variant.id() + 2_000_000_000_000L));
        item.put("legacyResourceId", variant.id() + 2_000_000_000_000L);
        item.put("requiresShipping", true);
        item.put("sku", variant.sku());
        item.put("tracked", variant.tracked());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "ProductVariant");
        view.put("id", variant.gid());
        view.put("legacyResourceId", variant.id());
        view.put("sku", variant.sku());
        view.put("title", variant.title());
        view.put("displayName", variant.productTitle() + " - " + variant.title());
        view.put("barcode", null);
        view.put("price", variant.price().toPlainString());
        view.put("taxable", true);
        view.put("inventoryPolicy", variant.denies() ? "DENY" : "CONTINUE");
        view.put("inventoryQuantity", quantity);
        view.put("sellableOnlineQuantity", quantity);
        view.put("availableForSale", quantity > 0 || !variant.denies());
        view.put("updatedAt", Instant.EPOCH.toString());
        view.put("product", product);
        view.put("inventoryItem", item);
        return view;
    }
}
