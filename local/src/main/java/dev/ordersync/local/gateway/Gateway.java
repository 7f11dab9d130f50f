package dev.ordersync.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpExchange;
import dev.ordersync.local.lambda.LocalFunction;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.net.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Stands where API Gateway's HTTP API stands: routes, JWT authorizer, payload limit, payload format
 * 2.0. It listens from the start and answers 503 until it is told what to serve.
 */
public final class Gateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    /** API Gateway's payload limit. */
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final int DRAINED_BYTES = 4 * MOST_BYTES;

    private final LoopbackServer server;
    private final GatewayEvents events;
    private final Ledger ledger;
    private volatile Service service;

    /** Who may call a route. */
    public enum Access {
        OPEN,
        JWT
    }

    /**
     * All paths below a prefix, handled by one function.
     *
     * @param prefix as {@code /webhooks/}
     */
    public record Route(
            String prefix, Access access, LocalFunction<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function) {}

    private record Service(List<Route> routes, Tokens tokens, LocalApi local) {}

    private Gateway(LoopbackServer server, InstantSource wire, Ledger ledger) {
        this.server = server;
        this.events = new GatewayEvents(wire);
        this.ledger = ledger;
    }

    /**
     * Opens the port on loopback.
     *
     * @param port 0 for any
     * @param wire the machine's time
     * @throws IOException if the port is taken
     */
    public static Gateway open(int port, InstantSource wire, Ledger ledger) throws IOException {
        LoopbackServer http = LoopbackServer.bind(port);
        Gateway gateway = new Gateway(http, wire, ledger);
        http.serve(gateway::handle);
        return gateway;
    }

    /** Begins to serve; {@code /health} answers 200 from now on. */
    public void serve(List<Route> routes, Tokens tokens, LocalApi local) {
        service = new Service(List.copyOf(routes), tokens, local);
    }

    /** Where it listens. */
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = reply(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reply = Problem.message(503, "Service Unavailable");
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a request could not be answered", e);
                reply = Problem.message(500, "Internal Server Error");
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            boolean noBody =
                    reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), noBody ? -1 : reply.body().length);
            if (!noBody) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            drain(exchange.getRequestBody());
            return Problem.message(413, "Request Entity Too Large");
        }
        Service serving = service;
        if (serving == null) {
            return Problem.message(503, "Service Unavailable");
        }
        HttpRequest request = new HttpRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers(exchange),
                body,
                exchange.getRemoteAddress().getAddress().getHostAddress());
        if (request.path().equals("/health")) {
            return new Reply(
                    200,
                    Map.of("content-type", "application/json"),
                    "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8));
        }
        if (request.path().startsWith("/local/")) {
            return serving.local().handle(request);
        }
        for (Route route : serving.routes()) {
            if (request.path().startsWith(route.prefix())
                    && request.path().length() > route.prefix().length()) {
                return enter(route, request, serving.tokens());
            }
        }
        return Problem.message(404, "Not Found");
    }

    private Reply enter(Route route, HttpRequest request, Tokens tokens) throws InterruptedException {
        Optional<Map<String, String>> claims = Optional.empty();
        if (route.access() == Access.JWT) {
            claims = request.header("authorization").flatMap(tokens::claims);
            if (claims.isEmpty()) {
                return Problem.unauthorized();
            }
        }
        ledger.gatewayRequest();
        try {
            return GatewayEvents.reply(route.function().invoke(events.event(request, route.prefix(), claims)));
        } catch (LocalFunction.FunctionError e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage(), e.getCause());
            return Problem.message(500, "Internal Server Error");
        }
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return headers;
    }

    /** Reads on for a while, so that the client sees the answer and not a broken connection. */
    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int left = DRAINED_BYTES;
        for (int n = body.read(buffer); n > 0 && left > 0; n = body.read(buffer)) {
            left -= n;
        }
    }
}
