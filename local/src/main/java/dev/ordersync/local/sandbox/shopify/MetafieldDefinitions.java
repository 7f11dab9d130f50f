package dev.ordersync.local.sandbox.shopify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The store's metafield definitions; one of type {@code id} makes its values unique among the orders. */
final class MetafieldDefinitions {

    record Definition(long id, String namespace, String key, String type, String name, String ownerType) {

        private boolean is(String itsOwner, String itsNamespace, String itsKey) {
            return ownerType.equals(itsOwner) && namespace.equals(itsNamespace) && key.equals(itsKey);
        }
    }

    private final List<Definition> definitions = new ArrayList<>();

    /** The namespace of an input; the app's own where none is given. */
    static String namespace(Map<String, Object> input) {
        String namespace = Input.text(input, "namespace");
        return namespace == null ? "$app" : namespace;
    }

    boolean unique(String namespace, String key) {
        return definitions.stream()
                .anyMatch(d -> d.is("ORDER", namespace, key) && d.type().equals("id"));
    }

    /** Answers the definition, or null and an error in {@code errors}. */
    Definition create(Map<String, Object> input, boolean valuesExist, List<UserError> errors) {
        String namespace = namespace(input);
        String key = Input.text(input, "key");
        String ownerType = Input.text(input, "ownerType");
        if (definitions.stream().anyMatch(d -> d.is(ownerType, namespace, key))) {
            errors.add(new UserError("TAKEN", List.of("definition", "key"), "Key is in use for this owner type"));
            return null;
        }
        String type = Input.text(input, "type");
        if (type.equals("id") && valuesExist) {
            errors.add(new UserError(
                    "UNSTRUCTURED_ALREADY_EXISTS",
                    List.of("definition"),
                    "Unique values can only be asked for while no such metafield exists"));
            return null;
        }
        Definition definition = new Definition(
                3_000_000_000L + definitions.size(), namespace, key, type, Input.text(input, "name"), ownerType);
        definitions.add(definition);
        return definition;
    }

    List<Map<String, Object>> views(String ownerType, String namespace, String key) {
        return definitions.stream()
                .filter(d -> d.ownerType().equals(ownerType))
                .filter(d -> namespace == null || d.namespace().equals(namespace))
                .filter(d -> key == null || d.key().equals(key))
                .map(MetafieldDefinitions::view)
                .toList();
    }

    static Map<String, Object> view(Definition definition) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "MetafieldDefinition");
        view.put("id", "gid://shopify/MetafieldDefinition/" + definition.id());
        view.put("namespace", definition.namespace());
        view.put("key", definition.key());
        view.put("name", definition.name());
        view.put("description", null);
        view.put("ownerType", definition.ownerType());
        view.put("type", Map.of("name", definition.type(), "category", "ID"));
        return view;
    }
}
