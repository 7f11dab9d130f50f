package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.upstream.Transient;
import java.util.Optional;

/**
 * What must be there in an answer. An answer that lacks it is as good as none: what is absent because of a fault is never
 * taken for "not in the store".
 */
final class Json {
    private Json() {}

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw incomplete(field);
        }
        return value.textValue();
    }

    static JsonNode object(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isObject()) {
            throw incomplete(field);
        }
        return value;
    }

    static JsonNode array(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            throw incomplete(field);
        }
        return value;
    }

    /** The field's value, which may be null but not missing. */
    static JsonNode present(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isNull() && !value.isObject()) {
            throw incomplete(field);
        }
        return value;
    }

    /** The cursor behind which a connection goes on; empty at its end. */
    static Optional<String> nextPage(JsonNode connection) {
        JsonNode page = object(connection, "pageInfo");
        return page.path("hasNextPage").asBoolean() ? Optional.of(text(page, "endCursor")) : Optional.empty();
    }

    static Transient incomplete(String what) {
        return ShopifyApi.unavailable("Shopify's answer lacks " + what);
    }
}
