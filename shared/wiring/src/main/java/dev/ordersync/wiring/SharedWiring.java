package dev.ordersync.wiring;

import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.SdkClients;
import dev.ordersync.aws.bus.EventBridgeBus;
import dev.ordersync.aws.lambda.MessageReturns;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsCheckQueue;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.schedule.SchedulerSchedules;
import dev.ordersync.aws.schedule.SchedulerTaskSchedules;
import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.secrets.KmsCipher;
import dev.ordersync.aws.secrets.OperatorSecrets;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import dev.ordersync.aws.secrets.SecretCipher;
import dev.ordersync.aws.secrets.SecretsManagerReader;
import dev.ordersync.aws.table.DynamoLinks;
import dev.ordersync.aws.table.DynamoOrderTable;
import dev.ordersync.aws.table.DynamoShops;
import dev.ordersync.aws.table.DynamoSweepStates;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Schedules;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Stores;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.port.TaskSchedules;
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
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What a function that reads TikTok and the table is made of, up to its own use cases. In AWS each function has one; in one
 * JVM they share one, so that what one of them has changed the others see at once.
 *
 * <p>What has a memory is made once, here. What only speaks to a queue is made when it is asked for, so that a function needs
 * the settings of those queues alone that it uses; a missing setting ends the start of a function.
 */
public final class SharedWiring {
    private final Environment environment;
    private final Clients clients;
    private final Clocks clocks;
    private final MessageCodec codec = new MessageCodec();
    private final String table;
    private final DynamoOrderTable orders;
    private final DynamoShops shops;
    private final DynamoLinks links;
    private final TikTokApi tiktok;
    private final PlatformStores stores;
    private final Judge judge;
    private final Supplier<AddressHash> addresses;

    /** The clients of AWS, or of what stands in its place, and the one of everything upstream. */
    public record Clients(
            DynamoDbClient dynamo,
            SqsClient sqs,
            SchedulerClient scheduler,
            EventBridgeClient events,
            SecretCipher cipher,
            UpstreamClient upstreams) {}

    public SharedWiring(Environment environment, Clients clients, OperatorSecrets secrets, Clocks clocks) {
        this(environment, clients, secrets.tiktok(), () -> new AddressHash(secrets.addressKey()), clocks);
    }

    private SharedWiring(
            Environment environment,
            Clients clients,
            Supplier<AppSecret> app,
            Supplier<AddressHash> addresses,
            Clocks clocks) {
        this.environment = environment;
        this.clients = clients;
        this.clocks = clocks;
        this.table = environment.get("TABLE");
        InstantSource business = clocks.business();
        this.orders = new DynamoOrderTable(clients.dynamo(), table, business);
        this.shops = new DynamoShops(clients.dynamo(), table, business);
        this.links = new DynamoLinks(clients.dynamo(), table);
        Vault vault = new DynamoVault(clients.dynamo(), table, clients.cipher(), business, SharedWiring::nameOfALease);
        String appKey = environment.get("TIKTOK_APP_KEY");
        URI api = URI.create(environment.get("TIKTOK_API_URL"));
        URI auth = URI.create(environment.get("TIKTOK_AUTH_URL"));
        this.tiktok = new TikTokApi(
                () -> new TikTokApp(appKey, app.get().current(), api, auth), clients.upstreams(), vault, clocks.wire());
        this.stores = new PlatformStores(shops, clients.upstreams(), vault, business, clocks.wire());
        this.judge = new Judge(new Catalogue(business));
        this.addresses = addresses;
    }

