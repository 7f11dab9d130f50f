package dev.ordersync.local.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.ordersync.http.OperatorAddress;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One JSON object of the file, read strictly: a field has the documented type or the file is refused by the field's path.
 * {@code null} stands for an absent field.
 */
final class ConfigObject {
    /** Beyond it a time has no four-digit year, and sorts wrongly as text. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final String path;
    private final JsonNode node;

    private ConfigObject(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** @param path where the object stands; empty for the file itself */
    static ConfigObject of(String path, JsonNode node, Set<String> known) throws ConfigurationException {
        String place = path.isEmpty() ? "the file" : path;
        if (!node.isObject()) {
            throw new ConfigurationException(place, "must be an object, is " + typeOf(node));
        }
        ConfigObject object = new ConfigObject(path, node);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new ConfigurationException(
                        object.at(name),
                        "there is no such field; there are "
                                + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        return object;
    }

    /** The path of a field of this object. */
    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    String text(String name) throws ConfigurationException {
        return required(name, optionalText(name));
    }

    Optional<String> optionalText(String name) throws ConfigurationException {
        Optional<JsonNode> value = typed(name, JsonNodeType.STRING, "a text in quotes");
        if (value.isPresent() && value.get().textValue().isBlank()) {
            throw new ConfigurationException(at(name), "must not be empty");
        }
        return value.map(JsonNode::textValue);
    }

    String text(String name, Pattern shape, String what) throws ConfigurationException {
        String text = text(name);
        if (!shape.matcher(text).matches()) {
            throw new ConfigurationException(at(name), "must be " + what);
        }
        return text;
    }

    boolean flag(String name, boolean absent) throws ConfigurationException {
        return typed(name, JsonNodeType.BOOLEAN, "true or false")
                .map(JsonNode::booleanValue)
                .orElse(absent);
    }

    int whole(String name, int absent, int least, int most) throws ConfigurationException {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return absent;
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < least
                || number.intValue() > most) {
            throw new ConfigurationException(at(name), "must be a whole number from " + least + " to " + most);
        }
        return number.intValue();
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) throws ConfigurationException {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.get())) {
                return Optional.of(constant);
            }
        }
        String allowed = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        throw new ConfigurationException(at(name), "must be one of " + allowed + "; is " + text.get());
    }

    Optional<Instant> instant(String name) throws ConfigurationException {
        Optional<String> text = optionalText(name);
        try {
            Optional<Instant> instant = text.map(Instant::parse);
            if (instant.isEmpty()
                    || !instant.get().isBefore(Instant.EPOCH) && instant.get().isBefore(END_OF_TIME)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new ConfigurationException(at(name), "must be a time in UTC like 2026-01-01T00:00:00Z");
    }

    Duration duration(String name, Duration absent, Duration least, Duration most) throws ConfigurationException {
        Optional<String> text = optionalText(name);
        Duration duration;
        try {
            duration = text.map(Duration::parse).orElse(absent);
        } catch (DateTimeException e) {
            throw new ConfigurationException(at(name), "must be a duration like PT2H");
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new ConfigurationException(at(name), "must be from " + least + " to " + most);
        }
        return duration;
    }

    /** An origin: scheme, host and perhaps port, nothing after it. Plain http only for loopback. */
    Optional<String> origin(String name) throws ConfigurationException {
        Optional<String> url = address(name);
        if (url.isPresent() && !URI.create(url.get()).getRawPath().isEmpty()) {
            throw new ConfigurationException(at(name), "must end after the host and port");
        }
        return url;
    }

    /** A base address without a trailing slash. Plain http only for loopback. */
    Optional<String> address(String name) throws ConfigurationException {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return text;
        }
        Optional<String> problem = OperatorAddress.problem(text.get());
        if (problem.isPresent()) {
            throw new ConfigurationException(at(name), problem.get());
        }
        try {
            URI uri = URI.create(text.get());
            if (uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getHost() != null) {
                return text.map(url -> url.replaceFirst("/+$", ""));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ConfigurationException(at(name), "must be a plain address like https://shop.example");
    }

    ConfigObject object(String name, Set<String> known) throws ConfigurationException {
        return of(at(name), required(name, find(name)), known);
    }

    /** The object of this name, or an empty one. */
    ConfigObject optionalObject(String name, Set<String> known) throws ConfigurationException {
        return has(name) ? object(name, known) : new ConfigObject(at(name), JsonNodeFactory.instance.objectNode());
    }

    /** The objects of an array; none where it is absent. */
    List<ConfigObject> objects(String name, Set<String> known) throws ConfigurationException {
        List<ConfigObject> objects = new ArrayList<>();
        Optional<JsonNode> array = typed(name, JsonNodeType.ARRAY, "an array");
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            objects.add(of(at(name) + "[" + i + "]", array.get().get(i), known));
        }
        return objects;
    }

    <T> T required(String name, Optional<T> value) throws ConfigurationException {
        if (value.isEmpty()) {
            throw new ConfigurationException(at(name), "is missing");
        }
        return value.get();
    }

    private Optional<JsonNode> typed(String name, JsonNodeType type, String what) throws ConfigurationException {
        Optional<JsonNode> value = find(name);
        if (value.isPresent() && value.get().getNodeType() != type) {
            throw new ConfigurationException(at(name), "must be " + what + ", is " + typeOf(value.get()));
        }
        return value;
    }

    private Optional<JsonNode> find(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private static String typeOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
