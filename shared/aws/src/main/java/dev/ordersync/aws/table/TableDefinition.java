package dev.ordersync.aws.table;

import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.S;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/** The table as template.yaml makes it, for the local runtime and the tests. */
public final class TableDefinition {
    private TableDefinition() {}

    /** The table with its two indexes, on demand. */
    public static CreateTableRequest of(String table) {
        return CreateTableRequest.builder()
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        text(Keys.PK),
                        text(Keys.SK),
                        text(Keys.OPEN_PK),
                        text(Keys.OPEN_SK),
                        text(Keys.ATTENTION_PK),
                        text(Keys.ATTENTION_SK))
                .keySchema(keys(Keys.PK, Keys.SK))
                .globalSecondaryIndexes(
                        index(Keys.OPEN, Keys.OPEN_PK, Keys.OPEN_SK),
                        index(Keys.ATTENTION, Keys.ATTENTION_PK, Keys.ATTENTION_SK))
                .build();
    }

    /** Makes the table where there is none. */
    public static void create(DynamoDbClient dynamo, String table) {
        try {
            dynamo.createTable(of(table));
        } catch (ResourceInUseException e) {
            return; // kept from an earlier run
        }
        dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(table));
        dynamo.updateTimeToLive(
                ttl -> ttl.tableName(table).timeToLiveSpecification(spec -> spec.attributeName(Keys.EXPIRES_AT)
                        .enabled(true)));
    }

    private static GlobalSecondaryIndex index(String name, String pk, String sk) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys(pk, sk))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
    }

    private static List<KeySchemaElement> keys(String pk, String sk) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(pk)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(sk)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(S)
                .build();
    }
}
