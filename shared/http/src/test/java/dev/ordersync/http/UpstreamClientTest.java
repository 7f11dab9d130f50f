package dev.ordersync.http;

import static dev.ordersync.http.Calls.ENOUGH;
import static dev.ordersync.http.Calls.ORDER;
import static dev.ordersync.http.Calls.SHORT;
import static dev.ordersync.http.Calls.answer;
import static dev.ordersync.http.Calls.get;
import static dev.ordersync.http.Calls.post;
import static dev.ordersync.http.HostileServer.stallingAfter;
import static dev.ordersync.http.HostileServer.writing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ordersync.http.CallResult.Answer;
import dev.ordersync.http.CallResult.Unknown;
import dev.ordersync.http.HostileServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamClientTest {
    private static final String OK_HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";

    private final UpstreamClient client = UpstreamClient.forOperatorAddresses();

    static Stream<Arguments> cuts() {
        return Stream.of(
                arguments("before the request is read", (Script) connection -> {}, 0),
                arguments("within the request, by a reset", (Script) UpstreamClientTest::resetWithinTheRequest, 0),
                arguments("after the work, without an answer", writing(""), 1),
                arguments("after the work, by a reset", (Script) UpstreamClientTest::workThenReset, 1),
                arguments("within the head", writing("HTTP/1.1 200 OK\r\nContent-Le"), 1),
                arguments("within the body", writing(OK_HEAD + "{\"id\":"), 1),
                arguments("between head and body", writing(OK_HEAD), 1),
                arguments("within a chunk", writing(chunked("5\r\n{\"i")), 1),
                arguments("before the last chunk", writing(chunked("5\r\n{\"id\"\r\n")), 1),
                arguments("after a 100 Continue", writing("HTTP/1.1 100 Continue\r\n\r\n"), 1),
                arguments("with something that is not HTTP", writing("SSH-2.0-OpenSSH_9.2\r\n"), 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cuts")
    void aCutConnectionIsUnknownAndThePostIsNeverRepeated(String when, Script script, int arrived) {
        try (HostileServer server = HostileServer.playing(script)) {
            assertThat(client.call(post(server, ENOUGH))).isEqualTo(new Unknown(CallFault.ANSWER_INCOMPLETE));
            assertThat(server.requests()).hasSize(arrived);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cuts")
    void neitherIsAGet(String when, Script script, int arrived) {
        try (HostileServer server = HostileServer.playing(script)) {
            assertThat(client.call(get(server, ENOUGH))).isEqualTo(new Unknown(CallFault.ANSWER_INCOMPLETE));
            assertThat(server.requests()).hasSize(arrived);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    static Stream<Arguments> stalls() {
        return Stream.of(
                arguments("before the head", stallingAfter("")),
                arguments("within the head", stallingAfter("HTTP/1.1 200 OK\r\nContent-Le")),
                arguments("within the body", stallingAfter(OK_HEAD + "{\"id\":")),
                arguments("within a chunk", stallingAfter(chunked("5\r\n{\"i"))),
                arguments("an endless head", (Script)
                        connection -> trickle(connection, "HTTP/1.1 200 OK\r\n", "X: y\r\n")),
                arguments("an endless body", (Script) connection -> trickle(connection, OK_HEAD, " ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stalls")
    void theDeadlineCoversHeadAndBody(String where, Script script) {
        try (HostileServer server = HostileServer.playing(script)) {
            long begun = System.nanoTime();
            assertThat(client.call(post(server, SHORT))).isEqualTo(new Unknown(CallFault.TIMEOUT));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, SHORT.plusSeconds(1));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerHasStatusHeadersAndBody() {
        try (HostileServer server = HostileServer.playing(
                writing("HTTP/1.1 422 No\r\nX-Request-Id: a\r\nx-request-id: b\r\nContent-Length: 2\r\n\r\n{}"))) {
            Answer answer = answer(client.call(post(server, ENOUGH)));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.header("X-REQUEST-ID")).contains("a");
            assertThat(answer.header("absent")).isEmpty();
            assertThat(answer.body()).asString().isEqualTo("{}");
            assertThat(server.requests()).containsExactly("POST /orders?q=1 " + ORDER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.0 200 OK\r\n\r\n{}"
            })
    void everyFramingOfAWholeAnswerIsRead(String raw) {
        try (HostileServer server = HostileServer.playing(writing(raw))) {
            assertThat(answer(client.call(post(server, ENOUGH))).body())
                    .asString()
                    .isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "301 Moved\r\nLocation: /elsewhere",
                "302 Found\r\nLocation: /elsewhere",
                "307 Temporary\r\nLocation: /elsewhere",
                "308 Permanent\r\nLocation: /elsewhere",
                "401 Unauthorized\r\nWWW-Authenticate: Basic realm=x",
                "408 Request Timeout",
                "421 Misdirected",
                "429 Too Many Requests\r\nRetry-After: 0",
                "503 Unavailable\r\nRetry-After: 0"
            })
    void noStatusMakesItAskAgain(String head) {
        Script script = writing("HTTP/1.1 " + head + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        try (HostileServer server = HostileServer.playing(script, script)) {
            assertThat(answer(client.call(post(server, ENOUGH))).status())
                    .isEqualTo(Integer.parseInt(head.substring(0, 3)));
            assertThat(answer(client.call(get(server, ENOUGH))).status())
                    .isEqualTo(Integer.parseInt(head.substring(0, 3)));
            assertThat(server.requests()).containsExactly("POST /orders?q=1 " + ORDER, "GET /orders?q=1");
        }
    }

    @Test
    void retryAfterReachesTheCaller() {
        try (HostileServer server =
                HostileServer.playing(writing("HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(answer(client.call(post(server, ENOUGH))).header("retry-after"))
                    .contains("7");
        }
    }

    @Test
    void bodiesUpToFourMebibytesAreRead() {
        try (HostileServer server = HostileServer.playing(sized(UpstreamClient.MAX_BODY_BYTES))) {
            assertThat(answer(client.call(get(server, ENOUGH))).body()).hasSize(UpstreamClient.MAX_BODY_BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {UpstreamClient.MAX_BODY_BYTES + 1, 5 * 1024 * 1024})
    void largerBodiesLeaveTheOutcomeUnknown(int size) {
        try (HostileServer server = HostileServer.playing(sized(size))) {
            assertThat(client.call(post(server, ENOUGH))).isEqualTo(new Unknown(CallFault.BODY_TOO_LARGE));
            assertThat(answer(client.call(post(server, ENOUGH))).body())
                    .asString()
                    .isEqualTo("beyond the script");
        }
    }

    @Test
    void theLimitCountsDecompressedBytes() throws IOException {
        byte[] small = gzip(new byte[5 * 1024 * 1024]);
        try (HostileServer server = HostileServer.playing(connection -> {
            connection.readRequest();
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + small.length + "\r\n\r\n");
            connection.write(small);
        })) {
            assertThat(small).hasSizeLessThan(10_000);
            assertThat(client.call(get(server, ENOUGH))).isEqualTo(new Unknown(CallFault.BODY_TOO_LARGE));
        }
    }

    @Test
    void anInterruptedCallIsUnknownOnceTheRequestIsOut() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (HostileServer server = HostileServer.playing(connection -> {
            connection.readRequest();
            arrived.countDown();
            connection.stall();
        })) {
            CompletableFuture<CallResult> result = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = Thread.startVirtualThread(() -> {
                result.complete(client.call(post(server, ENOUGH)));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            arrived.await();
            caller.interrupt();
            assertThat(result.get(5, TimeUnit.SECONDS)).isEqualTo(new Unknown(CallFault.INTERRUPTED));
            assertThat(flag.get()).isTrue();
        }
    }

    @Test
    void nothingThatPrintsShowsASecret() {
        UpstreamRequest request = new UpstreamRequest(
                "GET",
                "https://user:pass@auth.example/api/v2/token/get?app_secret=s3cret",
                Map.of("X-Token", "s3cret"),
                "s3cret".getBytes(UTF_8),
                ENOUGH);
        assertThat(request).hasToString("GET https://auth.example/api/v2/token/get");
        assertThat(new Answer(200, Map.of("Set-Cookie", "s3cret"), "s3cret".getBytes(UTF_8)))
                .hasToString("Answer[200, 6 bytes]");
    }

    private static void resetWithinTheRequest(HostileServer.Connection connection) throws IOException {
        connection.readByte();
        connection.reset();
    }

    private static void workThenReset(HostileServer.Connection connection) throws IOException {
        connection.readRequest();
        connection.reset();
    }

    private static void trickle(HostileServer.Connection connection, String first, String again)
            throws IOException, InterruptedException {
        connection.readRequest();
        connection.write(first);
        while (connection.pause()) {
            connection.write(again);
        }
    }

    private static Script sized(int bytes) {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n");
            connection.write(new byte[bytes]);
        };
    }

    private static String chunked(String body) {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
