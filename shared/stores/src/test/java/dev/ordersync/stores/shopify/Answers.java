package dev.ordersync.stores.shopify;

/** Answers as Shopify gives them. */
final class Answers {
    static final String CREATED =
            "{\"data\":{\"orderCreate\":{\"order\":" + order("1001", null) + ",\"userErrors\":[]}}}";

    private Answers() {}

    /** An order of the sample with these lines and our key on it. */
    static String order(String id, String cancelledAt) {
        return order(id, cancelledAt, SampleOrders.ID, "2026-11-21T10:00:01Z");
    }

    static String order(String id, String cancelledAt, String key, String createdAt) {
        return """
                {"id": "gid://shopify/Order/%s", "name": "#%s", "createdAt": "%s", "cancelledAt": %s,
                 "sourceIdentifier": "%s",
                 "lineItems": {"nodes": [
                   {"id": "gid://shopify/LineItem/11", "sku": "CT-BLK-M", "quantity": 2,
                    "variant": {"id": "gid://shopify/ProductVariant/1"},
                    "customAttributes": [
                      {"key": "_tiktok_line_item_ids", "value": "57646141303878575201,57646141303878575202"}]},
                   {"id": "gid://shopify/LineItem/12", "sku": null, "quantity": 1, "variant": null,
                    "customAttributes": [{"key": "TikTok gift", "value": "yes"}]}],
                  "pageInfo": {"hasNextPage": false, "endCursor": null}}}""".formatted(id, id, createdAt, cancelledAt == null ? "null" : '"' + cancelledAt + '"', key);
    }

    static String data(String field, String value) {
        return "{\"data\":{\"" + field + "\":" + value + "}}";
    }

    static String error(String code, String message, String path, String data) {
        return "{\"errors\":[{\"message\":\"" + message + "\"" + (path == null ? "" : ",\"path\":" + path)
                + ",\"extensions\":{\"code\":\"" + code + "\"}}]" + (data == null ? "" : ",\"data\":" + data) + "}";
    }

    static String userErrors(String... errors) {
        return "{\"data\":{\"orderCreate\":{\"order\":null,\"userErrors\":[" + String.join(",", errors) + "]}}}";
    }

    static String userError(String field, String message, String code) {
        return "{\"field\":" + field + ",\"message\":\"" + message + "\",\"code\":"
                + (code == null ? "null" : '"' + code + '"') + "}";
    }
}
