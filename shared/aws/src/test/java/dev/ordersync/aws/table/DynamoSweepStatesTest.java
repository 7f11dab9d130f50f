package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.shop.SweepState;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.contract.SampleShops;
import dev.ordersync.testing.contract.SweepStatesContract;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAws.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoSweepStatesTest extends SweepStatesContract {
    private static final String TABLE = "sweeps-contract";
    private static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");

    private DynamoDbClient dynamo;
    private Directory directory;

    @BeforeAll
    void createTable(DynamoDbClient client) {
        dynamo = client;
        directory = new Directory(client, TABLE);
        TableDefinition.create(client, TABLE);
    }

    @Override
    protected SweepStates states() {
        return new DynamoSweepStates(dynamo, TABLE);
    }

    @Override
    protected void given(ShopId shop) {
        register(shop);
    }

    private Shop register(ShopId id) {
        Shop shop = SampleShops.shop(id.value(), "m-" + id, NOW);
        return directory.register(shop, SampleShops.connection(shop), Directory.Existing.KEEP);
    }

    @Test
    void theStateLiesBesideTheShopAndNeitherDisturbsTheOther() {
        ShopId id = new ShopId("besides");
        Shop shop = register(id);
        states().save(id, SweepState.none().at(NOW));
        register(id);
        assertThat(states().of(id).cursor()).contains(NOW);
        assertThat(new DynamoShops(dynamo, TABLE, new MutableClock(NOW)).find(id, Optional.empty()))
                .contains(shop);
    }

    @Test
    void whatIsMissingIsTheSummarysFigure() {
        ShopId id = new ShopId("missing");
        Shop shop = register(id);
        states().save(id, SweepState.none().at(NOW));
        SweepState begun = states().of(id).begin(shop, NOW);
        states().save(id, begun.missed(7).endedAt(NOW));
        assertThat(new DynamoShops(dynamo, TABLE, new MutableClock(NOW)).missing(id))
                .isEqualTo(7);
        assertThat(states().of(id).missing()).contains(7);
    }

    @Test
    void aShopThatIsNotThereGetsNoState() {
        ShopId nobody = new ShopId("nobody");
        assertThat(states().save(nobody, SweepState.none().at(NOW))).isFalse();
        assertThat(states().of(nobody)).isEqualTo(SweepState.none());
    }
}
