package dev.ordersync.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.ordersync.local.backend.EventsServer;
import dev.ordersync.local.clock.Activity;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.clock.Timeline;
import dev.ordersync.local.gateway.Gateway.Access;
import dev.ordersync.local.gateway.Gateway.Route;
import dev.ordersync.local.lambda.LocalFunction;
import dev.ordersync.local.ledger.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    // One key for all tests: making one takes half a second.
    private static final AtomicReference<Instant> WIRE = new AtomicReference<>(NOW);
    private static final Tokens TOKENS = Tokens.create(WIRE::get);

    private final InstantSource wire = WIRE::get;
    private final Ledger ledger = new Ledger();
    private final Activity activity = new Activity();
    private final BusinessClock clock = BusinessClock.inMemory(wire);
    private final Timeline timeline = new Timeline(clock, activity);
    private final AtomicReference<APIGatewayV2HTTPEvent> seen = new AtomicReference<>();
    private final AtomicReference<APIGatewayV2HTTPResponse> answer = new AtomicReference<>(
            APIGatewayV2HTTPResponse.builder().withStatusCode(200).build());
    private EventsServer bus;
    private Gateway gateway;

    private record Response(int status, Map<String, List<String>> headers, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    @BeforeEach
    void open() throws IOException {
        WIRE.set(NOW);
        timeline.start();
        gateway = Gateway.open(0, wire, ledger);
        bus = EventsServer.start(clock);
    }

    @AfterEach
    void close() {
        gateway.close();
        bus.close();
        timeline.close();
    }

    private void serve() {
        LocalFunction<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function = new LocalFunction<>(
                "echo",
                APIGatewayV2HTTPEvent.class,
                (event, context) -> {
                    seen.set(event);
                    if (event.getRawPath().endsWith("/fails")) {
                        throw new IllegalStateException("the test wants this");
                    }
                    return answer.get();
                },
                Duration.ofSeconds(30),
                activity,
                ledger);
        gateway.serve(
                List.of(new Route("/webhooks/", Access.OPEN, function), new Route("/api/", Access.JWT, function)),
                TOKENS,
                new LocalApi(TOKENS, clock, timeline, ledger, bus));
    }

    @Test
    void isUnhealthyUntilItServes() throws IOException {
        assertThat(get("/health").status()).isEqualTo(503);
        serve();
        assertThat(get("/health").status()).isEqualTo(200);
    }

    @Test
    void functionGetsTheRequestAsPayloadFormatTwo() throws IOException {
        serve();
        byte[] body = "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8);

        call(
                "POST",
                "/webhooks/tiktok?a=1&a=2&b=x%20y",
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "abc");

        APIGatewayV2HTTPEvent event = seen.get();
        assertThat(event.getVersion()).isEqualTo("2.0");
        assertThat(event.getRawPath()).isEqualTo("/webhooks/tiktok");
        assertThat(event.getRawQueryString()).isEqualTo("a=1&a=2&b=x%20y");
        assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("a", "1,2", "b", "x y"));
        assertThat(event.getHeaders())
                .containsEntry("authorization", "abc")
                .containsEntry("content-type", "application/json");
        assertThat(event.getPathParameters()).isEqualTo(Map.of("proxy", "tiktok"));
        assertThat(event.getRequestContext().getHttp().getMethod()).isEqualTo("POST");
        assertThat(event.getRequestContext().getHttp().getPath()).isEqualTo("/webhooks/tiktok");
        assertThat(event.getBody()).isEqualTo("{\"a\":\"ü\"}");
        assertThat(event.getIsBase64Encoded()).isFalse();
    }

    @Test
    void bodyThatIsNoTextComesInBase64() throws IOException {
        serve();
        byte[] bytes = {(byte) 0xff, 0, (byte) 0xc3};

        call("POST", "/webhooks/tiktok", bytes, "Content-Type", "application/octet-stream");
        assertThat(Base64.getDecoder().decode(seen.get().getBody())).isEqualTo(bytes);
        assertThat(seen.get().getIsBase64Encoded()).isTrue();

        call("POST", "/webhooks/tiktok", bytes, "Content-Type", "application/json");
        assertThat(Base64.getDecoder().decode(seen.get().getBody())).isEqualTo(bytes);
    }

    @Test
    void functionsAnswerIsTheResponse() throws IOException {
        serve();
        answer.set(APIGatewayV2HTTPResponse.builder()
                .withStatusCode(409)
                .withHeaders(Map.of("Content-Type", "application/problem+json"))
                .withBody("{\"code\":\"X\"}")
                .build());

        Response response = call("POST", "/webhooks/x", new byte[0]);

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.json().path("code").asText()).isEqualTo("X");
        assertThat(response.headers().get("Content-type")).containsExactly("application/problem+json");
    }

    @Test
    void functionThatThrowsBecomesAnInternalServerError() throws IOException {
        serve();
        Response response = get("/webhooks/fails");

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.json().path("message").asText()).isEqualTo("Internal Server Error");
    }

    @Test
    void pathsThatAreNoRouteAreNotFound() throws IOException {
        serve();
        for (String path : List.of("/", "/webhooks", "/other", "/local/other")) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void apiWantsATokenThatThisRuntimeIssued() throws IOException {
        serve();
        String token = TOKENS.issue(Optional.of("m-1")).token();
        String foreign = Tokens.create(wire).issue(Optional.of("m-1")).token();
        String unsigned = new PlainJWT(new JWTClaimsSet.Builder().subject("x").build()).serialize();

        assertThat(get("/api/shops").status()).isEqualTo(401);
        for (String wrong :
                List.of("x", "", foreign, unsigned, token.substring(0, token.length() - 8), "Basic " + token)) {
            Response refused = get("/api/shops", "Authorization", "Bearer " + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(401);
            assertThat(refused.json().path("status").intValue()).isEqualTo(401);
            assertThat(refused.json().path("code").textValue()).isEqualTo("UNAUTHORIZED");
            assertThat(refused.json().path("message").textValue()).isEqualTo("Unauthorized");
        }
        assertThat(seen.get()).isNull();

        assertThat(get("/api/shops", "Authorization", "Bearer " + token).status())
                .isEqualTo(200);
        assertThat(seen.get().getRequestContext().getAuthorizer().getJwt().getClaims())
                .containsEntry("merchant_id", "m-1");
    }

    @Test
    void tokenEndsByWireTimeAndNotByBusinessTime() throws Exception {
        serve();
        JsonNode issued = get("/local/token?merchant=m-1").json();
        String header = "Bearer " + issued.path("token").asText();
        timeline.advance(Duration.ofDays(30));
        assertThat(get("/api/shops", "Authorization", header).status()).isEqualTo(200);

        WIRE.set(Instant.parse(issued.path("expiresAt").asText()).plusSeconds(1));
        assertThat(get("/api/shops", "Authorization", header).status()).isEqualTo(401);
    }

    @Test
    void tokenWithoutMerchantHasNoClaim() throws IOException {
        serve();
        get(
                "/api/shops",
                "Authorization",
                "Bearer " + get("/local/token").json().path("token").asText());

        assertThat(seen.get().getRequestContext().getAuthorizer().getJwt().getClaims())
                .doesNotContainKey("merchant_id");
    }

    @Test
    void localAddressesAnswerLoopbackNamesOnly() throws IOException {
        serve();
        assertThat(get("/local/clock").status()).isEqualTo(200);
        assertThat(rawGet("/local/token?merchant=m-1", "evil.example")).startsWith("HTTP/1.1 403");
    }

    @Test
    void payloadAboveTenMegabytesIsTooLarge() throws IOException {
        serve();
        assertThat(call("POST", "/webhooks/tiktok", new byte[10 * 1024 * 1024]).status())
                .isEqualTo(200);
        assertThat(call("POST", "/webhooks/tiktok", new byte[10 * 1024 * 1024 + 1])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void clockIsReadAndAdvanced() throws IOException {
        serve();
        Instant before = Instant.parse(get("/local/clock").json().path("now").asText());

        JsonNode advanced = advance("{\"advance\":\"PT1H\"}").json();

        assertThat(Instant.parse(advanced.path("now").asText())).isEqualTo(before.plusSeconds(3600));
        assertThat(advanced.path("handled").asInt(-1)).isZero();
        assertThat(advanced.path("idle").asBoolean()).isTrue();
        assertThat(Instant.parse(
                        advance("{\"advance\":\"PT0S\"}").json().path("now").asText()))
                .isEqualTo(before.plusSeconds(3600));
    }

    @Test
    void clockRefusesWhatIsNoStepForwards() throws IOException {
        serve();
        for (String wrong : List.of(
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{\"advance\":3600}",
                "{\"advance\":\"1h\"}",
                "{\"advance\":\"-PT1S\"}",
                "{\"advance\":\"P366D\"}",
                "{\"advance\":\"PT999999999999999999H\"}",
                "{\"advance\":null}")) {
            Response refused = advance(wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.json().path("detail").asText()).isNotBlank();
        }
    }

    @Test
    void ledgerIsReadAndCleared() throws IOException {
        serve();
        get("/webhooks/tiktok");
        ledger.upstream("tiktok.GET /order/202309/orders");

        JsonNode counts = get("/local/ledger").json();
        assertThat(counts).isEqualTo(JSON.readTree("""
                {"aws":{},"writeUnits":0,"readUnits":0,"billedRequests":2,
                 "upstream":{"tiktok.GET /order/202309/orders":1}}"""));
        assertThat(call("DELETE", "/local/ledger", null).status()).isEqualTo(204);
        assertThat(get("/local/ledger").json().path("billedRequests").asInt()).isZero();
    }

    private Response advance(String body) throws IOException {
        return call("POST", "/local/clock", body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    private Response get(String path, String... headers) throws IOException {
        return call("GET", path, null, headers);
    }

    private Response call(String method, String path, byte[] body, String... headers) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(gateway.endpoint() + path).toURL().openConnection();
        connection.setRequestMethod(method);
        for (int i = 0; i < headers.length; i += 2) {
            connection.setRequestProperty(headers[i], headers[i + 1]);
        }
        if (body != null) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Response(status, connection.getHeaderFields(), text);
        }
    }

    private String rawGet(String path, String host) throws IOException {
        URI endpoint = gateway.endpoint();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
