package dev.ordersync.local.sandbox.shopify;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Reads GraphQL input objects, as graphql-java hands them over: maps, lists and texts. */
final class Input {

    private Input() {}

    static String text(Map<String, Object> input, String field) {
        Object value = input.get(field);
        return value == null ? null : value.toString();
    }

    static boolean flag(Map<String, Object> input, String field) {
        return Boolean.TRUE.equals(input.get(field));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> input, String field) {
        return (Map<String, Object>) input.get(field);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Map<String, Object> input, String field) {
        Object value = input.get(field);
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }

    static List<String> texts(Map<String, Object> input, String field) {
        Object value = input.get(field);
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(Object::toString).toList();
    }

    /** The shop money of a MoneyBagInput; null if the field is absent. */
    static BigDecimal amount(Map<String, Object> input, String field) {
        Map<String, Object> bag = object(input, field);
        return bag == null ? null : new BigDecimal(text(object(bag, "shopMoney"), "amount"));
    }
}
