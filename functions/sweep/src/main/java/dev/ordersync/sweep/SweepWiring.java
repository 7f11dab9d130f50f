package dev.ordersync.sweep;

import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.SdkClients;
import dev.ordersync.aws.lambda.BatchLoop;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.lambda.MessageReturns;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsCheckQueue;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.schedule.SchedulerSchedules;
import dev.ordersync.aws.schedule.SchedulerTaskSchedules;
import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.secrets.KmsCipher;
import dev.ordersync.aws.secrets.OperatorSecrets;
import dev.ordersync.aws.secrets.SecretCipher;
import dev.ordersync.aws.secrets.SecretsManagerReader;
import dev.ordersync.aws.table.DynamoOrderTable;
import dev.ordersync.aws.table.DynamoShops;
import dev.ordersync.aws.table.DynamoSweepStates;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
import dev.ordersync.domain.sync.FindMissedOrders;
import dev.ordersync.domain.sync.ReleaseOrders;
import dev.ordersync.domain.sync.SweepShop;
import dev.ordersync.domain.sync.SyncAllOrders;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.tiktok.TikTokApi;
import dev.ordersync.tiktok.TikTokApp;
import dev.ordersync.tiktok.TikTokShopClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything that the function of the tasks is made of. */
public final class SweepWiring {
    /** A fraction of the function's 120 s: one call that hangs must not cost the shop its sweep. */
    private static final Duration AWS_PATIENCE = Duration.ofSeconds(15);

    private final BatchLoop<Task> loop;

    /** The clients of AWS, or of what stands in its place, and the one of everything upstream. */
    public record Clients(
            DynamoDbClient dynamo,
            SqsClient sqs,
            SchedulerClient scheduler,
            SecretCipher cipher,
            UpstreamClient upstreams) {}

    /** @param shops given, so that functions in one JVM share what one of them has changed */
    public SweepWiring(Environment environment, Clients clients, OperatorSecrets secrets, Shops shops, Clocks clocks) {
        String table = environment.get("TABLE");
        MessageCodec codec = new MessageCodec();
        URI api = URI.create(environment.get("TIKTOK_API_URL"));
        URI auth = URI.create(environment.get("TIKTOK_AUTH_URL"));
        String appKey = environment.get("TIKTOK_APP_KEY");
        TikTokApi tiktok = new TikTokApi(
                () -> new TikTokApp(appKey, secrets.tiktok().get().current(), api, auth),
                clients.upstreams(),
                new DynamoVault(
                        clients.dynamo(), table, clients.cipher(), clocks.business(), SweepWiring::nameOfALease),
                clocks.wire());
        OrderTable orders = new DynamoOrderTable(clients.dynamo(), table, clocks.business());
        CheckQueue checks = new SqsCheckQueue(clients.sqs(), environment.get("ORDERS_QUEUE_URL"), codec);
        FindMissedOrders missed = new FindMissedOrders(
                shops,
                new DynamoSweepStates(clients.dynamo(), table),
                orders,
                new TikTokShopClient(tiktok),
                checks,
                clocks.business());
        TaskQueue tasks = new SqsTaskQueue(clients.sqs(), environment.get("TASKS_QUEUE_URL"), codec);
        TaskSchedules schedules = new SchedulerTaskSchedules(
                clients.scheduler(),
                new SchedulerSchedules.Target(
                        environment.get("SCHEDULE_GROUP"),
                        environment.get("TASKS_QUEUE_ARN"),
                        environment.get("SCHEDULE_ROLE_ARN"),
                        environment.get("SCHEDULE_DLQ_ARN")),
                codec);
        Tasks handler = new Tasks(
                new SweepShop(shops, orders, checks, clocks.business()),
                missed,
                new ReleaseOrders(orders, checks, tasks, schedules, clocks.business()),
                new SyncAllOrders(orders, checks, tasks, schedules, clocks.business()),
                shops);
        this.loop = new BatchLoop<>(
                new MessageReturns(clients.sqs(), environment.get("TASKS_QUEUE_URL"), environment.get("TASKS_DLQ_URL")),
                codec::readTask,
                handler::handle,
                Tasks::describe,
                LogLine.toStdout("task", clocks.business()));
    }

    /** As the deployment has set it up. */
    static SweepWiring ofEnvironment() {
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
        return new SweepWiring(
                environment,
                clients,
                new OperatorSecrets(() -> reader.app(app), () -> {
                    throw new IllegalStateException("a sweep hashes no address");
                }),
                new DynamoShops(clients.dynamo(), environment.get("TABLE"), clocks.business()),
                clocks);
    }

    BatchLoop<Task> loop() {
        return loop;
    }

    private static String nameOfALease() {
        return UUID.randomUUID().toString();
    }
}
