package dev.ordersync.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.upstream.Transient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

class SdkClientsTest {
    /** The socket takes connections, and nobody ever answers on them. */
    @Test
    void aCallThatNobodyAnswersEndsWithItsPatience() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SqsClient sqs = SdkClients.client(
                        SqsClient.builder()
                                .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                                .region(Region.US_EAST_1)
                                .credentialsProvider(
                                        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"))),
                        Duration.ofMillis(500))) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> AwsCalls.ask(sqs::listQueues)).isInstanceOf(Transient.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
