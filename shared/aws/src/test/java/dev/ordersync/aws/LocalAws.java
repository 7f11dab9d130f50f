package dev.ordersync.aws;

import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local and ElasticMQ on loopback, each started for the first test that asks for its client. */
public final class LocalAws implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DynamoDbClient.class || type == SqsClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        ExtensionContext.Store store = context.getRoot().getStore(ExtensionContext.Namespace.create(LocalAws.class));
        return type == SqsClient.class
                ? store.getOrComputeIfAbsent("sqs", key -> Queues.start(), Queues.class)
                        .client()
                : store.getOrComputeIfAbsent("dynamo", key -> Tables.start(), Tables.class)
                        .client();
    }

    private record Tables(LocalDynamoDBRequestHandler handler, Server server, DynamoDbClient client)
            implements AutoCloseable {
        static Tables start() {
            try {
                var handler = new LocalDynamoDBRequestHandler(0, true, null, true, false);
                var server = new Server(new InetSocketAddress("127.0.0.1", 0));
                server.setHandler(new LocalDynamoDBServerHandler(handler, "*"));
                server.start();
                int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
                return new Tables(handler, server, connect(DynamoDbClient.builder(), port));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                server.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                handler.shutdown();
            }
        }
    }

    private record Queues(SQSRestServer server, SqsClient client) implements AutoCloseable {
        static Queues start() {
            SQSRestServer server = SQSRestServerBuilder.withInterface("127.0.0.1")
                    .withDynamicPort()
                    .withAWSRegion("us-east-1")
                    .withAWSAccountId("000000000000")
                    .start();
            int port = server.waitUntilStarted().localAddress().getPort();
            return new Queues(server, connect(SqsClient.builder(), port));
        }

        @Override
        public void close() {
            server.stopAndWait();
        }
    }

    private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C connect(B builder, int port) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
