package dev.ordersync.http;

import static dev.ordersync.http.HostileServer.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.http.CallResult.Answer;
import dev.ordersync.http.CallResult.NotSent;
import dev.ordersync.http.CallResult.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class TlsTest {
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .addSubjectAlternativeName("shop.example")
            .build();
    private final HandshakeCertificates serverSide =
            new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    private final HandshakeCertificates clientSide = new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    private final UpstreamClient trusting = client(
            new OkHttpClient.Builder().sslSocketFactory(clientSide.sslSocketFactory(), clientSide.trustManager()));

    @Test
    void anUntrustedCertificateMeansNotSent() throws IOException {
        try (HostileServer server = HostileServer.playing(tls(), answering("{}"))) {
            UpstreamClient stranger = client(new OkHttpClient.Builder());
            assertThat(stranger.call(post("shop.example", server, ENOUGH)))
                    .isEqualTo(new NotSent(CallFault.TLS_FAILED));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherHostMeansNotSent() throws IOException {
        try (HostileServer server = HostileServer.playing(tls(), answering("{}"))) {
            assertThat(trusting.call(post("other.example", server, ENOUGH)))
                    .isEqualTo(new NotSent(CallFault.TLS_FAILED));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aHandshakeThatNeverEndsMeansNotSent() {
        try (HostileServer server = HostileServer.playing(HostileServer.Connection::stall)) {
            assertThat(trusting.call(post("shop.example", server, Duration.ofMillis(300))))
                    .isEqualTo(new NotSent(CallFault.TIMEOUT));
        }
    }

    @Test
    void aServerWithoutTlsMeansNotSent() {
        try (HostileServer server =
                HostileServer.playing(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(trusting.call(post("shop.example", server, ENOUGH)))
                    .isEqualTo(new NotSent(CallFault.TLS_FAILED));
        }
    }

    @Test
    void connectionsAreUsedAgainUntilTheServerClosesThem() throws Exception {
        CountDownLatch close = new CountDownLatch(1);
        CountDownLatch isClosed = new CountDownLatch(1);
        try (HostileServer server = HostileServer.playing(tls(), connection -> {
            for (int i = 0; i < 2; i++) {
                connection.readRequest();
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            }
            close.await();
            connection.close();
            isClosed.countDown();
        })) {
            UpstreamRequest post = post("shop.example", server, ENOUGH);
            assertThat(trusting.call(post)).isInstanceOf(Answer.class);
            assertThat(trusting.call(post)).isInstanceOf(Answer.class);
            assertThat(server.connections()).isEqualTo(1);
            close.countDown();
            isClosed.await();
            assertThat(trusting.call(post)).isInstanceOf(Answer.class);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aCutWithinTheAnswerIsUnknown() throws IOException {
        try (HostileServer server =
                HostileServer.playing(tls(), HostileServer.writing("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"))) {
            assertThat(trusting.call(post("shop.example", server, ENOUGH)))
                    .isEqualTo(new Unknown(CallFault.ANSWER_INCOMPLETE));
            assertThat(server.requests()).hasSize(1);
        }
    }

    private ServerSocket tls() throws IOException {
        return serverSide.sslContext().getServerSocketFactory().createServerSocket();
    }

    private static UpstreamClient client(OkHttpClient.Builder base) {
        return new UpstreamClient(base, host -> List.of(InetAddress.getByName("127.0.0.1")), url -> Optional.empty());
    }

    private static UpstreamRequest post(String host, HostileServer server, Duration timeout) {
        return new UpstreamRequest(
                "POST", "https://" + host + ":" + server.port() + "/", Map.of(), new byte[] {1, 2, 3}, timeout);
    }
}
