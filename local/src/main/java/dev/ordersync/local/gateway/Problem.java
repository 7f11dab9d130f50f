package dev.ordersync.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Answers of the gateway itself: problem documents (RFC 9457) and API Gateway's own messages. */
final class Problem {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Problem() {}

    /** A problem document of the local runtime's own addresses. */
    static Reply of(int status, String title, String detail) {
        ObjectNode body = JSON.createObjectNode();
        body.put("title", title).put("status", status).put("detail", detail);
        return new Reply(status, Map.of("content-type", "application/problem+json"), Reply.bytes(body));
    }

    /** The API's problem without a token that is good, and in it what API Gateway's authorizer says. */
    static Reply unauthorized() {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "about:blank").put("title", "Unauthorized").put("status", 401);
        body.put("detail", "A bearer token of the API's issuer is needed.");
        body.put("code", "UNAUTHORIZED").put("message", "Unauthorized");
        return new Reply(
                401,
                Map.of("content-type", "application/problem+json", "www-authenticate", "Bearer"),
                Reply.bytes(body));
    }

    /** API Gateway's own answer, before or in place of a function's. */
    static Reply message(int status, String message) {
        return Reply.json(status, JSON.createObjectNode().put("message", message));
    }
}
