package dev.ordersync.aws.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item while it is read. What is absent is empty, or the default that the reader names. */
record Fields(Map<String, AttributeValue> attributes) {
    boolean has(String name) {
        return attributes.containsKey(name);
    }

    /** @throws IllegalStateException when it is absent: not an item that we wrote */
    String text(String name) {
        return findText(name)
                .orElseThrow(() -> new IllegalStateException("an item of the table has no \"" + name + "\""));
    }

    String text(String name, String otherwise) {
        return findText(name).orElse(otherwise);
    }

    Optional<String> findText(String name) {
        return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
    }

    <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        return findText(name).map(text -> Enum.valueOf(type, text));
    }

    Optional<Long> findNumber(String name) {
        return Optional.ofNullable(attributes.get(name)).map(AttributeValue::n).map(Long::valueOf);
    }

    long number(String name, long otherwise) {
        return findNumber(name).orElse(otherwise);
    }

    int count(String name, int otherwise) {
        return Math.toIntExact(number(name, otherwise));
    }

    Optional<String> findId(String name) {
        return Optional.ofNullable(attributes.get(name)).map(CompactId::decode);
    }

    byte[] bytes(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? new byte[0] : value.b().asByteArray();
    }

    boolean flag(String name, boolean otherwise) {
        AttributeValue value = attributes.get(name);
        return value == null ? otherwise : value.bool();
    }

    /** @throws IllegalStateException when it is absent */
    Instant time(String name) {
        return findTime(name)
                .orElseThrow(() -> new IllegalStateException("an item of the table has no \"" + name + "\""));
    }

    Optional<Instant> findTime(String name) {
        return Optional.ofNullable(attributes.get(name)).map(Fields::time);
    }

    List<String> texts(String name) {
        return list(name).stream().map(AttributeValue::s).toList();
    }

    Map<String, String> textMap(String name) {
        Map<String, String> texts = new HashMap<>();
        map(name).forEach((key, value) -> texts.put(key, value.s()));
        return texts;
    }

    List<AttributeValue> list(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? List.of() : value.l();
    }

    Map<String, AttributeValue> map(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? Map.of() : value.m();
    }

    private static Instant time(AttributeValue value) {
        BigDecimal seconds = new BigDecimal(value.n());
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }
}
