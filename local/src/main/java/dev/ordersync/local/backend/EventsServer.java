package dev.ordersync.local.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * EventBridge's PutEvents on one bus, over its real protocol. What arrives is kept for whoever looks; no rule is applied.
 *
 * <p>As AWS does it refuses a whole request that holds none or more than ten events or more than 256 KB, and single events
 * whose detail is no JSON object or that lack a source or a type.
 */
public final class EventsServer implements AutoCloseable {
    /** The name of the bus. */
    public static final String BUS = "ordersync";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PUT_EVENTS = "AWSEvents.PutEvents";
    private static final int MOST_ENTRIES = 10;
    private static final int MOST_BYTES = 256 * 1024;
    /** The latest are kept. */
    private static final int KEPT = 10_000;

    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Arrived> arrived = new ArrayDeque<>();

    /** An event as a rule's target would get it. */
    public record Arrived(String id, Instant time, String source, String detailType, JsonNode detail) {}

    private record Answer(int status, ObjectNode body) {}

    private EventsServer(InstantSource clock, HttpServer server) {
        this.clock = clock;
        this.server = server;
    }

    /** Starts it on any free port of loopback. @param clock business time */
    public static EventsServer start(InstantSource clock) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        EventsServer server = new EventsServer(clock, http);
        http.setExecutor(server.executor);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What has arrived, first things first. */
    public synchronized List<Arrived> arrived() {
        return List.copyOf(arrived);
    }

    /** Forgets what has arrived. */
    public synchronized void clear() {
        arrived.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = PUT_EVENTS.equals(target)
                    ? putEvents(body)
                    : invalid("UnknownOperationException", target + " is not emulated");
            byte[] bytes = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Answer invalid(String type, String message) {
        return new Answer(400, JSON.createObjectNode().put("__type", type).put("message", message));
    }

    private synchronized Answer putEvents(byte[] body) throws IOException {
        JsonNode entries;
        try {
            entries = JSON.readTree(body).path("Entries");
        } catch (JsonProcessingException e) {
            return invalid("SerializationException", "the body is no JSON");
        }
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            return invalid("ValidationException", "there must be 1 to 10 entries, not " + entries.size());
        }
        int bytes = 0;
        for (JsonNode entry : entries) {
            bytes += size(entry);
        }
        if (bytes > MOST_BYTES) {
            return invalid("ValidationException", "the entries have " + bytes + " bytes, more than 256 KB");
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode results = JSON.createArrayNode();
        int failed = 0;
        for (JsonNode entry : entries) {
            Optional<String> problem = problem(entry);
            if (problem.isPresent()) {
                failed++;
                results.addObject().put("ErrorCode", problem.get()).put("ErrorMessage", "this event is not valid");
            } else {
                results.addObject().put("EventId", keep(entry).id());
            }
        }
        answer.put("FailedEntryCount", failed).set("Entries", results);
        return new Answer(200, answer);
    }

    /** As AWS counts it: 14 bytes for a time that is given, and source, type, detail and resources in UTF-8. */
    private static int size(JsonNode entry) {
        int size = entry.has("Time") ? 14 : 0;
        for (String name : List.of("Source", "DetailType", "Detail")) {
            size += bytes(entry.path(name));
        }
        for (JsonNode resource : entry.path("Resources")) {
            size += bytes(resource);
        }
        return size;
    }

    private static int bytes(JsonNode text) {
        return text.asText("").getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<String> problem(JsonNode entry) {
        if (!entry.path("EventBusName").asText("default").equals(BUS)
                || entry.path("Source").asText("").isEmpty()
                || entry.path("DetailType").asText("").isEmpty()) {
            return Optional.of("InvalidArgument");
        }
        return detail(entry).isEmpty() ? Optional.of("MalformedDetail") : Optional.empty();
    }

    private static Optional<JsonNode> detail(JsonNode entry) {
        try {
            return Optional.of(JSON.readTree(entry.path("Detail").asText(""))).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Arrived keep(JsonNode entry) {
        Instant time = entry.has("Time")
                ? Instant.ofEpochMilli(Math.round(entry.get("Time").asDouble() * 1000))
                : clock.instant();
        Arrived event = new Arrived(
                UUID.randomUUID().toString(),
                time,
                entry.get("Source").asText(),
                entry.get("DetailType").asText(),
                detail(entry).orElseThrow());
        arrived.add(event);
        if (arrived.size() > KEPT) {
            arrived.remove();
        }
        return event;
    }
}
