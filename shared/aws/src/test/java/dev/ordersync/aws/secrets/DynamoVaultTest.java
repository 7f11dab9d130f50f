package dev.ordersync.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.aws.table.TableDefinition;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.port.Vault.Freshness;
import dev.ordersync.domain.port.Vault.Key;
import dev.ordersync.domain.port.Vault.Lease;
import dev.ordersync.domain.port.Vault.Secret;
import dev.ordersync.testing.contract.VaultContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAws.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoVaultTest extends VaultContract {
    private static final String TABLE = "vault-contract";
    private final LocalCipher cipher = new LocalCipher(new byte[32], new SecureRandom());
    private DynamoDbClient dynamo;

    @BeforeAll
    void createTable(DynamoDbClient client) {
        dynamo = client;
        TableDefinition.create(client, TABLE);
    }

    @BeforeEach
    void resetClock() {
        clock.set(NOW);
    }

    @Override
    protected DynamoVault vault() {
        return new DynamoVault(
                dynamo, TABLE, cipher, clock, () -> UUID.randomUUID().toString());
    }

    @Override
    protected void given(Key key, Map<String, String> values) {
        vault().importSecret(key, values);
    }

    @Test
    void aConfigurationIsBroughtInAgainOnlyWhenItWasEdited() {
        Key key = new Key.Connection("c-imported");
        DynamoVault vault = vault();
        assertThat(vault.importSecret(key, Map.of("accessToken", "configured"))).isTrue();
        vault.replace(vault.lease(key, NOW, NOW.plusSeconds(60)).orElseThrow(), Map.of("accessToken", "refreshed"));
        assertThat(vault.importSecret(key, Map.of("accessToken", "configured"))).isFalse();
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(Map.of("accessToken", "refreshed"), 2));
        assertThat(vault.importSecret(key, Map.of("accessToken", "edited"))).isTrue();
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(Map.of("accessToken", "edited"), 3));
    }

    @Test
    void theTokensOfANewConsentWinOverWhatIsThereAndOverARefreshThatIsUnderWay() {
        Key key = new Key.Authorisation("consented");
        DynamoVault vault = vault();
        vault.overwrite(key, Map.of("accessToken", "first"));
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(Map.of("accessToken", "first"), 1));
        assertThat(vault.importSecret(key, Map.of("accessToken", "configured"))).isTrue();
        Lease lease = vault.lease(key, NOW, NOW.plusSeconds(60)).orElseThrow();
        vault.overwrite(key, Map.of("accessToken", "second"));
        assertThat(vault.replace(lease, Map.of("accessToken", "refreshed"))).isFalse();
        assertThat(vault.importSecret(key, Map.of("accessToken", "configured")))
                .as("the configuration is older")
                .isFalse();
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(Map.of("accessToken", "second"), 3));
    }

    @Test
    void nothingReadableIsStored() {
        vault().importSecret(new Key.Connection("c-secret"), Map.of("webhookSecret", "hush-hush"));
        String stored = dynamo.scan(scan -> scan.tableName(TABLE)).items().toString();
        assertThat(stored).contains("c-secret").doesNotContain("hush-hush", "webhookSecret");
    }

    @Test
    void oneSecretIsDecryptedOnceInFiveMinutes() {
        int[] opened = {0};
        SecretCipher counting = new SecretCipher() {
            @Override
            public byte[] encrypt(byte[] plain, Map<String, String> context) {
                return cipher.encrypt(plain, context);
            }

            @Override
            public byte[] decrypt(byte[] sealed, Map<String, String> context) {
                opened[0]++;
                return cipher.decrypt(sealed, context);
            }
        };
        Key key = new Key.Authorisation("counted");
        given(key, Map.of("accessToken", "t"));
        Vault vault = new DynamoVault(dynamo, TABLE, counting, clock, () -> "h");
        vault.read(key, Freshness.CACHED);
        vault.read(key, Freshness.CACHED);
        vault.read(key, Freshness.FRESH);
        assertThat(opened[0]).isEqualTo(1);
    }

    @Test
    void aSealedSecretOpensInItsOwnContextOnly(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("key");
        LocalCipher made = LocalCipher.ofFile(file, new SecureRandom());
        LocalCipher again = LocalCipher.ofFile(file, new SecureRandom());
        byte[] plain = "secret".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = made.encrypt(plain, Map.of("connection", "c-1", "purpose", "credentials"));
        assertThat(again.decrypt(sealed, Map.of("purpose", "credentials", "connection", "c-1")))
                .isEqualTo(plain);
        assertThat(made.encrypt(plain, Map.of())).isNotEqualTo(made.encrypt(plain, Map.of()));
        assertThatThrownBy(() -> again.decrypt(sealed, Map.of("connection", "c-2", "purpose", "credentials")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.decrypt(sealed, Map.of("purpose", "credentials", "connection", "c-1")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Files.size(file)).isEqualTo(32);
    }
}
