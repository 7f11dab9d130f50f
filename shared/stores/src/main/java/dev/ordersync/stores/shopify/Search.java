package dev.ordersync.stores.shopify;

/** Shopify's search syntax (shopify.dev, "API search syntax"). */
final class Search {
    private Search() {}

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
