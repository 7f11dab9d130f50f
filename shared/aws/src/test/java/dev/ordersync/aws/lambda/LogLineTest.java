package dev.ordersync.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.MutableClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private final List<String> out = new ArrayList<>();
    private final LogLine log = new LogLine("check", MutableClock.at("2026-01-10T12:00:00Z"), out::add);

    @Test
    void aFaultIsToldWithAllItsCausesAndNoMessageThatIsNotOurs() {
        Transient ours = new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "AWS was not reached");
        ours.initCause(new IOException("to jane@example.com"));

        JsonNode line = logged(new IllegalStateException("Jane Doe", new ExecutionException("Jane", ours)));

        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("error").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("causes"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "java.util.concurrent.ExecutionException",
                        "dev.ordersync.domain.upstream.Transient",
                        "java.io.IOException");
        assertThat(line.path("why").asText()).isEqualTo("AWS was not reached");
        assertThat(out.get(0)).doesNotContainIgnoringCase("jane");
    }

    @Test
    void aFaultIsToldWithThePlaceInOurCodeThatCausedIt() {
        RuntimeException thrown = null;
        try {
            Map.of("a", "b").forEach((name, value) -> new OrderId(value));
        } catch (IllegalArgumentException bug) {
            thrown = new IllegalStateException(bug);
        }

        JsonNode at = logged(thrown).path("at");

        assertThat(at.get(0).asText()).contains("OrderId.<init>");
        assertThat(at).extracting(JsonNode::asText).allMatch(frame -> frame.contains("dev.ordersync."));
    }

    @Test
    void aFaultInForeignCodeAloneIsToldWithItsPlaceThere() {
        RuntimeException foreign = new IllegalStateException();
        foreign.setStackTrace(new StackTraceElement[] {new StackTraceElement("org.x.Y", "z", "Y.java", 7)});

        JsonNode line = logged(foreign);

        assertThat(line.path("at").get(0).asText()).isEqualTo("org.x.Y.z(Y.java:7)");
        assertThat(line.has("causes")).isFalse();
        assertThat(line.has("why")).isFalse();
    }

    @Test
    void causesThatGoRoundInACircleEnd() {
        RuntimeException one = new IllegalStateException();
        one.initCause(new IllegalStateException(one));

        assertThat(logged(one).path("causes").size()).isBetween(1, 10);
    }

    private JsonNode logged(Throwable bug) {
        log.begin("request-1").error(bug).write();
        try {
            return new ObjectMapper().readTree(out.get(0));
        } catch (IOException e) {
            throw new AssertionError(out.get(0), e);
        }
    }
}
