package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A shop that answers as it is told, one answer a call, and remembers what it was asked. Where the test run has Shopify's
 * schema, every request is held against it.
 */
final class FakeShopify implements AutoCloseable {
    static final String TOKEN = "shpat_static";
    static final JsonMapper JSON = JsonMapper.builder().build();

    final MutableClock clock = MutableClock.at("2026-11-21T10:00:00Z");
    final MutableClock wire = MutableClock.at("2026-11-25T08:00:00Z");
    final InMemoryVault vault = new InMemoryVault();
    private final UpstreamClient http = UpstreamClient.forOperatorAddresses();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> tokenAnswers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** One call of the Admin API. */
    record Request(String path, String token, String document, JsonNode variables) {}

    /** What the server does with one call. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    FakeShopify() {
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        credentials(Map.of("accessToken", TOKEN, "webhookSecret", "kept"));
    }

    static final Vault.Key KEY = new Vault.Key.Connection("c-1");

    FakeShopify credentials(Map<String, String> values) {
        vault.put(KEY, values);
        return this;
    }

    ShopifyStore store() {
        return store(Platform.SHOPIFY.callTimeout());
    }

    /** The same shop, whose credentials come from another vault. */
    ShopifyStore storeWith(Vault other) {
        return new ShopifyStore(connection(url(), ""), http, other, clock, wire);
    }

    ShopifyStore store(Duration timeout) {
        return new ShopifyStore(connection(url(), ""), http, vault, clock, wire, timeout);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static Connection connection(String url, String version) {
        return new Connection(new ConnectionId("c-1"), new ShopId("749"), Platform.SHOPIFY, url, version);
    }

    /** The next call is answered with this body; any text, JSON or not. */
    FakeShopify answer(String body) {
        return answer(200, body, Map.of());
    }

    FakeShopify answer(int status, String body, Map<String, String> headers) {
        answers.add(sending(status, body, headers));
        return this;
    }

    FakeShopify tokenAnswer(int status, String body) {
        tokenAnswers.add(sending(status, body, Map.of()));
        return this;
    }

    private static Answer sending(int status, String body, Map<String, String> headers) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** The work is done, and the connection ends before the answer is whole. */
    FakeShopify cutAfter(String beginning) {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        return this;
    }

    /** No answer until the test is over. */
    FakeShopify stall() {
        answers.add(exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request onlyRequest() {
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    /** The forms that the token endpoint got, as they came. */
    List<String> tokenRequests() {
        return List.copyOf(tokenRequests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/admin/oauth/access_token")) {
                tokenRequests.add(new String(body, StandardCharsets.UTF_8));
                next(tokenAnswers).to(exchange);
                return;
            }
            JsonNode request = JSON.readTree(body);
            String document = request.path("query").asText();
            requests.add(new Request(
                    path,
                    exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"),
                    document,
                    request.path("variables")));
            check(document, request.path("variables"));
            next(answers).to(exchange);
        }
    }

    private void check(String document, JsonNode variables) {
        try {
            AdminSchema.loaded().forEach(schema -> wrong.addAll(schema.problems(document, variables)));
        } catch (RuntimeException e) {
            wrong.add(e.toString());
        }
    }

    private static Answer next(Queue<Answer> queue) {
        Answer next = queue.poll();
        return next != null ? next : sending(500, "beyond the script", Map.of());
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
        assertThat(wrong).as("what Shopify's schema says against the requests").isEmpty();
        assertThat(answers).as("answers that nobody asked for").isEmpty();
    }
}
