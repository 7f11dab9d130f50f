package dev.ordersync.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.backend.EventsServer;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.clock.Timeline;
import dev.ordersync.local.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The addresses under {@code /local}: tokens, the business clock, the ledger, the events on the bus. */
public final class LocalApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Tokens tokens;
    private final BusinessClock clock;
    private final Timeline timeline;
    private final Ledger ledger;
    private final EventsServer bus;

    public LocalApi(Tokens tokens, BusinessClock clock, Timeline timeline, Ledger ledger, EventsServer bus) {
        this.tokens = tokens;
        this.clock = clock;
        this.timeline = timeline;
        this.ledger = ledger;
        this.bus = bus;
    }

    Reply handle(HttpRequest request) throws InterruptedException {
        // A page in the user's browser may send requests to loopback by a name of its own, and must
        // get no token by that.
        String host = request.header("host").orElse("").replaceFirst(":\\d+$", "");
        if (!LOOPBACK.contains(host)) {
            return Problem.of(403, "Forbidden", "/local is for loopback names only");
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /local/token" -> token(request);
            case "GET /local/clock" -> Reply.json(200, now());
            case "POST /local/clock" -> advance(request);
            case "GET /local/ledger" -> Reply.json(200, counts());
            case "DELETE /local/ledger" -> {
                ledger.clear();
                yield new Reply(204, Map.of(), new byte[0]);
            }
            case "GET /local/events" -> Reply.json(200, events());
            case "DELETE /local/events" -> {
                bus.clear();
                yield new Reply(204, Map.of(), new byte[0]);
            }
            default -> Problem.of(404, "Not Found", request.method() + " " + request.path() + " is no route");
        };
    }

    private Reply token(HttpRequest request) {
        Optional<String> merchant = Optional.ofNullable(request.query().get("merchant"));
        Tokens.Token token = tokens.issue(merchant.filter(m -> !m.isEmpty()));
        return Reply.json(
                200,
                JSON.createObjectNode()
                        .put("token", token.token())
                        .put("expiresAt", token.expiresAt().toString()));
    }

    private ObjectNode now() {
        return JSON.createObjectNode().put("now", clock.instant().toString());
    }

    private Reply advance(HttpRequest request) throws InterruptedException {
        try {
            Timeline.Advanced advanced = timeline.advance(by(request.body()));
            return Reply.json(
                    200,
                    JSON.createObjectNode()
                            .put("now", advanced.now().toString())
                            .put("handled", advanced.handled())
                            .put("idle", advanced.idle()));
        } catch (IllegalArgumentException e) {
            return Problem.of(400, "Bad Request", e.getMessage());
        } catch (Timeline.StillRunning e) {
            return Problem.of(409, "Conflict", e.getMessage());
        }
    }

    private static Duration by(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node.size() == 1 && node.path("advance").isTextual()) {
                return Duration.parse(node.get("advance").asText());
            }
        } catch (JsonProcessingException | DateTimeException e) {
            // Answered like any other body that does not say how far.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("send {\"advance\":\"PT1H\"}, an ISO-8601 duration");
    }

    private ObjectNode counts() {
        Ledger.Counts counts = ledger.counts();
        ObjectNode node = JSON.createObjectNode();
        ObjectNode aws = node.putObject("aws");
        new TreeMap<>(counts.aws()).forEach(aws::put);
        node.put("writeUnits", plain(counts.writeUnits()))
                .put("readUnits", plain(counts.readUnits()))
                .put("billedRequests", counts.billedRequests());
        ObjectNode upstream = node.putObject("upstream");
        new TreeMap<>(counts.upstream()).forEach(upstream::put);
        return node;
    }

    private ObjectNode events() {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode all = node.putArray("events");
        for (EventsServer.Arrived event : bus.arrived()) {
            all.addObject()
                    .put("id", event.id())
                    .put("time", event.time().toString())
                    .put("source", event.source())
                    .put("detail-type", event.detailType())
                    .set("detail", event.detail());
        }
        return node;
    }

    /** 6 and not 6.0. */
    private static BigDecimal plain(double units) {
        BigDecimal exact = BigDecimal.valueOf(units).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
