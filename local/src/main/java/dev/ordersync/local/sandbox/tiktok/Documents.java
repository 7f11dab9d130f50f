package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Small work on JSON trees. */
final class Documents {

    private Documents() {}

    /** Sets every field of {@code fields} on {@code target}: objects field by field, all else as it is. */
    static void merge(ObjectNode target, ObjectNode fields) {
        fields.properties().forEach(field -> {
            if (target.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                target.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }
}
