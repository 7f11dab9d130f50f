package dev.ordersync.local.connect;

import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.SdkClients;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.secrets.KmsCipher;
import dev.ordersync.aws.table.Directory.Existing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A deployed stack, reached with the operator's own credentials as every tool of AWS's finds them. */
public final class AwsDeployment implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DynamoDbClient dynamo = SdkClients.client(DynamoDbClient.builder(), PATIENCE);
    private final SqsClient sqs = SdkClients.client(SqsClient.builder(), PATIENCE);
    private final KmsClient kms = SdkClients.client(KmsClient.builder(), PATIENCE);
    private final SecretsManagerClient secrets = SdkClients.client(SecretsManagerClient.builder(), PATIENCE);
    private final InstantSource clock = InstantSource.system();
    private final Names names;

    /** What the stack made, by the names of template.yaml's outputs. */
    public record Names(String tableName, String credentialsKey, String tasksQueueUrl, String tikTokSecret) {}

    /** @throws software.amazon.awssdk.core.exception.SdkException where there is no region */
    public AwsDeployment(Names names) {
        this.names = names;
    }

    public Target target() {
        return new Target(
                dynamo,
                names.tableName(),
                new KmsCipher(kms, names.credentialsKey()),
                new SqsTaskQueue(sqs, names.tasksQueueUrl(), new MessageCodec()),
                new Clocks(clock, clock),
                () -> UUID.randomUUID().toString());
    }

    /** Brings in what the functions read from Secrets Manager. */
    public Finding appSecret(String secret, Existing existing) {
        return new AppSecret(secrets, names.tikTokSecret(), clock).bringIn(secret, existing);
    }

    @Override
    public void close() {
        dynamo.close();
        sqs.close();
        kms.close();
        secrets.close();
    }
}
