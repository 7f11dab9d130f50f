package dev.ordersync.local.backend;

import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.ledger.LedgerInterceptor;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes the SDK clients for the local servers: the production client and HTTP implementation, with
 * the address changed, made-up credentials, and every call counted.
 */
public final class AwsClients {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";

    private final LedgerInterceptor interceptor;

    public AwsClients(Ledger ledger) {
        this.interceptor = new LedgerInterceptor(ledger);
    }

    public DynamoDbClient dynamoDb(URI endpoint) {
        return configure(DynamoDbClient.builder(), endpoint).build();
    }

    public SqsClient sqs(URI endpoint) {
        return configure(SqsClient.builder(), endpoint).build();
    }

    public SchedulerClient scheduler(URI endpoint) {
        return configure(SchedulerClient.builder(), endpoint).build();
    }

    public EventBridgeClient events(URI endpoint) {
        return configure(EventBridgeClient.builder(), endpoint).build();
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(REGION))
                // DynamoDB Local wants an alphanumeric access key.
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.addExecutionInterceptor(interceptor));
    }
}
