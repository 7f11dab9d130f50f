package dev.ordersync.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.DynamoShops;
import dev.ordersync.aws.table.TableDefinition;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.local.backend.Backend;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.config.Configuration.StoreEntry;
import dev.ordersync.local.ledger.Ledger;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigurationImportTest {
    private static final String TABLE = "import";
    private final BusinessClock clock = BusinessClock.inMemory(InstantSource.system());
    private final LocalKeys keys = LocalKeys.in(Optional.empty());
    private Backend backend;
    private DynamoVault vault;

    @BeforeEach
    void start() throws IOException {
        backend = Backend.start(clock, Optional.empty(), new Ledger());
        TableDefinition.create(backend.dynamoDb(), TABLE);
        vault = new DynamoVault(backend.dynamoDb(), TABLE, keys.cipher(), clock, keys::unheardName);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void newTokensHealEveryShopWhoseSellerHadTakenTheAuthorisationBack() {
        load(shop("1", "c-1", "old"), shop("2", "c-2", "old"));
        shops().markDeauthorised(new ShopId("1"));
        shops().markDeauthorised(new ShopId("2"));

        load(shop("1", "c-1", "old"), shop("2", "c-2", "old"));
        assertThat(authorised("1")).isFalse();

        load(shop("1", "c-1", "new"), shop("2", "c-2", "new"));
        assertThat(authorised("1")).isTrue();
        assertThat(authorised("2")).isTrue();
    }

    @Test
    void aConnectionOfAnotherShopKeepsItsCredentials() {
        load(shop("1", "c-1", "token"));

        assertThatThrownBy(() -> load(shop("2", "c-1", "token"))).isInstanceOf(Directory.ConnectionTaken.class);

        assertThat(vault.read(new Vault.Key.Connection("c-1"), Vault.Freshness.FRESH)
                        .orElseThrow()
                        .get("accessToken"))
                .contains("of shop 1");
    }

    private void load(ShopEntry... entries) {
        new ConfigurationImport(new Directory(backend.dynamoDb(), TABLE), vault)
                .run(
                        new Configuration(
                                new Configuration.App("key", "secret", Optional.empty(), Optional.empty()),
                                Optional.empty(),
                                List.of(entries)),
                        clock.instant());
    }

    private static ShopEntry shop(String id, String connection, String token) {
        return new ShopEntry(
                new ShopId(id),
                new MerchantId("m-1"),
                "US",
                "cipher",
                "seller",
                Map.of("accessToken", token),
                Optional.empty(),
                new StoreEntry(
                        new ConnectionId(connection),
                        Platform.SHOPIFY,
                        "http://127.0.0.1:9",
                        "",
                        Optional.empty(),
                        Map.of("accessToken", "of shop " + id)),
                Settings.defaults(),
                Plan.unlimited(),
                List.of(),
                List.of());
    }

    private boolean authorised(String shop) {
        return shops().find(new ShopId(shop), Optional.empty()).orElseThrow().authorised();
    }

    /** Made anew, so that no copy of a shop is an old one. */
    private Shops shops() {
        return new DynamoShops(backend.dynamoDb(), TABLE, clock);
    }
}
