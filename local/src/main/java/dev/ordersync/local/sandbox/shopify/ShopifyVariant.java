package dev.ordersync.local.sandbox.shopify;

import java.math.BigDecimal;

/**
 * A product variant. Its stock is kept by the catalogue.
 *
 * @param status of its product: ACTIVE, DRAFT, ARCHIVED or UNLISTED
 * @param denies whether overselling is denied ({@code inventoryPolicy} DENY)
 */
public record ShopifyVariant(
        long id,
        long productId,
        String sku,
        String title,
        String productTitle,
        String status,
        BigDecimal price,
        boolean denies,
        boolean tracked) {

    public String gid() {
        return "gid://shopify/ProductVariant/" + id;
    }

    public String productGid() {
        return "gid://shopify/Product/" + productId;
    }

    ShopifyVariant withStatus(String newStatus) {
        return new ShopifyVariant(id, productId, sku, title, productTitle, newStatus, price, denies, tracked);
    }
}
