package dev.ordersync.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.ordersync.local.backend.Backend;
import dev.ordersync.local.backend.LocalQueues;
import dev.ordersync.local.clock.Activity;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.clock.Timeline;
import dev.ordersync.local.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Without anybody moving the clock, and over a restart. */
class RealTimeTest {
    private final Ledger ledger = new Ledger();

    @Test
    void aMessageIsHandledThoughNobodyMovesTheClock() throws Exception {
        BusinessClock clock = BusinessClock.inMemory(InstantSource.system());
        Activity activity = new Activity();
        CountDownLatch handled = new CountDownLatch(1);
        try (Backend backend = Backend.start(clock, Optional.empty(), ledger);
                Timeline timeline = new Timeline(clock, activity)) {
            LocalQueues.Queue queue = backend.queues().create(backend.sqs(), "orders", Duration.ofSeconds(720));
            LocalFunction<SQSEvent, SQSBatchResponse> function = new LocalFunction<>(
                    "check",
                    SQSEvent.class,
                    (event, context) -> {
                        handled.countDown();
                        return null;
                    },
                    Duration.ofSeconds(120),
                    activity,
                    ledger);
            try (QueuePoller poller = new QueuePoller(
                    clock,
                    activity,
                    backend.sqs(),
                    backend.queues().watch(),
                    queue,
                    function,
                    new QueuePoller.Mapping(10, Duration.ofSeconds(1), 5))) {
                timeline.add(poller);
                timeline.start();
                poller.start();
                backend.sqs().sendMessage(r -> r.queueUrl(queue.url()).messageBody("x"));

                assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(timeline.advance(Duration.ZERO).idle()).isTrue();
            }
        }
    }

    @Test
    void tableInAFolderSurvivesARestart(@TempDir Path data) throws Exception {
        BusinessClock clock = BusinessClock.inMemory(InstantSource.system());
        Map<String, AttributeValue> item = Map.of("pk", AttributeValue.fromS("a"));
        try (Backend backend = Backend.start(clock, Optional.of(data), ledger)) {
            backend.dynamoDb().createTable(r -> r.tableName("kept")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("pk")
                            .keyType(KeyType.HASH)
                            .build())
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType(ScalarAttributeType.S)
                            .build()));
            backend.dynamoDb().putItem(r -> r.tableName("kept").item(item));
        }
        try (Backend backend = Backend.start(clock, Optional.of(data), ledger)) {
            assertThat(backend.dynamoDb()
                            .getItem(r -> r.tableName("kept").key(item))
                            .hasItem())
                    .isTrue();
        }
    }
}
