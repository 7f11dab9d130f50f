package dev.ordersync.local.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.ordersync.local.clock.DueSource;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.net.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * EventBridge Scheduler for one-time schedules into queues, over its real protocol: CreateSchedule,
 * GetSchedule, DeleteSchedule, ListSchedules. Schedules fire by business time and live in memory.
 *
 * <p>Unlike AWS it fires on time and once; AWS fires within the minute and at least once.
 */
public final class SchedulerServer implements DueSource, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SchedulerServer.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstantSource clock;
    private final SqsClient sqs;
    private final Ledger ledger;
    private final LoopbackServer server;
    private final Map<String, Entry> schedules = new TreeMap<>();

    private record Entry(Schedule schedule, Instant created, boolean fired) {}

    private record Answer(int status, String error, ObjectNode body) {
        static Answer ok(ObjectNode body) {
            return new Answer(200, null, body);
        }

        static Answer error(int status, String type, String message) {
            return new Answer(status, type, JSON.createObjectNode().put("Message", message));
        }
    }

    private SchedulerServer(InstantSource clock, SqsClient sqs, Ledger ledger, LoopbackServer server) {
        this.clock = clock;
        this.sqs = sqs;
        this.ledger = ledger;
        this.server = server;
    }

    /** Starts it on any free port of loopback; it delivers through this client. */
    public static SchedulerServer start(InstantSource clock, SqsClient sqs, Ledger ledger) throws IOException {
        LoopbackServer http = LoopbackServer.bind(0);
        SchedulerServer server = new SchedulerServer(clock, sqs, ledger, http);
        http.serve(server::handle);
        return server;
    }

    /** Where it listens. */
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        return waiting().map(Schedule::due).min(Comparator.naturalOrder());
    }

    @Override
    public void fireDue(Instant now) {
        List<Schedule> due;
        synchronized (this) {
            due = waiting()
                    .filter(schedule -> !schedule.due().isAfter(now))
                    .sorted(Comparator.comparing(Schedule::due))
                    .toList();
        }
        for (Schedule schedule : due) {
            deliver(schedule);
            synchronized (this) {
                schedules.computeIfPresent(
                        key(schedule.group(), schedule.name()),
                        (key, entry) -> schedule.deletedAfterCompletion()
                                ? null
                                : new Entry(entry.schedule(), entry.created(), true));
            }
        }
    }

    private Stream<Schedule> waiting() {
        return schedules.values().stream()
                .filter(entry -> !entry.fired() && entry.schedule().enabled())
                .map(Entry::schedule);
    }

    private void deliver(Schedule schedule) {
        ledger.scheduleFired();
        try {
            send(schedule.queue(), schedule);
        } catch (SdkException e) {
            LOG.log(System.Logger.Level.WARNING, "schedule {0} was not delivered: {1}", schedule.name(), e);
            schedule.deadLetterQueue().ifPresent(queue -> send(queue, schedule));
        }
    }

    private void send(String queue, Schedule schedule) {
        String url = sqs.serviceClientConfiguration().endpointOverride().orElseThrow() + "/" + AwsClients.ACCOUNT + "/"
                + queue;
        sqs.sendMessage(r -> r.queueUrl(url)
                .messageBody(schedule.input())
                .messageGroupId(schedule.messageGroup().orElse(null)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI(), body);
            byte[] bytes = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("content-type", "application/json");
            if (answer.error() != null) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.error());
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(String method, URI uri, byte[] body) {
        String path = uri.getPath();
        Map<String, String> query = query(uri.getRawQuery());
        if (path.equals("/schedules") && method.equals("GET")) {
            return list(query);
        }
        if (path.startsWith("/schedules/")) {
            String name = path.substring("/schedules/".length());
            String group = query.getOrDefault("groupName", "default");
            return switch (method) {
                case "POST" -> create(name, body);
                case "GET" -> get(group, name);
                case "DELETE" -> delete(group, name);
                default -> Answer.error(400, "ValidationException", method + " is not emulated");
            };
        }
        return Answer.error(400, "ValidationException", path + " is not emulated");
    }

    private synchronized Answer create(String name, byte[] body) {
        Schedule schedule;
        try {
            if (!(JSON.readTree(body) instanceof ObjectNode request)) {
                return Answer.error(400, "ValidationException", "the body must be a JSON object");
            }
            schedule = Schedule.read(name, request);
        } catch (JsonProcessingException | Schedule.Invalid e) {
            return Answer.error(400, "ValidationException", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Entry standing = schedules.get(key(schedule.group(), name));
        if (standing != null && !standing.schedule().request().equals(schedule.request())) {
            // The same body has the same client token: that is the same request sent twice.
            return Answer.error(409, "ConflictException", "Schedule " + name + " already exists.");
        }
        schedules.putIfAbsent(key(schedule.group(), name), new Entry(schedule, clock.instant(), false));
        return Answer.ok(JSON.createObjectNode().put("ScheduleArn", schedule.arn()));
    }

    private synchronized Answer get(String group, String name) {
        Entry entry = schedules.get(key(group, name));
        if (entry == null) {
            return missing(name);
        }
        ObjectNode answer = entry.schedule().request().deepCopy();
        answer.remove("ClientToken");
        summary(answer, entry);
        return Answer.ok(answer);
    }

    private synchronized Answer delete(String group, String name) {
        return schedules.remove(key(group, name)) == null ? missing(name) : Answer.ok(JSON.createObjectNode());
    }

    private synchronized Answer list(Map<String, String> query) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("Schedules");
        for (Entry entry : schedules.values()) {
            Schedule schedule = entry.schedule();
            if (schedule.name().startsWith(query.getOrDefault("NamePrefix", ""))
                    && schedule.group().equals(query.getOrDefault("ScheduleGroup", schedule.group()))) {
                ObjectNode one = found.addObject();
                summary(one, entry);
                one.putObject("Target").set("Arn", schedule.request().at("/Target/Arn"));
            }
        }
        return Answer.ok(answer);
    }

    private static void summary(ObjectNode node, Entry entry) {
        Schedule schedule = entry.schedule();
        JsonNode state = schedule.request().path("State");
        node.put("Arn", schedule.arn())
                .put("Name", schedule.name())
                .put("GroupName", schedule.group())
                .put("State", state.asText("ENABLED"))
                .put("CreationDate", entry.created().getEpochSecond())
                .put("LastModificationDate", entry.created().getEpochSecond());
    }

    private static Answer missing(String name) {
        return Answer.error(404, "ResourceNotFoundException", "Schedule " + name + " does not exist.");
    }

    private static String key(String group, String name) {
        return group + "/" + name;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
            }
        }
        return query;
    }
}
