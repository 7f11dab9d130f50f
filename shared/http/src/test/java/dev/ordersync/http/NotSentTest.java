package dev.ordersync.http;

import static dev.ordersync.http.Calls.ENOUGH;
import static dev.ordersync.http.Calls.answer;
import static dev.ordersync.http.Calls.post;
import static dev.ordersync.http.HostileServer.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.http.CallResult.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class NotSentTest {
    private final UpstreamClient client = UpstreamClient.forOperatorAddresses();

    @Test
    void aRefusedConnectionMeansNotSent() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        assertThat(client.call(post("http://127.0.0.1:" + free + "/", ENOUGH)))
                .isEqualTo(new NotSent(CallFault.CONNECT_FAILED));
    }

    @Test
    void anUnknownHostMeansNotSent() {
        UpstreamClient lost = anywhere(host -> {
            throw new UnknownHostException(host);
        });
        assertThat(lost.call(post("https://shop.example/", ENOUGH))).isEqualTo(new NotSent(CallFault.HOST_UNKNOWN));
    }

    @Test
    void theNextAddressOfAHostIsTriedWhereOneRefuses() throws IOException {
        List<InetAddress> addresses = List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
        try (HostileServer server = HostileServer.playing(answering("{}"))) {
            CallResult result =
                    anywhere(host -> addresses).call(post("http://shop.example:" + server.port() + "/", ENOUGH));
            assertThat(answer(result).status()).isEqualTo(200);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aHeaderThatCannotBeSentMeansNotSent() {
        UpstreamRequest request = new UpstreamRequest(
                "GET", "http://127.0.0.1:1/", Map.of("X-Token", "secret\r\nX-Other: 1"), null, ENOUGH);
        assertThat(client.call(request)).isEqualTo(new NotSent(CallFault.REQUEST_INVALID));
    }

    @Test
    void anInterruptedThreadSendsNothing() throws Exception {
        try (HostileServer server = HostileServer.playing(answering("{}"))) {
            CompletableFuture<CallResult> result = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                Thread.currentThread().interrupt();
                result.complete(client.call(post(server, ENOUGH)));
            });
            assertThat(result.get(5, TimeUnit.SECONDS)).isEqualTo(new NotSent(CallFault.INTERRUPTED));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void plainHttpLeavesOnlyForLoopbackAddresses() {
        assertThat(client.call(post("http://shop.example/", ENOUGH))).isEqualTo(new NotSent(CallFault.ADDRESS_REFUSED));
    }

    private static UpstreamClient anywhere(Dns dns) {
        return new UpstreamClient(new OkHttpClient.Builder(), dns, url -> Optional.empty());
    }
}
