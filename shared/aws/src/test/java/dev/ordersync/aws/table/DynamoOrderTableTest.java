package dev.ordersync.aws.table;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.testing.contract.OrderTableContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAws.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoOrderTableTest extends OrderTableContract {
    private static final String TABLE = "order-table-contract";
    private DynamoDbClient dynamo;

    @BeforeAll
    void createTable(DynamoDbClient client) {
        dynamo = client;
        TableDefinition.create(client, TABLE);
    }

    @Override
    protected OrderTable table() {
        clock.set(NOW);
        return new DynamoOrderTable(dynamo, TABLE, clock);
    }
}
