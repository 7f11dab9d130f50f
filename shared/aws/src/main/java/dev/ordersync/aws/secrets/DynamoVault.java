package dev.ordersync.aws.secrets;

import static dev.ordersync.aws.AwsCalls.ask;
import static dev.ordersync.aws.table.ConditionalWrites.askOnCondition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.aws.TimedCache;
import dev.ordersync.aws.table.Keys;
import dev.ordersync.domain.port.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Secrets in the table, encrypted under a context that names whose they are. A decrypted one is kept in memory for 5
 * minutes, by its version, so that a check pays no decryption.
 */
public final class DynamoVault implements Vault {
    private static final Duration COPY_LIFE = Duration.ofMinutes(5);
    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

    private static final String SECRET = "secret";
    private static final String VERSION = "secretVersion";

    private final DynamoDbClient dynamo;
    private final String table;
    private final SecretCipher cipher;
    private final Supplier<String> holders;
    private final ObjectMapper json = new ObjectMapper();
    private final TimedCache<Key, Secret> opened;

    /** @param holders gives a name that nobody else has to each lease */
    public DynamoVault(
            DynamoDbClient dynamo, String table, SecretCipher cipher, InstantSource clock, Supplier<String> holders) {
        this.dynamo = dynamo;
        this.table = table;
        this.cipher = cipher;
        this.holders = holders;
        this.opened = new TimedCache<>(clock, COPY_LIFE);
    }

    @Override
    public Optional<Secret> read(Key key, Freshness freshness) {
        return opened.get(key, copy -> freshness == Freshness.CACHED, () -> stored(key));
    }

    private Optional<Secret> stored(Key key) {
        Map<String, AttributeValue> item = ask(() ->
                        dynamo.getItem(get -> get.tableName(table).key(of(key)).consistentRead(true)))
                .item();
        if (!item.containsKey(SECRET)) {
            return Optional.empty();
        }
        long version = Long.parseLong(item.get(VERSION).n());
        return opened.peek(key)
                .filter(copy -> copy.version() == version)
                .or(() -> Optional.of(new Secret(open(key, item.get(SECRET).b()), version)));
    }

    @Override
    public Optional<Lease> lease(Key key, Instant now, Instant until) {
        Lease lease = new Lease(key, holders.get(), until);
        return askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                        .key(of(key))
                        .updateExpression("SET leaseHolder = :holder, refreshUntil = :until")
                        .conditionExpression("attribute_exists(secret)"
                                + " AND (attribute_not_exists(refreshUntil) OR refreshUntil <= :now)")
                        .expressionAttributeValues(Map.of(
                                ":holder", AttributeValue.fromS(lease.holder()),
                                ":until", millis(until),
                                ":now", millis(now)))))
                .map(taken -> lease);
    }

    @Override
    public boolean replace(Lease lease, Map<String, String> values) {
        boolean replaced = askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                        .key(of(lease.key()))
                        .updateExpression("SET secret = :secret, secretVersion = secretVersion + :one"
                                + " REMOVE leaseHolder, refreshUntil")
                        .conditionExpression("leaseHolder = :holder")
                        .expressionAttributeValues(Map.of(
                                ":secret", AttributeValue.fromB(seal(lease.key(), values)),
                                ":one", AttributeValue.fromN("1"),
                                ":holder", AttributeValue.fromS(lease.holder())))))
                .isPresent();
        opened.forget(lease.key());
        return replaced;
    }

    @Override
    public void release(Lease lease) {
        // Where the condition fails somebody else has it by now.
        askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                .key(of(lease.key()))
                .updateExpression("REMOVE leaseHolder, refreshUntil")
                .conditionExpression("leaseHolder = :holder")
                .expressionAttributeValues(Map.of(":holder", AttributeValue.fromS(lease.holder())))));
    }

    /**
     * Brings in the secret of a configuration, unless this very one was brought in before: tokens that were refreshed
     * since are newer than their configuration, and a configuration that was edited is newer than what is stored.
     *
     * @return whether it was stored
     */
    public boolean importSecret(Key key, Map<String, String> values) {
        // Asked first: the usual case is that it was, and needs no encryption and no write.
        AttributeValue imported = ask(() -> dynamo.getItem(get -> get.tableName(table)
                        .key(of(key))
                        .projectionExpression("imported")
                        .consistentRead(true)))
                .item()
                .get("imported");
        if (imported != null && digest(values).equals(imported.b())) {
            return false;
        }
        boolean stored = askOnCondition(() -> dynamo.updateItem(update -> update.tableName(table)
                        .key(of(key))
                        .updateExpression("SET secret = :secret, imported = :imported,"
                                + " secretVersion = if_not_exists(secretVersion, :none) + :one"
                                + " REMOVE leaseHolder, refreshUntil")
                        .conditionExpression("attribute_not_exists(imported) OR imported <> :imported")
                        .expressionAttributeValues(Map.of(
                                ":secret", AttributeValue.fromB(seal(key, values)),
                                ":imported", AttributeValue.fromB(digest(values)),
                                ":none", AttributeValue.fromN("0"),
                                ":one", AttributeValue.fromN("1")))))
                .isPresent();
        opened.forget(key);
        return stored;
    }

    /** Stores what a seller's new consent gave, whatever is there: a refresh that is under way loses its lease. */
    public void overwrite(Key key, Map<String, String> values) {
        ask(() -> dynamo.updateItem(update -> update.tableName(table)
                .key(of(key))
                .updateExpression("SET secret = :secret, secretVersion = if_not_exists(secretVersion, :none) + :one"
                        + " REMOVE leaseHolder, refreshUntil")
                .expressionAttributeValues(Map.of(
                        ":secret", AttributeValue.fromB(seal(key, values)),
                        ":none", AttributeValue.fromN("0"),
                        ":one", AttributeValue.fromN("1")))));
        opened.forget(key);
    }

    private static Map<String, AttributeValue> of(Key key) {
        return switch (key) {
            case Key.Authorisation(String value) -> Keys.authorisation(value);
            case Key.Connection(String value) -> Keys.connection(value);
        };
    }

    private static Map<String, String> context(Key key) {
        return switch (key) {
            case Key.Authorisation(String value) -> Map.of("authorisation", value, "purpose", "token");
            case Key.Connection(String value) -> Map.of("connection", value, "purpose", "credentials");
        };
    }

    private SdkBytes seal(Key key, Map<String, String> values) {
        try {
            return SdkBytes.fromByteArrayUnsafe(cipher.encrypt(json.writeValueAsBytes(values), context(key)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> open(Key key, SdkBytes sealed) {
        try {
            return json.readValue(cipher.decrypt(sealed.asByteArray(), context(key)), VALUES);
        } catch (IOException e) {
            throw new IllegalStateException("a stored secret is not what was sealed", e);
        }
    }

    /** Tells one configuration's secret from another's, and nothing of it: it is too long to be guessed. */
    private static SdkBytes digest(Map<String, String> values) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(new TreeMap<>(values).toString().getBytes(StandardCharsets.UTF_8));
            return SdkBytes.fromByteArray(Arrays.copyOf(hash, 8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AttributeValue millis(Instant at) {
        return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
    }
}
