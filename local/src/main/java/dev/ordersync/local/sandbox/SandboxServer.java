package dev.ordersync.local.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.ordersync.local.net.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An HTTP server on 127.0.0.1 for one upstream; it counts the calls and makes the faults happen. */
public final class SandboxServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SandboxServer.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BODY_LIMIT = 4 << 20;
    /** How long TIMEOUT holds a connection; every client gives up before. */
    private static final long STALL_SECONDS = 300;

    private final Upstream upstream;
    private final SandboxContext context;
    private final LoopbackServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Binds the port; 0 takes any free one.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public SandboxServer(int port, Upstream upstream, SandboxContext context) {
        this.upstream = upstream;
        this.context = context;
        try {
            server = LoopbackServer.bind(port);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " for the " + upstream.name() + " sandbox", e);
        }
    }

    public void start() {
        server.serve(this::handle);
    }

    public URI url() {
        return server.endpoint();
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            send(exchange, Reply.empty(413));
            return;
        }
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Request.form(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders(),
                body);
        try {
            if (request.path().startsWith("/sandbox/")) {
                send(exchange, control(request));
            } else {
                serve(exchange, upstream.call(request));
            }
        } catch (RuntimeException e) {
            // Left alone, the server would close the socket, and a bug of ours would look like a fault.
            LOG.log(System.Logger.Level.ERROR, request.method() + " " + request.path(), e);
            send(exchange, problem(500, "the sandbox itself failed: " + e));
        }
    }

    private void serve(HttpExchange exchange, Upstream.Call call) throws IOException {
        context.calls().accept(upstream.name() + "." + String.join("+", call.names()));
        Optional<Faults.Kind> fault = context.faults().forCall(upstream.name(), call.names());
        if (fault.isEmpty()) {
            send(exchange, call.work().get());
            return;
        }
        switch (fault.get()) {
            case CUT_BEFORE -> cut(exchange);
            case CUT_AFTER -> {
                call.work().get();
                cut(exchange);
            }
            case TIMEOUT -> {
                call.work().get();
                stall();
                cut(exchange);
            }
            case STATUS_503 ->
                send(
                        exchange,
                        Reply.text(503, "text/html", "<html><body><h1>503 Service Unavailable</h1></body></html>"));
            case THROTTLE -> send(exchange, call.throttled().get());
            case DUPLICATE_WEBHOOK, LOSE_WEBHOOK ->
                throw new IllegalStateException("a webhook's fault was taken for a call");
        }
    }

    private Reply control(Request request) {
        try {
            if (!request.path().equals("/sandbox/faults")) {
                return upstream.control(request)
                        .orElseGet(() -> problem(404, request.method() + " " + request.path() + " is no control"));
            }
            switch (request.method()) {
                case "POST" -> context.faults().add(Faults.read(json(request)));
                case "DELETE" -> context.faults().clear();
                case "GET" -> {
                    return Reply.json(200, Map.of("faults", context.faults().waiting()));
                }
                default -> {
                    return problem(405, "GET, POST or DELETE");
                }
            }
            return Reply.empty(204);
        } catch (Unusable e) {
            return problem(422, e.getMessage());
        }
    }

    /** The body as JSON; throws {@link Unusable} if it is none. */
    public static JsonNode json(Request request) {
        try {
            JsonNode node = JSON.readTree(request.body());
            if (node == null || node.isMissingNode()) {
                throw new Unusable("the body must be JSON");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new Unusable("the body must be JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A refusal of one of the sandbox's own controls. */
    public static Reply problem(int status, String detail) {
        return Reply.json(status, Map.of("error", detail));
    }

    private void stall() {
        try {
            closed.await(STALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before the response's head is sent, closing an exchange closes its socket: the client sees no answer at all. */
    private static void cut(HttpExchange exchange) {
        exchange.close();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        try (exchange) {
            if (reply.body().length > 0) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }
}