    /**
     * As the deployment has set it up.
     *
     * @param awsPatience for a call of AWS with all its repetitions
     */
    public static SharedWiring inAws(Environment environment, Duration awsPatience) {
        Clocks clocks = new Clocks(InstantSource.system(), InstantSource.system());
        Clients clients = new Clients(
                SdkClients.client(DynamoDbClient.builder(), awsPatience),
                SdkClients.client(SqsClient.builder(), awsPatience),
                SdkClients.client(SchedulerClient.builder(), awsPatience),
                SdkClients.client(EventBridgeClient.builder(), awsPatience),
                new KmsCipher(
                        SdkClients.client(KmsClient.builder(), awsPatience), environment.get("CREDENTIALS_KEY_ID")),
                UpstreamClient.forOperatorAddresses());
        SecretsManagerReader reader = new SecretsManagerReader(
                SdkClients.client(SecretsManagerClient.builder(), awsPatience), clocks.business());
        String app = environment.get("TIKTOK_SECRET_ID");
        return new SharedWiring(
                environment, clients, () -> reader.app(app), () -> addresses(environment, reader), clocks);
    }

    private static AddressHash addresses(Environment environment, SecretsManagerReader reader) {
        String key = environment.get("ADDRESS_KEY_SECRET_ID");
        return new AddressHash(() -> reader.bytes(key));
    }

    /** All that the use cases touch that check an order. */
    public Ports ports() {
        return new Ports(
                orders,
                shops,
                links,
                new TikTokOrderClient(tiktok),
                stores,
                checks(),
                schedules(),
                bus(),
                clocks.business());
    }

    public Environment environment() {
        return environment;
    }

    public Clients clients() {
        return clients;
    }

    public Clocks clocks() {
        return clocks;
    }

    public MessageCodec codec() {
        return codec;
    }

    /** The name of the table. */
    public String table() {
        return table;
    }

    public OrderTable orders() {
        return orders;
    }

    public Shops shops() {
        return shops;
    }

    public TikTokApi tiktok() {
        return tiktok;
    }

    public Stores stores() {
        return stores;
    }

    /** The seven stages. */
    public Judge judge() {
        return judge;
    }

    /** Recognises an address. */
    public AddressHash addresses() {
        return addresses.get();
    }

    /** Into the queue of orders. */
    public CheckQueue checks() {
        return new SqsCheckQueue(clients.sqs(), environment.get("ORDERS_QUEUE_URL"), codec);
    }

    /** Into the queue of tasks. */
    public TaskQueue tasks() {
        return new SqsTaskQueue(clients.sqs(), environment.get("TASKS_QUEUE_URL"), codec);
    }

    /** A check at its time, into the queue of orders. */
    public Schedules schedules() {
        return new SchedulerSchedules(clients.scheduler(), into("ORDERS_QUEUE_ARN"), codec);
    }

    /** A task at its time, into the queue of tasks. */
    public TaskSchedules taskSchedules() {
        return new SchedulerTaskSchedules(clients.scheduler(), into("TASKS_QUEUE_ARN"), codec);
    }

    /** Where alerts go. */
    public Bus bus() {
        return new EventBridgeBus(clients.events(), environment.get("EVENT_BUS"));
    }

    /** How far each shop is swept, and what its merchant was told. */
    public SweepStates sweepStates() {
        return new DynamoSweepStates(clients.dynamo(), table);
    }

    /** Gives back what is not done, and puts aside what nobody can read. */
    public MessageReturns returnsOfOrders() {
        return returns("ORDERS_QUEUE_URL", "ORDERS_DLQ_URL");
    }

    /** As {@link #returnsOfOrders}, for tasks. */
    public MessageReturns returnsOfTasks() {
        return returns("TASKS_QUEUE_URL", "TASKS_DLQ_URL");
    }

    private MessageReturns returns(String queue, String deadLetters) {
        return new MessageReturns(clients.sqs(), environment.get(queue), environment.get(deadLetters));
    }

    private SchedulerSchedules.Target into(String queue) {
        return new SchedulerSchedules.Target(
                environment.get("SCHEDULE_GROUP"),
                environment.get(queue),
                environment.get("SCHEDULE_ROLE_ARN"),
                environment.get("SCHEDULE_DLQ_ARN"));
    }

    private static String nameOfALease() {
        return UUID.randomUUID().toString();
    }
}
