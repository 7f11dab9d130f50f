package dev.ordersync.aws.table;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How many bytes DynamoDB bills for an item (Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats"). */
final class ItemSize {
    private static final int CONTAINER = 3;

    private ItemSize() {}

    static int of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> bytes(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N -> (value.n().replaceAll("[^0-9]", "").length() + 1) / 2 + 2;
            case B -> value.b().asByteArrayUnsafe().length;
            case M -> CONTAINER + value.m().size() + of(value.m());
            case L -> CONTAINER + value.l().size() + sum(value.l());
            case SS -> value.ss().stream().mapToInt(ItemSize::bytes).sum();
            default -> 1;
        };
    }

    private static int sum(Collection<AttributeValue> values) {
        return values.stream().mapToInt(ItemSize::of).sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
