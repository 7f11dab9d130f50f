package dev.ordersync.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.ShopId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A merchant's program, as anybody could write one: it has a token and calls the API over HTTP. */
public final class DemoClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final OkHttpClient http;
    private final String token;

    /** An answer; a body that is no JSON is a missing node. */
    public record Answer(int status, JsonNode body) {}

    /** Asks the local runtime for a token of this merchant. */
    public DemoClient(URI base, String merchant) {
        this(base, merchant, chain -> chain.proceed(chain.request()));
    }

    /** @param observer sees every call */
    public DemoClient(URI base, String merchant, Interceptor observer) {
        this.base = base;
        this.http = new OkHttpClient.Builder()
                .readTimeout(Duration.ofSeconds(45)) // moving the clock may take 30
                .addInterceptor(observer)
                .build();
        Answer answer = send(new Request.Builder()
                .url(base.resolve("/local/token?merchant=" + merchant).toString()));
        this.token = answer.body().path("token").asText();
    }

    public Answer get(String path) {
        return send(api(path));
    }

    public Answer put(String path, ObjectNode body) {
        return send(api(path).put(json(body.toString())));
    }

    /** @param body empty for none */
    public Answer post(String path, String body) {
        return send(api(path).post(json(body)));
    }

    public JsonNode order(ShopId shop, String order) {
        return get("/api/shops/" + shop + "/orders/" + order).body();
    }

    /** Moves business time and returns when all that was due is done. */
    public void advance(Duration by) {
        Answer answer = post("/local/clock", "{\"advance\":\"" + by + "\"}");
        while (answer.status() == 200 && !answer.body().path("idle").asBoolean()) {
            answer = post("/local/clock", "{\"advance\":\"PT0S\"}");
        }
        if (answer.status() != 200) {
            throw new IllegalStateException("the clock was not moved: " + answer);
        }
    }

    /** Sends bytes to TikTok's webhook address under this signature. */
    public int webhook(byte[] body, String signature) {
        return send(new Request.Builder()
                        .url(base.resolve("/webhooks/tiktok").toString())
                        .header("Content-Type", "application/json")
                        .header("Authorization", signature)
                        .post(RequestBody.create(body)))
                .status();
    }

    /** Calls another server: the sandbox's own controls. */
    public Answer sandbox(URI server, String path, String body) {
        Request.Builder request = new Request.Builder().url(server.resolve(path).toString());
        return send(body.isEmpty() ? request : request.post(json(body)));
    }

    public URI base() {
        return base;
    }

    private Request.Builder api(String path) {
        return new Request.Builder().url(base.resolve(path).toString()).header("Authorization", "Bearer " + token);
    }

    private static RequestBody json(String text) {
        return RequestBody.create(text, MediaType.get("application/json"));
    }

    private Answer send(Request.Builder request) {
        try (Response response = http.newCall(request.build()).execute()) {
            byte[] body = response.body().bytes();
            return new Answer(response.code(), body.length == 0 ? JSON.missingNode() : JSON.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
