package dev.ordersync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.aws.table.TableDefinition;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.sync.Received;
import dev.ordersync.local.backend.LocalQueues;
import dev.ordersync.local.connect.AwsDeployment;
import dev.ordersync.local.lambda.QueuePoller;
import dev.ordersync.local.runtime.AsDeployed;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** What no linter sees in template.yaml, and what must agree between it and the code. */
class TemplateTest {

    private final Template template = Template.read();

    @Test
    void everyHandlerExists() throws ReflectiveOperationException {
        for (JsonNode function : template.functions().values()) {
            String[] handler = function.get("Handler").asText().split("::");
            Class<?> type = Class.forName(handler[0]);
            assertThat(RequestHandler.class).isAssignableFrom(type);
            assertThat(handler[1]).isEqualTo("handleRequest");
            assertThat(type.getConstructor()).isNotNull();
        }
    }

    @Test
    void everyFunctionIsPackagedFromItsModuleAndWakesFromASnapshot() {
        template.functions().forEach((name, function) -> {
            String module = function.get("Handler").asText().split("\\.")[2];
            assertThat(function.get("CodeUri").asText()).isEqualTo("functions/" + module + "/target/lambda");
            assertThat(template.tree()
                            .at("/Resources/" + name + "/Metadata/SkipBuild")
                            .asBoolean())
                    .isTrue();
            assertThat(function.get("Runtime").asText()).isEqualTo("java25");
            assertThat(function.get("Architectures")).hasToString("[\"arm64\"]");
            assertThat(function.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
            assertThat(function.get("AutoPublishAlias").asText()).isEqualTo("live");
        });
    }

    @Test
    void everyQueueHasADeadLetterQueueGivenByItsArn() {
        Map<String, JsonNode> queues = template.all("AWS::SQS::Queue");
        queues.forEach((name, queue) -> {
            if (name.endsWith("DeadLetterQueue")) {
                return;
            }
            String target = queue.at("/RedrivePolicy/deadLetterTargetArn").asText();
            assertThat(target).as(name).endsWith("DeadLetterQueue.Arn");
            assertThat(queues).containsKey(target.replace(".Arn", ""));
            int most = queue.at("/RedrivePolicy/maxReceiveCount").asInt();
            assertThat(most).isEqualTo(LocalQueues.MAX_RECEIVES);
            assertThat(isLast(most)).as("the last delivery leaves a row").isTrue();
            assertThat(isLast(most - 1)).isFalse();
        });
    }

    /** The domain's own business; what it must agree with stands in the template. */
    private static boolean isLast(int receives) {
        try {
            Method isLast = Received.class.getDeclaredMethod("isLast");
            isLast.setAccessible(true);
            Check check = Check.of(new ShopId("1"), new OrderId("1"), Cause.WEBHOOK, "tiktok");
            return (boolean) isLast.invoke(new Received(new MessageId("m"), receives, Instant.EPOCH, check));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLocalRuntimeRunsByTheNumbersOfTheTemplate() {
        assertThat(timeout("CheckFunction")).isEqualTo(AsDeployed.CHECK_TIMEOUT);
        assertThat(timeout("TaskFunction")).isEqualTo(AsDeployed.TASK_TIMEOUT);
        assertThat(timeout("TimerFunction")).isEqualTo(AsDeployed.TIMER_TIMEOUT);
        assertThat(timeout("MerchantFunction")).isEqualTo(AsDeployed.MERCHANT_TIMEOUT);
        assertThat(timeout("WebhookFunction")).isEqualTo(AsDeployed.WEBHOOK_TIMEOUT);
        for (String queue : List.of("OrdersQueue", "TasksQueue")) {
            assertThat(template.properties(queue).get("VisibilityTimeout").asLong())
                    .isEqualTo(AsDeployed.VISIBILITY.toSeconds());
        }
        for (String function : List.of("CheckFunction", "TaskFunction")) {
            for (JsonNode event : template.functions().get(function).get("Events")) {
                JsonNode source = event.get("Properties");
                assertThat(new QueuePoller.Mapping(
                                source.get("BatchSize").asInt(),
                                Duration.ofSeconds(source.get("MaximumBatchingWindowInSeconds")
                                        .asLong()),
                                template.parameter("MaximumConcurrency")
                                        .get("Default")
                                        .asInt()))
                        .isEqualTo(AsDeployed.MAPPING);
            }
        }
        assertThat(template.all("AWS::Scheduler::Schedule").values())
                .extracting(schedule -> schedule.get("ScheduleExpression").asText())
                .containsExactly("rate(" + AsDeployed.SWEEP_EVERY.toMinutes() + " minutes)");
    }

    private Duration timeout(String function) {
        return Duration.ofSeconds(
                template.functions().get(function).get("Timeout").asLong());
    }

    @Test
    void aMessageIsHiddenSixTimesAsLongAsItsFunctionMayRunAndComesBackAlone() {
        int sources = 0;
        for (JsonNode function : template.functions().values()) {
            for (JsonNode event : function.path("Events")) {
                JsonNode source = event.get("Properties");
                assertThat(source.get("Queue").asText()).endsWith(".Arn");
                JsonNode queue =
                        template.properties(source.get("Queue").asText().replace(".Arn", ""));
                assertThat(queue.get("VisibilityTimeout").asInt())
                        .isGreaterThanOrEqualTo(6 * function.get("Timeout").asInt());
                assertThat(source.get("FunctionResponseTypes")).hasToString("[\"ReportBatchItemFailures\"]");
                assertThat(source.get("BatchSize").asInt()).isEqualTo(10);
                assertThat(source.get("MaximumBatchingWindowInSeconds").asInt()).isEqualTo(1);
                assertThat(source.at("/ScalingConfig/MaximumConcurrency").asText())
                        .isEqualTo("MaximumConcurrency");
                sources++;
            }
        }
        assertThat(sources).isEqualTo(2);
        assertThat(template.parameter("MaximumConcurrency").get("MinValue").asInt())
                .isEqualTo(10);
    }

    /** After a claim nobody acts under it: the call ends first, then the function, then the claim. */
    @Test
    void aCallEndsBeforeItsFunctionAndAFunctionBeforeItsClaim() {
        int timeout = template.functions().get("CheckFunction").get("Timeout").asInt();
        assertThat(Claim.LIFE.toSeconds()).isGreaterThan(timeout);
        for (Platform platform : Platform.values()) {
            assertThat((long) timeout).isGreaterThan(platform.callTimeout().toSeconds());
        }
    }

    @Test
    void noRoleMayDoEverythingOrTouchEverything() {
        List<JsonNode> statements = new ArrayList<>();
        template.all("AWS::IAM::Role").values().forEach(role -> role.path("Policies")
                .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add)));
        assertThat(statements).hasSizeGreaterThan(20);
        for (JsonNode statement : statements) {
            texts(statement.get("Action")).forEach(action -> assertThat(action).doesNotContain("*"));
            // A suffix is a star after a name: of a schedule group, a table's index, a log group.
            texts(statement.get("Resource")).forEach(resource -> assertThat(resource)
                    .matches("[^*]*[A-Za-z}][^*]*|[^*]*(\\$\\{LookAgain\\}|\\$\\{Table\\.Arn\\}/index)/\\*"));
        }
        template.functions().values().forEach(function -> {
            assertThat(function.has("Policies")).isFalse();
            assertThat(template.all("AWS::IAM::Role"))
                    .containsKey(function.get("Role").asText().replace(".Arn", ""));
        });
    }

    /** A change that frees many orders is handed on as a task, and its walk over them hands itself on. */
    @Test
    void changesAreReleasedByTasksThatMaySendThemselvesOn() {
        assertThat(mayTouch("MerchantRole", "sqs:SendMessage")).contains("OrdersQueue.Arn", "TasksQueue.Arn");
        assertThat(mayTouch("TaskRole", "sqs:SendMessage")).contains("OrdersQueue.Arn", "TasksQueue.Arn");
        assertThat(mayTouch("TaskRole", "iam:PassRole")).containsExactly("SchedulerRole.Arn");
        assertThat(mayTouch("TaskRole", "scheduler:CreateSchedule")).hasSize(1);
        assertThat(mayTouch("SchedulerRole", "sqs:SendMessage")).contains("TasksQueue.Arn");
    }

    private List<String> mayTouch(String role, String action) {
        List<String> resources = new ArrayList<>();
        template.properties(role).path("Policies").forEach(policy -> policy.at("/PolicyDocument/Statement")
                .forEach(statement -> {
                    if (texts(statement.get("Action")).contains(action)) {
                        resources.addAll(texts(statement.get("Resource")));
                    }
                }));
        return resources;
    }

    /** What only says that things go well wakes nobody, and a type that comes later does. */
    @Test
    void whatCallsForAPersonGoesToTheTopicAndNothingElse() {
        JsonNode rule = template.properties("AlertRule");
        assertThat(rule.get("EventBusName").asText()).isEqualTo("EventBus");
        assertThat(texts(rule.at("/EventPattern/source"))).containsExactly("ordersync");
        assertThat(texts(rule.at("/EventPattern/detail-type/0/anything-but")))
                .containsExactly(Bus.Type.ORDER_SYNCED.word(), "TrackingPosted");
        assertThat(rule.at("/Targets/0/Arn").asText()).isEqualTo("AlertTopic");
        assertThat(rule.at("/Targets/0/DeadLetterConfig/Arn").asText()).isEqualTo("AlertsDeadLetterQueue.Arn");
        assertThat(template.parameter("AlertEmail").get("Default").asText()).isEmpty();
        assertThat(template.tree().at("/Resources/AlertSubscription/Condition").asText())
                .isEqualTo("HasAlertEmail");
        for (String policy : List.of("AlertTopicPolicy", "AlertsDeadLetterPolicy")) {
            JsonNode statements = template.properties(policy).at("/PolicyDocument/Statement");
            assertThat(statements).hasSize(1);
            assertThat(statements.get(0).at("/Principal/Service").asText()).isEqualTo("events.amazonaws.com");
            assertThat(statements
                            .get(0)
                            .at("/Condition/ArnEquals/aws:SourceArn")
                            .asText())
                    .isEqualTo("AlertRule.Arn");
        }
    }

    @Test
    void whoWritesRowsMayTellOnOneBusAlone() {
        for (String role : List.of("CheckRole", "MerchantRole", "TaskRole")) {
            assertThat(mayTouch(role, "events:PutEvents")).as(role).containsExactly("EventBus.Arn");
        }
        for (String role : List.of("WebhookRole", "TimerRole")) {
            assertThat(mayTouch(role, "events:PutEvents")).as(role).isEmpty();
        }
    }

    @Test
    void everyRoleBelongsToOneFunctionAlone() {
        assertThat(template.functions().values().stream()
                        .map(function -> function.get("Role").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everythingThatInvokesAFunctionNamesItsAlias() {
        Stream.of("AWS::Lambda::Permission/FunctionName", "AWS::ApiGatewayV2::Integration/IntegrationUri")
                .forEach(property -> template.all(property.split("/")[0])
                        .values()
                        .forEach(resource -> assertThat(
                                        resource.get(property.split("/")[1]).asText())
                                .endsWith("Function.Alias")));
        assertThat(template.properties("SweepTimer").at("/Target/Arn").asText()).isEqualTo("TimerFunction.Alias");
    }

    @Test
    void theTimerIsEnteredWithTheEventOfTheSample() throws IOException {
        ObjectMapper json = new ObjectMapper();
        String input = template.properties("SweepTimer").at("/Target/Input").asText();
        assertThat(json.readTree(input))
                .isEqualTo(json.readTree(
                        Project.root().resolve("events/scheduler-sweep.json").toFile()));
    }

    @Test
    void merchantsNeedATokenAndWebhooksDoNot() {
        JsonNode merchant = template.properties("MerchantRoute");
        assertThat(merchant.get("RouteKey").asText()).isEqualTo("ANY /api/{proxy+}");
        assertThat(merchant.get("AuthorizationType").asText()).isEqualTo("JWT");
        JsonNode webhook = template.properties("WebhookRoute");
        assertThat(webhook.get("RouteKey").asText()).isEqualTo("ANY /webhooks/{proxy+}");
        assertThat(webhook.has("AuthorizationType")).isFalse();
    }

    @Test
    void theTableIsTheOneThatTheTestsRunAgainst() {
        JsonNode table = template.properties("Table");
        CreateTableRequest tested = TableDefinition.of("table");
        assertThat(keys(table)).isEqualTo(keys(tested.keySchema()));
        for (GlobalSecondaryIndex index : tested.globalSecondaryIndexes()) {
            JsonNode given = table.get("GlobalSecondaryIndexes")
                    .valueStream()
                    .filter(each -> each.get("IndexName").asText().equals(index.indexName()))
                    .findFirst()
                    .orElseThrow();
            assertThat(keys(given)).isEqualTo(keys(index.keySchema()));
            assertThat(given.at("/Projection/ProjectionType").asText()).isEqualTo("KEYS_ONLY");
        }
        assertThat(table.get("GlobalSecondaryIndexes")).hasSameSizeAs(tested.globalSecondaryIndexes());
        assertThat(table.get("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expiresAt");
        assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(table.get("DeletionProtectionEnabled").asBoolean()).isTrue();
        assertThat(template.tree().at("/Resources/Table/DeletionPolicy").asText())
                .isEqualTo("Retain");
    }

    @Test
    void connectIsGivenWhatTheStackSays() {
        // The other two are for the operator's own listeners: docs/alerts.md.
        List<String> names = new ArrayList<>(List.of("ApiUrl", "EventBus", "AlertTopic"));
        for (RecordComponent component : AwsDeployment.Names.class.getRecordComponents()) {
            String name = component.getName();
            names.add(Character.toUpperCase(name.charAt(0)) + name.substring(1));
        }
        List<String> outputs = new ArrayList<>();
        template.tree().get("Outputs").fieldNames().forEachRemaining(outputs::add);
        assertThat(outputs).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void logsAreKeptThirtyDays() {
        Map<String, JsonNode> logs = template.all("AWS::Logs::LogGroup");
        template.functions().values().forEach(function -> assertThat(
                        logs.get(function.at("/LoggingConfig/LogGroup").asText())
                                .get("RetentionInDays")
                                .asInt())
                .isEqualTo(30));
    }

    private static String keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.get("KeySchema")
                .forEach(key -> keys.add(key.get("KeyType").asText() + " "
                        + key.get("AttributeName").asText()));
        return keys.toString();
    }

    private static String keys(List<KeySchemaElement> schema) {
        return schema.stream()
                .map(key -> key.keyTypeAsString() + " " + key.attributeName())
                .toList()
                .toString();
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(each -> texts.add(each.asText()));
        } else {
            texts.add(oneOrMore.asText());
        }
        return texts;
    }
}
