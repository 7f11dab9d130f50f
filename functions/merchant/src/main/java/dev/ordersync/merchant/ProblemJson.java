package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Problem documents (RFC 9457). */
final class ProblemJson {
    private ProblemJson() {}

    static Answer answer(Problem problem) {
        ObjectNode node = JsonCodec.object();
        node.put("type", "about:blank");
        node.put("title", title(problem.status()));
        node.put("status", problem.status());
        node.put("detail", problem.getMessage());
        problem.code().ifPresent(code -> node.put("code", code));
        problem.members().forEach(node::set);
        return new Answer(problem.status(), "application/problem+json", problem.headers(), Optional.of(node));
    }

    /** The phrases of the HTTP status code registry, as "about:blank" demands. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 422 -> "Unprocessable Content";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> throw new IllegalArgumentException("no title for " + status);
        };
    }
}
