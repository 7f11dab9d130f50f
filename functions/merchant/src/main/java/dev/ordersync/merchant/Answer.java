package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** What a request is answered with. */
record Answer(int status, String contentType, Map<String, String> headers, Optional<JsonNode> body) {
    static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", Map.of(), Optional.of(body));
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, Map.of(header, value), body);
    }

    static Answer noContent() {
        return new Answer(204, "", Map.of(), Optional.empty());
    }
}
