package dev.ordersync.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.http.CallResult.Answer;
import java.time.Duration;
import java.util.Map;

/** The requests that the tests make. */
final class Calls {
    static final Duration ENOUGH = Duration.ofSeconds(10);
    static final Duration SHORT = Duration.ofMillis(300);
    static final String ORDER = "{\"order\":1}";

    private Calls() {}

    static Answer answer(CallResult result) {
        assertThat(result).isInstanceOf(Answer.class);
        return (Answer) result;
    }

    static UpstreamRequest get(HostileServer server, Duration timeout) {
        return new UpstreamRequest("GET", server.url("/orders?q=1"), Map.of(), null, timeout);
    }

    static UpstreamRequest post(HostileServer server, Duration timeout) {
        return post(server.url("/orders?q=1"), timeout);
    }

    static UpstreamRequest post(String url, Duration timeout) {
        return new UpstreamRequest(
                "POST", url, Map.of("Content-Type", "application/json"), ORDER.getBytes(UTF_8), timeout);
    }
}
