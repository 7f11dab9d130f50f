package dev.ordersync.check;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.FakeContext;
import dev.ordersync.aws.secrets.LocalCipher;
import dev.ordersync.aws.secrets.OperatorSecrets;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.wiring.SharedWiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** The function as SQS enters it, wired as in the deployment, over a table that knows no shop or is not to be had. */
class CheckHandlerTest {
    private static final Path EVENTS = Path.of(System.getProperty("ordersync.root"), "events");

    private final Queues queues = new Queues();

    @Test
    void messagesOfAnUnknownShopAreDone() throws IOException {
        assertThat(failed(handler(new Table(false)), event("sqs-orders.json"))).isEmpty();
    }

    @Test
    void withoutTheTableEveryMessageComesBackLaterEachTime() throws IOException {
        assertThat(failed(handler(new Table(true)), event("sqs-orders.json")))
                .containsExactlyInAnyOrder(
                        "059f36b4-87a3-44ab-83d2-661975830a7d", "2e1424d4-f796-459a-8184-9c92662be6da");
        assertThat(queues.hidden).containsValues(10, 20);
    }

    @Test
    void aMessageThatNobodyCanReadIsADeadLetterAndSparesItsNeighbour() throws IOException {
        SQSEvent event = event("sqs-orders.json");
        event.getRecords().get(0).setBody("{\"v\":1,\"kind\":\"CLOSE\"}");
        assertThat(failed(handler(new Table(false)), event)).isEmpty();
        assertThat(queues.deadLetters).containsExactly("{\"v\":1,\"kind\":\"CLOSE\"}");
    }

    private CheckHandler handler(DynamoDbClient table) {
        MutableClock clock = MutableClock.at("2026-01-10T12:00:00Z");
        Environment environment = new Environment(Map.ofEntries(
                entry("TABLE", "table"),
                entry("ORDERS_QUEUE_URL", "orders"),
                entry("ORDERS_QUEUE_ARN", "arn:orders"),
                entry("ORDERS_DLQ_URL", "dead"),
                entry("SCHEDULE_GROUP", "group"),
                entry("SCHEDULE_ROLE_ARN", "arn:role"),
                entry("SCHEDULE_DLQ_ARN", "arn:dead"),
                entry("EVENT_BUS", "bus"),
                entry("TIKTOK_APP_KEY", "key"),
                entry("TIKTOK_API_URL", "http://127.0.0.1:9"),
                entry("TIKTOK_AUTH_URL", "http://127.0.0.1:9")));
        SchedulerClient scheduler = new SchedulerClient() {
            @Override
            public String serviceName() {
                return "scheduler";
            }

            @Override
            public void close() {}
        };
        EventBridgeClient events = new EventBridgeClient() {
            @Override
            public String serviceName() {
                return "events";
            }

            @Override
            public void close() {}
        };
        return new CheckHandler(new CheckWiring(new SharedWiring(
                environment,
                new SharedWiring.Clients(
                        table,
                        queues,
                        scheduler,
                        events,
                        new LocalCipher(new byte[32], new SecureRandom()),
                        UpstreamClient.forOperatorAddresses()),
                new OperatorSecrets(() -> new AppSecret("secret", Optional.empty()), () -> new byte[] {1}),
                new Clocks(clock, clock))));
    }

    private static List<String> failed(CheckHandler handler, SQSEvent event) {
        SQSBatchResponse response = handler.handleRequest(event, new FakeContext("request-1", 120_000));
        return response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static SQSEvent event(String sample) throws IOException {
        return LambdaEventSerializers.<SQSEvent>serializerFor(SQSEvent.class, SQSEvent.class.getClassLoader())
                .fromJson(Files.readString(EVENTS.resolve(sample)));
    }

    /** A table without items, or none at all. */
    private record Table(boolean gone) implements DynamoDbClient {
        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            if (gone) {
                throw SdkClientException.create("connection refused");
            }
            return GetItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }

    private static final class Queues implements SqsClient {
        private final Map<String, Integer> hidden = new HashMap<>();
        private final List<String> deadLetters = new ArrayList<>();

        @Override
        public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
                ChangeMessageVisibilityBatchRequest request) {
            request.entries().forEach(entry -> hidden.put(entry.receiptHandle(), entry.visibilityTimeout()));
            return ChangeMessageVisibilityBatchResponse.builder().build();
        }

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            assertThat(request.queueUrl()).isEqualTo("dead");
            deadLetters.add(request.messageBody());
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
