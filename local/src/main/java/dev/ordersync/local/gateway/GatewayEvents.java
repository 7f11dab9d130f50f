package dev.ordersync.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * API Gateway's HTTP API event and response, payload format 2.0 (API Gateway developer guide,
 * "Working with AWS Lambda proxy integrations for HTTP APIs").
 */
final class GatewayEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private final InstantSource wire;

    GatewayEvents(InstantSource wire) {
        this.wire = wire;
    }

    /**
     * The event.
     *
     * @param prefix the route's fixed part, as {@code /webhooks/}
     * @param claims the token's claims; empty where the route has no authorizer
     */
    String event(HttpRequest request, String prefix, Optional<Map<String, String>> claims) {
        String routeKey = "ANY " + prefix + "{proxy+}";
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0")
                .put("routeKey", routeKey)
                .put("rawPath", request.path())
                .put(
                        "rawQueryString",
                        Optional.ofNullable(request.uri().getRawQuery()).orElse(""));
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach((name, values) -> header(event, headers, name, values));
        Map<String, String> query = request.query();
        if (!query.isEmpty()) {
            query.forEach(event.putObject("queryStringParameters")::put);
        }
        event.putObject("pathParameters").put("proxy", request.path().substring(prefix.length()));
        context(event.putObject("requestContext"), request, routeKey, claims);
        body(event, request);
        return event.toString();
    }

    private static void header(ObjectNode event, ObjectNode headers, String name, List<String> values) {
        if (name.equals("cookie")) {
            ArrayNode cookies = event.putArray("cookies");
            values.forEach(value -> List.of(value.split("; ")).forEach(cookies::add));
        } else {
            headers.put(name, String.join(",", values));
        }
    }

    private void context(
            ObjectNode context, HttpRequest request, String routeKey, Optional<Map<String, String>> claims) {
        String host = request.header("host").orElse("127.0.0.1");
        context.put("accountId", "000000000000")
                .put("apiId", "local")
                .put("domainName", host)
                .put("domainPrefix", "local")
                .put("requestId", UUID.randomUUID().toString())
                .put("routeKey", routeKey)
                .put("stage", "$default")
                .put("time", TIME.format(wire.instant().atOffset(ZoneOffset.UTC)))
                .put("timeEpoch", wire.millis());
        context.putObject("http")
                .put("method", request.method())
                .put("path", request.path())
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", request.sourceIp())
                .put("userAgent", request.header("user-agent").orElse(""));
        claims.ifPresent(present ->
                present.forEach(context.putObject("authorizer").putObject("jwt").putObject("claims")::put));
    }

    private static void body(ObjectNode event, HttpRequest request) {
        if (request.body().length == 0) {
            event.put("isBase64Encoded", false);
            return;
        }
        Optional<String> text =
                isText(request.header("content-type").orElse("")) ? utf8(request.body()) : Optional.empty();
        event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())))
                .put("isBase64Encoded", text.isEmpty());
    }

    private static boolean isText(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/xml")
                || type.equals("application/javascript")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    private static Optional<String> utf8(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The response that a function's answer becomes; an answer that makes no sense becomes a 500. */
    static Reply reply(APIGatewayV2HTTPResponse response) {
        if (response == null || response.getStatusCode() < 200 || response.getStatusCode() > 599) {
            return Problem.message(500, "Internal Server Error");
        }
        Map<String, String> headers = new HashMap<>();
        Optional.ofNullable(response.getHeaders())
                .ifPresent(given -> given.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value)));
        String text = Optional.ofNullable(response.getBody()).orElse("");
        byte[] body;
        try {
            body = response.getIsBase64Encoded()
                    ? Base64.getDecoder().decode(text)
                    : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Problem.message(500, "Internal Server Error");
        }
        return new Reply(response.getStatusCode(), headers, body);
    }
}
