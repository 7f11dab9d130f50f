package dev.ordersync.http;

import static dev.ordersync.http.Calls.ENOUGH;
import static dev.ordersync.http.Calls.ORDER;
import static dev.ordersync.http.Calls.SHORT;
import static dev.ordersync.http.Calls.answer;
import static dev.ordersync.http.Calls.get;
import static dev.ordersync.http.Calls.post;
import static dev.ordersync.http.HostileServer.answering;
import static dev.ordersync.http.HostileServer.stallingAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.http.CallResult.Unknown;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class KeptConnectionsTest {
    private final UpstreamClient client = UpstreamClient.forOperatorAddresses();

    @Test
    void connectionsAreUsedAgain() {
        try (HostileServer server = HostileServer.playing(answering("{}"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(answer(client.call(post(server, ENOUGH))).status()).isEqualTo(200);
            }
            assertThat(server.requests()).hasSize(5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedIsNoticedBeforeSending() throws Exception {
        CountDownLatch close = new CountDownLatch(1);
        CountDownLatch isClosed = new CountDownLatch(1);
        try (HostileServer server = HostileServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            close.await();
            connection.close();
            isClosed.countDown();
        })) {
            assertThat(answer(client.call(get(server, ENOUGH))).status()).isEqualTo(200);
            close.countDown();
            isClosed.await();
            assertThat(answer(client.call(post(server, ENOUGH))).body())
                    .asString()
                    .isEqualTo("beyond the script");
            assertThat(server.requests()).containsExactly("GET /orders?q=1", "POST /orders?q=1 " + ORDER);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void whatAnIdleConnectionSaysUnaskedIsNoAnswer() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        CountDownLatch said = new CountDownLatch(1);
        try (HostileServer server = HostileServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            idle.await();
            connection.write("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
            said.countDown();
            connection.stall();
        })) {
            assertThat(answer(client.call(get(server, ENOUGH))).status()).isEqualTo(200);
            idle.countDown();
            said.await();
            assertThat(answer(client.call(post(server, ENOUGH))).body())
                    .asString()
                    .isEqualTo("beyond the script");
        }
    }

    @Test
    void aKeptConnectionThatIsCutUnderTheRequestIsUnknown() {
        try (HostileServer server = HostileServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            connection.readRequest();
            connection.reset();
        })) {
            assertThat(answer(client.call(get(server, ENOUGH))).status()).isEqualTo(200);
            assertThat(client.call(post(server, ENOUGH))).isEqualTo(new Unknown(CallFault.ANSWER_INCOMPLETE));
            assertThat(server.requests()).containsExactly("GET /orders?q=1", "POST /orders?q=1 " + ORDER);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCallAfterATimeoutUsesAnotherConnection() {
        try (HostileServer server =
                HostileServer.playing(stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"))) {
            assertThat(client.call(post(server, SHORT))).isEqualTo(new Unknown(CallFault.TIMEOUT));
            assertThat(answer(client.call(post(server, ENOUGH))).body())
                    .asString()
                    .isEqualTo("beyond the script");
        }
    }

    @Test
    void cookiesAreNotKept() {
        try (HostileServer server = HostileServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
            answering("").play(connection);
        })) {
            client.call(get(server, ENOUGH));
            client.call(get(server, ENOUGH));
            assertThat(server.heads()).hasSize(2).noneMatch(head -> head.contains("Cookie"));
        }
    }
}
