package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ordersync.http.CallResult.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads an answer of the Admin API (shopify.dev, "GraphQL Admin API: status and error codes"; GraphQL specification,
 * section 7). It says "nothing was executed" only where that is documented: after an HTTP refusal, where an error stands
 * in the place of {@code data}, and where Shopify refuses access to a root field.
 */
final class ReplyReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final double LONGEST_WAIT = 3600;
    private static final String THROTTLED = "THROTTLED";
    private static final String ACCESS_DENIED = "ACCESS_DENIED";

    /** The codes of Shopify's static validation are in lower camel case: undefinedField, argumentNotAccepted ... */
    private static final Pattern STATIC_CODE = Pattern.compile("[a-z]+([A-Z][a-z]*)+");

    private static final Set<String> REQUEST_CODES = Set.of("INVALID_VARIABLE", "MAX_COST_EXCEEDED");

    private ReplyReader() {}

    static Reply read(Answer answer, Instant now) {
        String requestId = answer.header("X-Request-Id").orElse("");
        return switch (answer.status()) {
            case 200 -> graphql(answer, now, requestId);
            case 401 -> new Reply.Unauthorised("Shopify does not accept the access token", requestId);
            case 402 -> denied("the shop is frozen (402)", requestId);
            case 403 -> denied("Shopify refuses the app (403)" + said(answer), requestId);
            case 404 -> denied("Shopify knows no shop at this address (404)", requestId);
            case 423 -> denied("the shop is locked (423)", requestId);
            case 301, 307, 308 -> denied("the shop has moved to another address (" + answer.status() + ")", requestId);
            case 429 -> new Reply.Throttled(answer.retryAfter(now).or(() -> untilRestored(parsed(answer))));
            case 400, 406, 413, 414, 415, 422 ->
                new Reply.Invalid("Shopify answered " + answer.status() + said(answer), requestId);
            default -> Reply.Unclear.of("Shopify answered " + answer.status());
        };
    }

    private static Reply.Denied denied(String words, String requestId) {
        return new Reply.Denied(words, requestId, true);
    }

    private static Reply graphql(Answer answer, Instant now, String requestId) {
        JsonNode root = parsed(answer);
        if (!root.isObject()) {
            return Reply.Unclear.of("Shopify's answer is not JSON");
        }
        List<Reply.Fault> faults = faults(root);
        if (faults.isEmpty()) {
            return root.path("data").isObject()
                    ? new Reply.Data(root.get("data"))
                    : Reply.Unclear.of("Shopify's answer holds no data");
        }
        // An error below a root field, or any data, means that the field was executed.
        boolean nothingDone = !holdsData(root) && faults.stream().allMatch(fault -> fault.depth() <= 1);
        if (nothingDone && all(faults, THROTTLED)) {
            return new Reply.Throttled(answer.retryAfter(now).or(() -> untilRestored(root)));
        }
        if (faults.stream().anyMatch(fault -> fault.code().equals(ACCESS_DENIED))) {
            return new Reply.Denied(access(faults), requestId, nothingDone && all(faults, ACCESS_DENIED));
        }
        if (!root.has("data") && faults.stream().allMatch(ReplyReader::refusesTheRequest)) {
            return new Reply.Invalid(words(faults), requestId);
        }
        return new Reply.Unclear(words(faults), faults);
    }

    private static boolean all(List<Reply.Fault> faults, String code) {
        return faults.stream().allMatch(fault -> fault.code().equals(code));
    }

    private static boolean holdsData(JsonNode root) {
        return root.path("data").valueStream().anyMatch(field -> !field.isNull());
    }

    private static boolean refusesTheRequest(Reply.Fault fault) {
        return fault.code().isEmpty()
                ? fault.located() && fault.depth() == 0
                : REQUEST_CODES.contains(fault.code())
                        || STATIC_CODE.matcher(fault.code()).matches();
    }

    private static List<Reply.Fault> faults(JsonNode root) {
        List<Reply.Fault> faults = new ArrayList<>();
        JsonNode errors = root.path("errors");
        if (errors.isTextual()) {
            return List.of(new Reply.Fault("", errors.textValue(), "", 0, false));
        }
        for (JsonNode error : errors) {
            JsonNode extensions = error.path("extensions");
            faults.add(new Reply.Fault(
                    extensions.path("code").asText(""),
                    error.path("message").asText(""),
                    extensions.path("requiredAccess").asText(""),
                    error.path("path").size(),
                    error.path("locations").size() > 0));
        }
        return faults;
    }

    private static String words(List<Reply.Fault> faults) {
        return faults.stream()
                .map(fault -> fault.code().isEmpty() ? fault.message() : fault.code() + ": " + fault.message())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String access(List<Reply.Fault> faults) {
        return faults.stream()
                .filter(fault -> fault.code().equals(ACCESS_DENIED))
                .map(fault ->
                        fault.requiredAccess().isEmpty() ? fault.message() : "the app needs " + fault.requiredAccess())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** What an HTTP refusal says in {@code errors}, which is a text or an object of texts there. */
    private static String said(Answer answer) {
        JsonNode errors = parsed(answer).path("errors");
        String text = errors.isTextual() ? errors.textValue() : errors.isObject() ? errors.toString() : "";
        return text.isBlank() ? "" : ": " + text;
    }

    /** How long until the bucket holds what the call costs: (requested - available) / restoreRate. */
    private static Optional<Duration> untilRestored(JsonNode root) {
        JsonNode cost = root.path("extensions").path("cost");
        JsonNode throttle = cost.path("throttleStatus");
        double rate = throttle.path("restoreRate").asDouble(0);
        JsonNode requested = cost.path("requestedQueryCost");
        JsonNode available = throttle.path("currentlyAvailable");
        if (!requested.isNumber() || !available.isNumber() || !(rate > 0)) {
            return Optional.empty();
        }
        double seconds = Math.ceil((requested.asDouble() - available.asDouble()) / rate);
        return Optional.of(Duration.ofSeconds((long) Math.clamp(seconds, 1, LONGEST_WAIT)));
    }

    /** Missing where the body is no JSON, or more than one document. */
    private static JsonNode parsed(Answer answer) {
        try {
            JsonNode root = JSON.readTree(answer.body());
            return root == null ? MissingNode.getInstance() : root;
        } catch (JsonProcessingException unreadable) {
            return MissingNode.getInstance();
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }
}
