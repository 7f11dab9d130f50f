package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is answered with a problem document (RFC 9457). Thrown by whoever finds it, at any depth of decoding, and
 * answered in one place.
 */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, JsonNode> members;
    private final transient Map<String, String> headers;

    private Problem(
            int status, String code, String detail, Map<String, JsonNode> members, Map<String, String> headers) {
        // Part of an ordinary answer, so without the cost of a stack trace.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.members = members;
        this.headers = headers;
    }

    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, Map.of(), Map.of());
    }

    static Problem unauthorized() {
        return of(401, "UNAUTHORIZED", "The request has no valid token.");
    }

    static Problem forbidden() {
        return of(403, "FORBIDDEN", "The token names no merchant.");
    }

    /** The same for a shop that is somebody else's: nobody learns that it exists. */
    static Problem shopNotFound() {
        return of(404, "SHOP_NOT_FOUND", "You have no such shop.");
    }

    static Problem orderNotFound() {
        return of(404, "ORDER_NOT_FOUND", "The shop has no such order.");
    }

    /** A path that is no route. */
    static Problem notFound() {
        return of(404, null, "There is nothing at this path.");
    }

    static Problem methodNotAllowed(String allow) {
        return new Problem(
                405, "METHOD_NOT_ALLOWED", "This path answers to " + allow + ".", Map.of(), Map.of("allow", allow));
    }

    static Problem badRequest(String detail) {
        return of(400, "BAD_REQUEST", detail);
    }

    /** A body that is JSON and says something that it may not. */
    static Problem invalid(String field, String why) {
        return of(422, "INVALID_FIELD", "`" + field + "` " + why + ".").with("field", JsonCodec.text(field));
    }

    Problem with(String name, JsonNode value) {
        Map<String, JsonNode> all = new LinkedHashMap<>(members);
        all.put(name, value);
        return new Problem(status, code, getMessage(), all, headers);
    }

    int status() {
        return status;
    }

    Optional<String> code() {
        return Optional.ofNullable(code);
    }

    Map<String, JsonNode> members() {
        return members;
    }

    Map<String, String> headers() {
        return headers;
    }
}
