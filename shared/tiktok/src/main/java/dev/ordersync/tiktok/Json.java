package dev.ordersync.tiktok;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads JSON that somebody else wrote: numbers exact, nesting bounded, broken characters replaced. */
final class Json {
    /** TikTok's deepest document has about eight levels. */
    private static final int DEEPEST = 64;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Decodes the text first, which replaces what is no UTF-8: one broken character in a buyer's message must not make the
     * orders around it unreadable.
     *
     * @return empty when it is not JSON, or not such as anybody means: why is not said, since the parser quotes the text
     */
    static Optional<JsonNode> read(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        try {
            return Optional.of(MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (JsonProcessingException | NumberFormatException e) { // the latter by an exponent of eleven digits
            return Optional.empty();
        }
    }

    static byte[] write(JsonNode json) throws JsonProcessingException {
        return MAPPER.writeValueAsBytes(json);
    }
}
