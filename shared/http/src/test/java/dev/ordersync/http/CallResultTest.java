package dev.ordersync.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.http.CallResult.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallResultTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "' 5 ', PT5S",
        "2.0, PT2S",
        "1.2, PT2S",
        "'Sat, 21 Nov 2026 10:01:30 GMT', PT1M30S",
        "'Sat, 21 Nov 2026 09:00:00 GMT', PT0S"
    })
    void retryAfterIsSecondsOrADate(String value, Duration wait) {
        assertThat(retryAfter(value).retryAfter(NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "99999999999999999999", "1e3", "Sat, 21 Nov", "2026-11-21T10:01:30Z"})
    void anUnreadableOneIsNone(String value) {
        assertThat(retryAfter(value).retryAfter(NOW)).isEmpty();
    }

    private static Answer retryAfter(String value) {
        return new Answer(429, Map.of("Retry-After", value), new byte[0]);
    }
}
