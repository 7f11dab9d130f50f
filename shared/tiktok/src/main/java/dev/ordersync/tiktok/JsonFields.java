package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object, read leniently: TikTok's documents promise strings where its samples have numbers, and the
 * other way round. Missing, null and unusable are one thing for what is optional; what is required throws {@link Unreadable}
 * with its path.
 */
final class JsonFields {
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
    private static final Pattern AMOUNT = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,12})?");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(\\.\\d+)?");
    private static final int WHOLE_DIGITS = 18;
    private static final int FRACTION_DIGITS = 12;
    /** Beyond these, writing a number out would fill the memory. */
    private static final int LARGEST_SCALE = 40;

    private static final long YEAR_9999 = 253_402_300_799L;

    private final JsonNode node;
    private final String path;

    private JsonFields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** A field of an object cannot be used. Names the field and never shows its value, which may be personal data. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String words) {
            super(words, null, false, false);
        }
    }

    /** The fields of the outermost object, whose path is empty. */
    static JsonFields of(JsonNode node) {
        return new JsonFields(node, "");
    }

    Unreadable missing(String name) {
        return new Unreadable(path + name + " is missing");
    }

    Unreadable unreadable(String name) {
        return new Unreadable(path + name + " is unreadable");
    }

    boolean has(String name) {
        JsonNode value = node.path(name);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isBlank());
    }

    /** The text, or a number or boolean as text; empty for anything else. Lone surrogates, which no encoder takes, are replaced. */
    String text(String name) {
        return text(node.path(name));
    }

    private static String text(JsonNode value) {
        if (value.isTextual()) {
            return LONE_SURROGATE.matcher(value.textValue()).replaceAll("\uFFFD");
        }
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue().toString();
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return Math.abs((long) number.scale()) > LARGEST_SCALE
                    ? ""
                    : number.stripTrailingZeros().toPlainString();
        }
        return value.isBoolean() ? value.asText() : "";
    }

    /** The first of these fields that is not blank, without the blanks around it. */
    String stripped(String... names) {
        for (String name : names) {
            String found = text(name).strip();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    /** A text that must be there, without the blanks around it. */
    String required(String name) {
        String found = text(name).strip();
        if (found.isEmpty()) {
            throw has(name) ? unreadable(name) : missing(name);
        }
        return found;
    }

    boolean isTrue(String name) {
        String found = text(name).strip();
        return found.equalsIgnoreCase("true") || found.equals("1");
    }

    /** Seconds since 1970; empty also for zero, which stands for "never", and beyond the year 9999. */
    Optional<Instant> instant(String name) {
        Matcher seconds = SECONDS.matcher(text(name).strip());
        if (!seconds.matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(seconds.group(1));
        return value == 0 || value > YEAR_9999 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(value));
    }

    Instant requiredInstant(String name) {
        return instant(name).orElseThrow(() -> has(name) ? unreadable(name) : missing(name));
    }

    /** A decimal amount; empty when the field is missing or blank. Never guesses at one that cannot be read. */
    Optional<BigDecimal> amount(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return Optional.of(decimal(node.path(name)).orElseThrow(() -> unreadable(name)));
    }

    /** A number that is of use but not needed: a rate. */
    Optional<BigDecimal> decimal(String name) {
        return decimal(node.path(name));
    }

    private static Optional<BigDecimal> decimal(JsonNode value) {
        if (value.isTextual() && AMOUNT.matcher(value.textValue().strip()).matches()) {
            return Optional.of(new BigDecimal(value.textValue().strip()));
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            boolean sane =
                    number.scale() <= FRACTION_DIGITS && (long) number.precision() - number.scale() <= WHOLE_DIGITS;
            return sane ? Optional.of(number.setScale(Math.max(number.scale(), 0))) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The fields of an inner object; without any where there is no object. */
    JsonFields object(String name) {
        JsonNode inner = node.path(name);
        return new JsonFields(inner.isObject() ? inner : MissingNode.getInstance(), path + name + ".");
    }

    boolean isObject(String name) {
        return node.path(name).isObject();
    }

    /** The elements of a list, each as an object; what is no object has no fields. An object alone is a list of one. */
    List<JsonFields> list(String name) {
        JsonNode list = node.path(name);
        if (list.isObject()) {
            return List.of(object(name));
        }
        List<JsonFields> elements = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            elements.add(new JsonFields(list.get(i), path + name + "[" + i + "]."));
        }
        return elements;
    }

    /** The elements of a list as texts; a text alone is a list of one. */
    List<String> texts(String name) {
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            return has(name) ? List.of(text(list).strip()) : List.of();
        }
        List<String> elements = new ArrayList<>();
        list.forEach(element -> elements.add(text(element).strip()));
        return elements;
    }
}
