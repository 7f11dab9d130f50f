package dev.ordersync.local.sandbox.shopify;

import graphql.ErrorType;
import graphql.ExceptionWhileDataFetching;
import graphql.GraphQLError;
import graphql.GraphqlErrorException;
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
        if (error instanceof ExceptionWhileDataFetching failed) {
            view.put("message", failed.getException().getMessage()); // without the library's words before it
        }
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
        if (error instanceof ExceptionWhileDataFetching failed) {
            boolean refusal = failed.getException() instanceof GraphqlErrorException;
            return refusal ? Optional.empty() : Optional.of("INTERNAL_SERVER_ERROR");
        }
        boolean ofVariables = error.getErrorType() == ErrorType.ValidationError;
        return ofVariables ? Optional.of("INVALID_VARIABLE") : Optional.empty();
    }
}
