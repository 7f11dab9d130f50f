package dev.ordersync.tiktok;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A TikTok that checks signatures and tokens as the real one does and answers what a test wants. API and authorisation host in one;
 * {@code /api/v2/} is the latter.
 */
final class TikTokServer implements AutoCloseable {
    static final String APP_KEY = "6test_app_key";
    static final String APP_SECRET = "test_app_secret";

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> goodTokens = new HashSet<>();
    private final Set<String> goodRefreshTokens = new HashSet<>(Set.of("refresh-1"));
    private final Deque<Reply> answers = new ArrayDeque<>();
    private final Deque<Reply> refreshAnswers = new ArrayDeque<>();
    private final Deque<Reply> codeAnswers = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private int issued = 1;
    private volatile Runnable beforeRefresh = () -> {};

    record Request(
            String method, String path, Map<String, String> query, String token, String contentType, byte[] body) {}

    /** @param body null to close the connection without an answer */
    record Reply(int status, String body, Map<String, String> headers) {
        static Reply json(int status, String body) {
            return new Reply(status, body, Map.of());
        }

        static Reply code(int status, int code, String message) {
            return json(
                    status,
                    "{\"code\":%d,\"message\":\"%s\",\"request_id\":\"request-7\",\"data\":null}"
                            .formatted(code, message));
        }

        static Reply cut() {
            return new Reply(0, null, Map.of());
        }
    }

    TikTokServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    TikTokApp app() {
        URI origin = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new TikTokApp(APP_KEY, APP_SECRET, origin, origin);
    }

    /** From now on only this access token is good. */
    synchronized TikTokServer accepts(String accessToken) {
        goodTokens.clear();
        goodTokens.add(accessToken);
        return this;
    }

    /** The next API call with a good token is answered so; without any, an empty list of orders. */
    synchronized TikTokServer answers(Reply reply) {
        answers.add(reply);
        return this;
    }

    /** The next refresh is answered so, whatever its token; without any, by a new pair of tokens. */
    synchronized TikTokServer answersRefresh(Reply reply) {
        refreshAnswers.add(reply);
        return this;
    }

    /** The next code of a consent is answered so. */
    synchronized TikTokServer answersCode(Reply reply) {
        codeAnswers.add(reply);
        return this;
    }

    private synchronized Reply code() {
        return codeAnswers.remove();
    }

    /** Runs while a refresh waits for its answer; it may call this server. */
    TikTokServer beforeRefresh(Runnable action) {
        beforeRefresh = action;
        return this;
    }

    List<Request> requests() {
        return requests.stream()
                .filter(request -> !request.path().startsWith("/api/v2/"))
                .toList();
    }

    List<Request> refreshes() {
        return requests.stream()
                .filter(request -> request.path().startsWith("/api/v2/"))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    query(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders().getFirst("x-tts-access-token"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestBody().readAllBytes());
            requests.add(request);
            boolean refresh = request.path().equals("/api/v2/token/refresh");
            if (refresh) {
                beforeRefresh.run();
            }
            boolean code = request.path().equals("/api/v2/token/get");
            Reply reply = refresh ? refresh(request) : code ? code() : api(request);
            if (reply.body() != null) {
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(reply.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private synchronized Reply api(Request request) {
        byte[] body = request.body().length == 0 ? null : request.body();
        String sign = RequestSigner.sign(request.path(), request.query(), body, request.contentType(), APP_SECRET);
        if (!sign.equals(request.query().get("sign"))
                || !APP_KEY.equals(request.query().get("app_key"))) {
            return Reply.code(401, 106001, "bad sign");
        }
        if (!goodTokens.contains(request.token())) {
            return Reply.code(401, 105002, "the access token has expired");
        }
        return answers.isEmpty() ? Reply.json(200, "{\"code\":0,\"data\":{\"orders\":[]}}") : answers.remove();
    }

    private synchronized Reply refresh(Request request) {
        if (!refreshAnswers.isEmpty()) {
            return refreshAnswers.remove();
        }
        Map<String, String> query = request.query();
        boolean good = "refresh_token".equals(query.get("grant_type"))
                && APP_KEY.equals(query.get("app_key"))
                && APP_SECRET.equals(query.get("app_secret"))
                && goodRefreshTokens.remove(query.get("refresh_token"));
        if (!good) {
            return Reply.code(200, 36009004, "the token " + query.get("refresh_token") + " is invalid");
        }
        issued++;
        accepts("access-" + issued);
        goodRefreshTokens.add("refresh-" + issued);
        return Reply.json(200, """
                {"code":0,"message":"success","request_id":"r","data":{"access_token":"access-%1$d",
                 "access_token_expire_in":1764308420,"refresh_token":"refresh-%1$d","refresh_token_expire_in":"1795239620",
                 "open_id":"o","user_type":0,"granted_scopes":["seller.order.info"]}}""".formatted(issued));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), decoded(parts[1]));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }
}
