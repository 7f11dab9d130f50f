package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Reply;
import java.util.concurrent.atomic.AtomicLong;

/** TikTok's envelope, {@code {"code","message","request_id","data"}}; success is code 0, whatever the HTTP status. */
final class TikTokAnswer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final AtomicLong requests = new AtomicLong();

    Reply success(JsonNode data) {
        return envelope(200, 0, "Success", data);
    }

    Reply refusal(int status, int code, String message) {
        return envelope(status, code, message, NODES.nullNode());
    }

    private Reply envelope(int status, int code, String message, JsonNode data) {
        ObjectNode envelope = NODES.objectNode();
        envelope.put("code", code);
        envelope.put("message", message);
        envelope.put("request_id", "SANDBOX%026d".formatted(requests.incrementAndGet()));
        envelope.set("data", data);
        return Reply.json(status, envelope);
    }
}
