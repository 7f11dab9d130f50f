package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the fields of a request's body; whatever is wrong about one is a problem that names it. */
final class Fields {
    private final JsonNode body;
    private final Set<String> unread = new TreeSet<>();

    /** @throws Problem when the body is no JSON, or no object */
    Fields(byte[] json) {
        body = JsonCodec.read(json);
        if (!body.isObject()) {
            throw Problem.of(422, "INVALID_FIELD", "The body must be a JSON object.");
        }
        body.fieldNames().forEachRemaining(unread::add);
    }

    /** To be called last: a field that nobody asked for is a mistake that would go unnoticed. */
    void noOthers() {
        unread.stream().findFirst().ifPresent(field -> {
            throw Problem.invalid(field, "is not a field of this document");
        });
    }

    boolean has(String field) {
        return body.has(field);
    }

    boolean flag(String field) {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw Problem.invalid(field, "must be true or false");
        }
        return value.booleanValue();
    }

    int number(String field, int least, int most) {
        JsonNode value = required(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw Problem.invalid(field, "must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    String text(String field, int most) {
        return asText(field, required(field), most);
    }

    Optional<String> textOrNull(String field, int most) {
        JsonNode value = required(field);
        return value.isNull() ? Optional.empty() : Optional.of(asText(field, value, most));
    }

    <E extends Enum<E>> E word(String field, Class<E> words) {
        JsonNode value = required(field);
        return Stream.of(words.getEnumConstants())
                .filter(word -> value.isTextual() && word.name().equals(value.textValue()))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        field,
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Stream.of(words.getEnumConstants())
                                                .map(Enum::name)
                                                .toList())));
    }

    Duration duration(String field, Duration least, Duration most) {
        JsonNode value = required(field);
        try {
            Duration duration = Duration.parse(value.isTextual() ? value.textValue() : "");
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // Answered as one that is out of bounds.
        }
        throw Problem.invalid(field, "must be an ISO-8601 duration from " + least + " to " + most);
    }

    private JsonNode required(String field) {
        unread.remove(field);
        JsonNode value = body.get(field);
        if (value == null) {
            throw Problem.invalid(field, "is missing");
        }
        return value;
    }

    private static String asText(String field, JsonNode value, int most) {
        String text = value.isTextual() ? value.textValue() : "";
        // Half a surrogate pair or a control character is a JSON string and no text that anybody meant.
        if (text.isBlank()
                || text.length() > most
                || text.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Problem.invalid(field, "must be a text of 1 to " + most + " characters");
        }
        return text;
    }
}
