package dev.ordersync.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.aws.table.DynamoOrderTable;
import dev.ordersync.aws.table.DynamoSweepStates;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.shop.SweepState;
import dev.ordersync.local.demo.DemoClient;
import dev.ordersync.local.demo.DemoShops;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.shopify.ShopifySandbox;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import dev.ordersync.local.sandbox.tiktok.TikTokSandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The whole system with the sandbox's one shop, on a machine whose time stands still: only {@link #advance} moves it, so that
 * batches are gathered as the test says and not as the machine is quick.
 */
final class RunningSystem implements AutoCloseable {
    static final String SHOP = DemoShops.SHOP.value();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LocalRuntime runtime;
    private final DemoClient client;

    private RunningSystem(InstantSource machine) throws Exception {
        Instant start = machine.instant();
        this.runtime = LocalRuntime.start(
                new LocalRuntime.Options(
                        0,
                        Optional.empty(),
                        0,
                        machine,
                        new PrintStream(log, true, StandardCharsets.UTF_8),
                        progress -> {}),
                DemoShops.shop(),
                sandbox -> DemoShops.shopConfiguration(sandbox, start.minus(Duration.ofDays(30))));
        this.client = new DemoClient(runtime.endpoint(), "m-1", new ContractObserver());
        // On a busy machine the very first webhook could take longer than TikTok waits.
        client.webhook(new byte[0], "none");
    }

    static RunningSystem start() throws Exception {
        return new RunningSystem(Clock.fixed(begin(), ZoneOffset.UTC));
    }

    /** On a machine whose time runs: what an upstream allows in a minute comes back only there. */
    static RunningSystem startWhereTimeRuns() throws Exception {
        return new RunningSystem(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), begin())));
    }

    /** On a machine whose time runs, and can be moved too. */
    static RunningSystem startOn(ShakyMachine machine) throws Exception {
        machine.move(Duration.between(machine.instant(), begin()));
        return new RunningSystem(machine);
    }

    /** Ahead of the real time, by which ElasticMQ dates messages. */
    private static Instant begin() {
        return Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);
    }

    TikTokSandbox tiktok() {
        return runtime.sandbox().orElseThrow().tiktok();
    }

    ShopifySandbox shopify() {
        return runtime.sandbox().orElseThrow().stores().getFirst();
    }

    Faults faults() {
        return runtime.sandbox().orElseThrow().faults();
    }

    DemoClient client() {
        return client;
    }

    Ledger ledger() {
        return runtime.ledger();
    }

    Instant now() {
        return runtime.clock().instant();
    }

    /** The rows themselves. */
    OrderTable table() {
        return table(dynamoDb());
    }

    /** The rows, reached by this client. */
    OrderTable table(DynamoDbClient dynamo) {
        return new DynamoOrderTable(dynamo, "ordersync", runtime.clock());
    }

    DynamoDbClient dynamoDb() {
        return runtime.backend().dynamoDb();
    }

    /** The details of the events of this type that came to the bus. */
    List<JsonNode> told(String type) {
        List<JsonNode> details = new ArrayList<>();
        for (JsonNode event : client.get("/local/events").body().path("events")) {
            if (event.path("detail-type").asText().equals(type)) {
                details.add(event.path("detail"));
            }
        }
        return details;
    }

    /** What the functions logged so far. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    void advance(Duration by) {
        client.advance(by);
    }

    /** Lets everything that was sent be handled: past the batch's window, and no further. */
    void settle() {
        client.advance(Duration.ofSeconds(1));
    }

    /** An order that is past its hour, of one unit. */
    SandboxOrder payable(String sku) {
        return SandboxOrder.of(sku, 1).createdAt(now().minus(Duration.ofHours(2)));
    }

    JsonNode order(String id) {
        return client.order(DemoShops.SHOP, id);
    }

    List<JsonNode> trail(String id) {
        List<JsonNode> checks = new ArrayList<>();
        client.get("/api/shops/" + SHOP + "/orders/" + id + "/trail?limit=100")
                .body()
                .path("checks")
                .forEach(checks::add);
        return checks;
    }

    /** How far the shop is swept. */
    SweepState swept() {
        return new DynamoSweepStates(runtime.backend().dynamoDb(), "ordersync").of(DemoShops.SHOP);
    }

    void fault(String upstream, String match, int times, String kind) {
        ObjectNode fault = JsonNodeFactory.instance.objectNode();
        fault.put("upstream", upstream).put("match", match).put("times", times).put("do", kind);
        DemoClient.Answer answer = client.sandbox(tiktok().url(), "/sandbox/faults", fault.toString());
        if (answer.status() != 204) {
            throw new IllegalArgumentException(answer.toString());
        }
    }

    /** The ids of the store orders that came from this TikTok order. */
    List<String> inStore(String order) {
        List<String> ids = new ArrayList<>();
        for (JsonNode one : shopify().orders()) {
            if (one.path("sourceIdentifier").asText().equals(order)) {
                ids.add(one.path("id").asText());
            }
        }
        return ids;
    }

    void send(String queue, String body) {
        SqsClient sqs = runtime.backend().sqs();
        sqs.sendMessage(r -> r.queueUrl(url(queue)).messageBody(body).messageGroupId(SHOP));
    }

    /** How many messages a queue holds, visible or not. */
    int size(String queue) {
        return runtime.backend().queues().watch().size(queue);
    }

    List<Message> receive(String queue) {
        return runtime.backend()
                .sqs()
                .receiveMessage(
                        r -> r.queueUrl(url(queue)).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    private String url(String queue) {
        return runtime.backend().sqs().getQueueUrl(r -> r.queueName(queue)).queueUrl();
    }

    @Override
    public void close() {
        client.close();
        runtime.close();
    }
}
