package dev.ordersync.aws.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item while it is written. Names are short, since every write is billed by the kilobyte. What is empty is left out.
 * A time is a number of seconds with up to nine decimals, exact and half as long as text.
 */
final class Item {
    private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

    static Item at(String pk, String sk) {
        return new Item().text(Keys.PK, pk).text(Keys.SK, sk);
    }

    Item text(String name, String value) {
        return value.isEmpty() ? this : put(name, AttributeValue.fromS(value));
    }

    Item text(String name, Optional<? extends Object> value) {
        return value.map(present -> text(name, present.toString())).orElse(this);
    }

    Item number(String name, long value) {
        return put(name, AttributeValue.fromN(Long.toString(value)));
    }

    /** Left out where it has its usual value. */
    Item number(String name, long value, long usual) {
        return value == usual ? this : number(name, value);
    }

    Item time(String name, Instant value) {
        return put(name, time(value));
    }

    Item time(String name, Optional<Instant> value) {
        return value.map(present -> time(name, present)).orElse(this);
    }

    Item id(String name, String value) {
        return put(name, CompactId.encode(value));
    }

    Item bytes(String name, byte[] value) {
        return value.length == 0 ? this : put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
    }

    Item flag(String name, boolean value) {
        return put(name, AttributeValue.fromBool(value));
    }

    Item texts(String name, Collection<String> values) {
        return values.isEmpty()
                ? this
                : list(name, values.stream().map(AttributeValue::fromS).toList());
    }

    Item texts(String name, Map<String, String> values) {
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        values.forEach((key, value) -> map.put(key, AttributeValue.fromS(value)));
        return map(name, map);
    }

    Item list(String name, List<AttributeValue> values) {
        return values.isEmpty() ? this : put(name, AttributeValue.fromL(values));
    }

    Item map(String name, Map<String, AttributeValue> values) {
        return values.isEmpty() ? this : put(name, AttributeValue.fromM(values));
    }

    private Item put(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    static AttributeValue time(Instant value) {
        BigDecimal seconds = BigDecimal.valueOf(value.getEpochSecond()).add(BigDecimal.valueOf(value.getNano(), 9));
        return AttributeValue.fromN(
                seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString());
    }
}
