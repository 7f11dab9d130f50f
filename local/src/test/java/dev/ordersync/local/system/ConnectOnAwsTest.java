package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.ordersync.aws.table.TableDefinition;
import dev.ordersync.local.backend.AwsClients;
import dev.ordersync.local.backend.LocalDynamoDb;
import dev.ordersync.local.backend.LocalQueues;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.net.LoopbackServer;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.shopify.ShopifySandbox;
import dev.ordersync.local.sandbox.shopify.ShopifyStore;
import dev.ordersync.local.sandbox.tiktok.TikTokAccount;
import dev.ordersync.local.sandbox.tiktok.TikTokSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@code ./ordersync connect} as an operator runs it: a process of its own, with nothing but AWS's own environment variables. */
class ConnectOnAwsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOP = "7494049642642441621";

    @TempDir
    Path folder;

    private final List<String> contexts = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> appSecret = new AtomicReference<>();
    private final BusinessClock clock = BusinessClock.inMemory(InstantSource.system());
    private final LocalDynamoDb table = LocalDynamoDb.start(Optional.empty());
    private final LocalQueues queues = LocalQueues.start(clock);
    private final DynamoDbClient dynamo = new AwsClients(new Ledger()).dynamoDb(table.endpoint());
    private final SqsClient sqs = new AwsClients(new Ledger()).sqs(queues.endpoint());
    private final SandboxContext context = new SandboxContext(clock, InstantSource.system(), call -> {}, new Faults());
    private final TikTokSandbox tiktok = new TikTokSandbox(0, context, TikTokAccount.demo());
    private final ShopifySandbox store = new ShopifySandbox(0, context, ShopifyStore.demo());
    private LoopbackServer secrets;
    private LocalQueues.Queue tasks;

    @BeforeEach
    void start() throws IOException {
        TableDefinition.create(dynamo, "orders-of-all");
        tasks = queues.create(sqs, "tasks", Duration.ofSeconds(720));
        secrets = LoopbackServer.bind(0);
        secrets.serve(this::keep);
    }

    @AfterEach
    void stop() {
        secrets.close();
        tiktok.close();
        store.close();
        sqs.close();
        dynamo.close();
        queues.close();
        table.close();
    }

    /** KMS, which opens what it sealed in the same context only, and Secrets Manager. */
    private void keep(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String answer =
                    switch (target) {
                        case "TrentService.Encrypt" -> {
                            contexts.add(context(request));
                            assertThat(request.path("KeyId").asText()).isEqualTo("key-1");
                            yield "{\"CiphertextBlob\":\""
                                    + base64(context(request) + "|"
                                            + request.path("Plaintext").asText())
                                    + "\"}";
                        }
                        case "TrentService.Decrypt" -> {
                            String sealed = new String(
                                    Base64.getDecoder()
                                            .decode(request.path("CiphertextBlob")
                                                    .asText()),
                                    StandardCharsets.UTF_8);
                            String before = context(request) + "|";
                            assertThat(sealed).startsWith(before);
                            yield "{\"Plaintext\":\"" + sealed.substring(before.length()) + "\"}";
                        }
                        case "secretsmanager.GetSecretValue" ->
                            appSecret.get() == null
                                    ? "{\"__type\":\"ResourceNotFoundException\"}"
                                    : JSON.createObjectNode()
                                            .put("SecretString", appSecret.get())
                                            .toString();
                        case "secretsmanager.PutSecretValue" -> {
                            appSecret.set(request.path("SecretString").asText());
                            yield "{}";
                        }
                        default -> throw new IOException(target);
                    };
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.contains("__type") ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The encryption context, in one order. */
    private static String context(JsonNode request) {
        Map<String, String> context = new TreeMap<>();
        request.path("EncryptionContext")
                .properties()
                .forEach(entry -> context.put(entry.getKey(), entry.getValue().asText()));
        return context.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path configuration(String secret) throws IOException {
        return Files.writeString(folder.resolve("shops.json"), """
                {"tiktok": {"appKey": "6sandboxkey01", "appSecret": "%1$s", "apiUrl": "%2$s", "authUrl": "%2$s"},
                 "shops": [{"id": "%3$s", "merchant": "m-1", "region": "US", "connectedAt": "2026-01-01T00:00:00Z",
                            "store": {"connection": "c-1", "platform": "SHOPIFY", "url": "%4$s",
                                      "credentials": {"accessToken": "shpat_sandbox", "webhookSecret": "w"}}}]}
                """.formatted(secret, tiktok.url(), SHOP, store.url()));
    }

    @Test
    void connectsAShopFromTheConsentOnAndASecondRunChangesNothing() throws Exception {
        Path file = configuration("sandbox-app-secret");

        Run first = run("connect", "--config", file.toString(), "--tiktok-code", "TTP_sandbox-auth-code");

        assertThat(first.code()).as(first.toString()).isZero();
        assertThat(first.out()).contains("TikTok consent", "opens Demo Shop (US)", "Everything is as it must be.");
        assertThat(first.all()).doesNotContain("sandbox-app-secret", "TTP_sandbox", "shpat_sandbox");
        assertThat(appSecret.get()).isEqualTo("{\"appSecret\":\"sandbox-app-secret\"}");
        assertThat(contexts)
                .containsExactlyInAnyOrder(
                        "{connection=c-1, purpose=credentials}", "{authorisation=" + SHOP + ", purpose=token}");
        assertThat(tiktok.subscriptions(SHOP))
                .hasSize(7)
                .containsValue("https://abc.execute-api.us-east-1.amazonaws.com/webhooks/tiktok");
        Map<String, AttributeValue> stored = item("S#" + SHOP, "SHOP");
        assertThat(stored.get("cipher").s()).isEqualTo("TTP_sandboxCipher1");
        assertThat(item("A#" + SHOP, "TOKEN").get("secret").b().asUtf8String()).doesNotContain("TTP_sandbox");

        Run second = run("connect", "--config", file.toString());

        assertThat(second.code()).as(second.toString()).isZero();
        assertThat(item("S#" + SHOP, "SHOP")).isEqualTo(stored);
        assertThat(contexts).as("nothing was sealed anew").hasSize(2);
        assertThat(second.out()).doesNotContain("  made  ");
        assertThat(queues.watch().size("tasks")).as("what may wait is checked").isEqualTo(3);
    }

    @Test
    void anotherAppSecretIsReplacedOnlyWhereTheOperatorSaysSo() throws Exception {
        appSecret.set("{\"appSecret\":\"older\"}");
        Path file = configuration("sandbox-app-secret");

        Run kept = run("connect", "--config", file.toString());
        assertThat(kept.code()).isEqualTo(1);
        assertThat(kept.out()).contains("app secret", "another than the file's", "Something is missing");

        run("connect", "--config", file.toString(), "--overwrite");
        assertThat(appSecret.get()).isEqualTo("{\"appSecret\":\"sandbox-app-secret\",\"previousAppSecret\":\"older\"}");
    }

    @Test
    void aTableThatIsNotThereIsSaidInOneLine() throws Exception {
        appSecret.set("{\"appSecret\":\"sandbox-app-secret\"}");
        Run run = run(
                "connect",
                "--table-name",
                "no-such",
                "--config",
                configuration("sandbox-app-secret").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("ordersync: DynamoDb refused: ResourceNotFoundException")
                .hasLineCount(1);
    }

    private Map<String, AttributeValue> item(String pk, String sk) {
        return dynamo.getItem(get -> get.tableName("orders-of-all")
                        .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))))
                .item();
    }

    private record Run(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }

    private Run run(String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder process =
                OwnProcess.of(arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
        String kept = secrets.endpoint().toString();
        process.environment()
                .putAll(Map.ofEntries(
                        Map.entry("AWS_REGION", "us-east-1"),
                        Map.entry("AWS_ACCESS_KEY_ID", "local"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                        Map.entry("AWS_ENDPOINT_URL", kept),
                        Map.entry("AWS_ENDPOINT_URL_DYNAMODB", table.endpoint().toString()),
                        Map.entry("AWS_ENDPOINT_URL_SQS", queues.endpoint().toString()),
                        Map.entry("TableName", "orders-of-all"),
                        Map.entry("CredentialsKey", "key-1"),
                        Map.entry("TasksQueueUrl", tasks.url()),
                        Map.entry("TikTokSecret", "tiktok-secret"),
                        Map.entry("ApiUrl", "https://abc.execute-api.us-east-1.amazonaws.com")));
        Process started = process.start();
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(started.exitValue(), Files.readString(out), Files.readString(err));
    }
}
