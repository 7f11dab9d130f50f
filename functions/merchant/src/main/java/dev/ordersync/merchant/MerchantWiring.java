package dev.ordersync.merchant;

import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.SdkClients;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsCheckQueue;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.schedule.SchedulerSchedules;
import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.secrets.KmsCipher;
import dev.ordersync.aws.secrets.OperatorSecrets;
import dev.ordersync.aws.secrets.SecretCipher;
import dev.ordersync.aws.secrets.SecretsManagerReader;
import dev.ordersync.aws.table.DynamoLinks;
import dev.ordersync.aws.table.DynamoOrderTable;
import dev.ordersync.aws.table.DynamoShops;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.sync.Ports;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.stores.PlatformStores;
import dev.ordersync.tiktok.TikTokApi;
import dev.ordersync.tiktok.TikTokApp;
import dev.ordersync.tiktok.TikTokOrderClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything that the merchant function is made of. */
public final class MerchantWiring {
    /** Somebody looks at a button: with TikTok's and the store's 10 s this still answers before the gateway's 29 s end. */
    private static final Duration AWS_PATIENCE = Duration.ofSeconds(5);

    private final MerchantApi api;
    private final String merchantClaim;
    private final LogLine log;

    /** The clients of AWS, or of what stands in its place, and the one of everything upstream. */
    public record Clients(
            DynamoDbClient dynamo,
            SqsClient sqs,
            SchedulerClient scheduler,
            SecretCipher cipher,
            UpstreamClient upstreams) {}

    /** @param shops given, so that functions in one JVM share what one of them has changed */
    public MerchantWiring(
            Environment environment, Clients clients, OperatorSecrets secrets, DynamoShops shops, Clocks clocks) {
        String table = environment.get("TABLE");
        MessageCodec codec = new MessageCodec();
        UpstreamClient http = clients.upstreams();
        Vault vault = new DynamoVault(
                clients.dynamo(), table, clients.cipher(), clocks.business(), MerchantWiring::nameOfALease);
        URI apiUrl = URI.create(environment.get("TIKTOK_API_URL"));
        URI authUrl = URI.create(environment.get("TIKTOK_AUTH_URL"));
        String appKey = environment.get("TIKTOK_APP_KEY");
        TikTokApi tiktok = new TikTokApi(
                () -> new TikTokApp(appKey, secrets.tiktok().get().current(), apiUrl, authUrl),
                http,
                vault,
                clocks.wire());
        Ports ports = new Ports(
                new DynamoOrderTable(clients.dynamo(), table, clocks.business()),
                shops,
                new DynamoLinks(clients.dynamo(), table),
                new TikTokOrderClient(tiktok),
                new PlatformStores(shops, http, vault, clocks.business(), clocks.wire()),
                new SqsCheckQueue(clients.sqs(), environment.get("ORDERS_QUEUE_URL"), codec),
                new SchedulerSchedules(
                        clients.scheduler(),
                        new SchedulerSchedules.Target(
                                environment.get("SCHEDULE_GROUP"),
                                environment.get("ORDERS_QUEUE_ARN"),
                                environment.get("SCHEDULE_ROLE_ARN"),
                                environment.get("SCHEDULE_DLQ_ARN")),
                        codec),
                events -> {},
                clocks.business());
        this.api = new MerchantApi(
                ports,
                new SqsTaskQueue(clients.sqs(), environment.get("TASKS_QUEUE_URL"), codec),
                new Judge(new Catalogue(clocks.business())),
                new AddressHash(secrets.addressKey()));
        this.merchantClaim = environment.get("MERCHANT_CLAIM");
        this.log = LogLine.toStdout("merchant", clocks.business());
    }

    /** As the deployment has set it up. */
    static MerchantWiring ofEnvironment() {
        Environment environment = Environment.ofProcess();
        Clocks clocks = new Clocks(InstantSource.system(), InstantSource.system());
        Clients clients = new Clients(
                SdkClients.client(DynamoDbClient.builder(), AWS_PATIENCE),
                SdkClients.client(SqsClient.builder(), AWS_PATIENCE),
                SdkClients.client(SchedulerClient.builder(), AWS_PATIENCE),
                new KmsCipher(
                        SdkClients.client(KmsClient.builder(), AWS_PATIENCE), environment.get("CREDENTIALS_KEY_ID")),
                UpstreamClient.forOperatorAddresses());
        SecretsManagerReader reader = new SecretsManagerReader(
                SdkClients.client(SecretsManagerClient.builder(), AWS_PATIENCE), clocks.business());
        String app = environment.get("TIKTOK_SECRET_ID");
        String addressKey = environment.get("ADDRESS_KEY_SECRET_ID");
        return new MerchantWiring(
                environment,
                clients,
                new OperatorSecrets(() -> reader.app(app), () -> reader.bytes(addressKey)),
                new DynamoShops(clients.dynamo(), environment.get("TABLE"), clocks.business()),
                clocks);
    }

    MerchantApi api() {
        return api;
    }

    String merchantClaim() {
        return merchantClaim;
    }

    LogLine log() {
        return log;
    }

    private static String nameOfALease() {
        return UUID.randomUUID().toString();
    }
}
