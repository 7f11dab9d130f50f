package dev.ordersync.local.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A client that sends once and repeats nothing. */
public final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer, read whole. */
    public record Answer(int status, Map<String, List<String>> headers, String text) {
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }
    }

    private final OkHttpClient client;

    public Http() {
        this(Duration.ofSeconds(10));
    }

    public Http(Duration timeout) {
        client = new OkHttpClient.Builder()
                .callTimeout(timeout)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
    }

    public Answer send(String method, URI url, Map<String, String> headers, String body) throws IOException {
        Request.Builder request = new Request.Builder().url(url.toString());
        headers.forEach(request::header);
        RequestBody content = body == null ? null : RequestBody.create(body.getBytes(StandardCharsets.UTF_8));
        if (content == null && !method.equals("GET") && !method.equals("DELETE")) {
            content = RequestBody.create(new byte[0]);
        }
        try (Response response =
                client.newCall(request.method(method, content).build()).execute()) {
            return new Answer(
                    response.code(),
                    response.headers().toMultimap(),
                    response.body().string());
        }
    }
}
