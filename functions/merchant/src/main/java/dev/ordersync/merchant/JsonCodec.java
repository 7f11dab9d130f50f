package dev.ordersync.merchant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** JSON of this API: strict in what is read, the same words for the same thing in what is written. */
final class JsonCodec {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonCodec() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    static JsonNode text(Optional<?> value) {
        return value.<JsonNode>map(present -> TextNode.valueOf(present.toString()))
                .orElse(NullNode.getInstance());
    }

    /** ISO-8601 in UTC, to the millisecond. */
    static JsonNode time(Instant at) {
        return TextNode.valueOf(at.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    static JsonNode time(Optional<Instant> at) {
        return at.map(JsonCodec::time).orElse(NullNode.getInstance());
    }

    /** @throws Problem when it is not one JSON document */
    static JsonNode read(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node != null && !node.isMissingNode()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Its message quotes the body; what the merchant must know is that it is not JSON.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw Problem.badRequest("The body is not JSON.");
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
