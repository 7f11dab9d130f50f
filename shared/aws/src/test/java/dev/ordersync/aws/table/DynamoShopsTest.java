package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.contract.SampleShops;
import dev.ordersync.testing.contract.ShopsContract;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAws.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoShopsTest extends ShopsContract {
    private static final String TABLE = "shops-contract";
    private DynamoDbClient dynamo;
    private Directory directory;

    @BeforeAll
    void createTable(DynamoDbClient client) {
        dynamo = client;
        directory = new Directory(client, TABLE);
        TableDefinition.create(client, TABLE);
    }

    @BeforeEach
    void resetClock() {
        clock.set(NOW);
    }

    @Override
    protected Shops shops() {
        return new DynamoShops(dynamo, TABLE, clock);
    }

    @Override
    protected void given(Shop shop, Connection connection) {
        directory.register(shop, connection, Directory.Existing.KEEP);
    }

    @Test
    void aConfigurationIsBroughtInTwiceWithoutLosingWhatWasChangedBetween() {
        Shop first = SampleShops.shop("imported", "m-imported", NOW);
        given(first, SampleShops.connection(first));
        Shops shops = shops();
        shops.saveSettings(first.id(), SampleShops.unusual(), NOW.plusSeconds(5));
        shops.pause(first.id(), Upstream.STORE, NOW.plusSeconds(60));
        shops.markDeauthorised(first.id());
        Shop stored = shops.find(first.id(), Optional.empty()).orElseThrow();

        Shop again = SampleShops.shop("imported", "m-imported", NOW.plusSeconds(86_400));
        assertThat(directory.register(again, SampleShops.connection(again), Directory.Existing.KEEP))
                .isEqualTo(stored);
        Shop overwritten = directory.register(again, SampleShops.connection(again), Directory.Existing.OVERWRITE);
        assertThat(overwritten.settings()).isEqualTo(again.settings());
        assertThat(overwritten.plan()).isEqualTo(again.plan());
        assertThat(overwritten.connectedAt()).isEqualTo(first.connectedAt());
        assertThat(overwritten.changedAt()).isEqualTo(again.changedAt());
        assertThat(overwritten.storePausedUntil()).isEqualTo(stored.storePausedUntil());
        assertThat(overwritten.authorised()).isFalse();
        directory.authorise(first.id(), NOW.plusSeconds(90_000));
        assertThat(shops().find(first.id(), Optional.empty()).orElseThrow().authorised())
                .isTrue();
    }

    @Test
    void whereWebhooksArriveIsTheOperatorsToSay() {
        Shop shop = SampleShops.shop("listening", "m-listening", NOW);
        assertThat(directory.listenAt(shop.id(), "https://api.example")).isFalse();
        given(shop, SampleShops.connection(shop));
        assertThat(directory.listenAt(shop.id(), "https://api.example")).isTrue();
        assertThat(directory.listenAt(shop.id(), "https://api.example")).isFalse();
        assertThat(shops().webhooksAt(shop.id())).contains("https://api.example");
        given(shop, SampleShops.connection(shop));
        assertThat(shops().webhooksAt(shop.id())).contains("https://api.example");
    }

    @Test
    void anotherStoreIsAnotherPairWithAnotherBeginning() {
        Shop first = SampleShops.shop("moved", "m-moved", NOW);
        given(first, SampleShops.connection(first));
        Instant later = NOW.plusSeconds(3600);
        Shop moved = withConnection(SampleShops.shop("moved", "m-new-owner", later), "c-moved-2");
        given(moved, SampleShops.connection(moved));
        Shops shops = shops();
        assertThat(shops.find(first.id(), Optional.empty()).orElseThrow().connectedAt())
                .isEqualTo(later);
        assertThat(shops.owns(first.merchant(), first.id())).isFalse();
        assertThat(shops.owns(moved.merchant(), first.id())).isTrue();
    }

    @Test
    void oneConnectionBelongsToOneShop() {
        Shop first = SampleShops.shop("one", "m-one", NOW);
        given(first, SampleShops.connection(first));
        Shop thief = withConnection(
                SampleShops.shop("two", "m-two", NOW), first.connection().value());
        assertThatThrownBy(() -> given(thief, SampleShops.connection(thief)))
                .isInstanceOf(Directory.ConnectionTaken.class)
                .hasMessageContaining("c-one");
        assertThat(shops().find(thief.id(), Optional.empty())).isEmpty();
        assertThat(shops().connection(first.connection())).contains(SampleShops.connection(first));
    }

    private static Shop withConnection(Shop shop, String connection) {
        return new Shop(
                shop.id(),
                shop.merchant(),
                shop.name(),
                shop.region(),
                shop.cipher(),
                shop.authorisation(),
                shop.authorised(),
                new ConnectionId(connection),
                shop.platform(),
                shop.connectedAt(),
                shop.settings(),
                new Plan(false, Optional.of(NOW), Optional.empty()),
                shop.changedAt(),
                shop.tiktokPausedUntil(),
                shop.storePausedUntil());
    }
}
