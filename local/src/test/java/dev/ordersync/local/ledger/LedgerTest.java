package dev.ordersync.local.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.local.backend.Backend;
import dev.ordersync.local.backend.LocalQueues;
import dev.ordersync.local.clock.BusinessClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What the ledger makes of real calls to DynamoDB Local and ElasticMQ. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTest {
    private final Ledger ledger = new Ledger();
    private Backend backend;
    private DynamoDbClient table;

    @BeforeAll
    void start() throws Exception {
        backend = Backend.start(BusinessClock.inMemory(InstantSource.system()), Optional.empty(), ledger);
        table = backend.dynamoDb();
        table.createTable(r -> r.tableName("table")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(hash("pk"))
                .attributeDefinitions(attribute("pk"), attribute("open"))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("open")
                        .keySchema(hash("open"))
                        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                        .build()));
    }

    @AfterAll
    void stop() {
        backend.close();
    }

    @BeforeEach
    void clear() {
        ledger.clear();
    }

    @Test
    void countsWritesOfTableAndIndexApart() {
        put("a", Map.of());
        put("b", Map.of("open", text("x")));

        assertThat(ledger.counts().aws()).isEqualTo(Map.of("dynamodb.PutItem", 2L));
        assertThat(ledger.counts().writeUnits()).isEqualTo(3);
        assertThat(ledger.counts().writeUnitsBy()).isEqualTo(Map.of("table", 2.0, "table/open", 1.0));
    }

    @Test
    void movingAnIndexKeyCostsTheIndexTwoUnits() {
        put("moved", Map.of("open", text("x")));
        ledger.clear();
        put("moved", Map.of("open", text("y")));

        assertThat(ledger.counts().writeUnitsBy()).isEqualTo(Map.of("table", 1.0, "table/open", 2.0));
    }

    @Test
    void writeWhoseConditionFailsCostsAUnit() {
        put("c", Map.of());
        ledger.clear();

        assertThatThrownBy(() -> table.putItem(r -> r.tableName("table")
                        .item(Map.of("pk", text("c")))
                        .conditionExpression("attribute_not_exists(pk)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(ledger.counts().writeUnits()).isEqualTo(1);
        assertThat(ledger.counts().aws()).isEqualTo(Map.of("dynamodb.PutItem", 1L));
    }

    @Test
    void readOfAnAbsentItemCostsWhatAwsAsks() {
        table.getItem(r -> r.tableName("table").key(Map.of("pk", text("absent"))));
        assertThat(ledger.counts().readUnits()).isEqualTo(0.5);
        table.getItem(
                r -> r.tableName("table").key(Map.of("pk", text("absent"))).consistentRead(true));
        assertThat(ledger.counts().readUnits()).isEqualTo(1.5);
        put("present", Map.of());
        table.getItem(r -> r.tableName("table").key(Map.of("pk", text("present"))));
        assertThat(ledger.counts().readUnits()).isEqualTo(2);
    }

    @Test
    void batchReadCostsHalfAUnitAKeyPresentOrNot() {
        put("one", Map.of());
        table.batchGetItem(r -> r.requestItems(Map.of(
                "table",
                KeysAndAttributes.builder()
                        .keys(List.of(
                                Map.of("pk", text("one")), Map.of("pk", text("two")), Map.of("pk", text("three"))))
                        .build())));

        assertThat(ledger.counts().readUnits()).isEqualTo(1.5);
    }

    @Test
    void largeItemsCostByTheirSize() {
        put("large", Map.of("text", text("x".repeat(9000))));
        assertThat(ledger.counts().writeUnits()).isEqualTo(9);
        table.getItem(r -> r.tableName("table").key(Map.of("pk", text("large"))).consistentRead(true));
        assertThat(ledger.counts().readUnits()).isEqualTo(3);
    }

    @Test
    void emptyReceivesAreNotCounted() {
        LocalQueues.Queue queue = backend.queues().create(backend.sqs(), "q", Duration.ofSeconds(60));
        ledger.clear();
        backend.sqs().receiveMessage(r -> r.queueUrl(queue.url()));
        assertThat(ledger.counts().billedRequests()).isZero();

        backend.sqs().sendMessage(r -> r.queueUrl(queue.url()).messageBody("x"));
        backend.sqs().receiveMessage(r -> r.queueUrl(queue.url()));
        assertThat(ledger.counts().billedRequests()).isEqualTo(2);
        assertThat(ledger.counts().aws().keySet())
                .containsExactlyInAnyOrderElementsOf(List.of("sqs.SendMessage", "sqs.ReceiveMessage"));
    }

    private void put(String key, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> item = new HashMap<>(more);
        item.put("pk", text(key));
        table.putItem(r -> r.tableName("table").item(item));
    }

    private static KeySchemaElement hash(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.HASH)
                .build();
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
