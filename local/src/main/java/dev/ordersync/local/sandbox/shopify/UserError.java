package dev.ordersync.local.sandbox.shopify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mutation's refusal inside a 200.
 *
 * @param code may be null, as Shopify's often is
 */
record UserError(String code, List<String> field, String message) {

    static UserError invalid(String message, String... field) {
        return new UserError("INVALID", List.of(field), message);
    }

    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("code", code);
        view.put("field", field);
        view.put("message", message);
        return view;
    }

    static List<Map<String, Object>> views(List<UserError> errors) {
        return errors.stream().map(UserError::view).toList();
    }
}
