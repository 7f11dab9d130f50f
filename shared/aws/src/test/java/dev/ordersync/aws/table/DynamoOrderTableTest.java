package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.testing.contract.OrderTableContract;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

    @Test
    void countsTheOrdersThatWereSyncedOnADay() {
        ShopId shop = new ShopId("7494049642642441999");
        LocalDate day = LocalDate.parse("2060-01-02");
        OrderTable table = table();
        table.addSynced(shop, day, 3);
        table.addSynced(shop, day, 4);
        Map<String, AttributeValue> item = dynamo.getItem(
                        get -> get.tableName(TABLE).key(Keys.key("S#7494049642642441999", "N#2060-01-02")))
                .item();
        assertThat(item.get("n").n()).isEqualTo("7");
    }
}
