package dev.ordersync.local.sandbox.shopify;

import graphql.GraphQLError;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorClassification;
import graphql.validation.ValidationErrorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Top-level errors in Shopify's shape: {@code extensions.code}, and nothing of the library's own. */
final class GraphqlErrors {

    private GraphqlErrors() {}

    static Map<String, Object> view(GraphQLError error) {
        Map<String, Object> view = new LinkedHashMap<>(error.toSpecification());
        Map<String, Object> extensions = new LinkedHashMap<>();
        if (error.getExtensions() != null) {
            extensions.putAll(error.getExtensions());
        }
        extensions.remove("classification");
        if (!extensions.containsKey("code")) {
            code(error).ifPresent(code -> extensions.put("code", code));
        }
        if (extensions.isEmpty()) {
            view.remove("extensions");
        } else {
            view.put("extensions", extensions);
        }
        return view;
    }

    private static Optional<String> code(GraphQLError error) {
        if (error instanceof ValidationError validation) {
            ValidationErrorClassification type = validation.getValidationErrorType();
            return Optional.of(
                    type == ValidationErrorType.FieldUndefined ? "undefinedField" : "argumentLiteralsIncompatible");
        }
        String kind = String.valueOf(error.getErrorType());
        if (kind.equals("ValidationError")) { // of variables
            return Optional.of("INVALID_VARIABLE");
        }
        return kind.equals("DataFetchingException") ? Optional.of("INTERNAL_SERVER_ERROR") : Optional.empty();
    }
}
