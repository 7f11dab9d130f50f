package dev.ordersync.local.runtime;

import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.table.TableDefinition;
import dev.ordersync.local.backend.AwsClients;
import dev.ordersync.local.backend.LocalDynamoDb;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.connect.Target;
import dev.ordersync.local.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What {@code ./ordersync local --data} keeps, while no runtime has it. */
public final class KeptData implements AutoCloseable {
    private final DataLock lock;
    private final LocalDynamoDb server;
    private final DynamoDbClient dynamo;
    private final Target target;

    private KeptData(DataLock lock, LocalDynamoDb server, BusinessClock clock, LocalKeys keys, InstantSource machine) {
        this.lock = lock;
        this.server = server;
        this.dynamo = new AwsClients(new Ledger()).dynamoDb(server.endpoint());
        TableDefinition.create(dynamo, Assembly.TABLE);
        // No queue outlives a runtime: its next start has everything checked that may wait.
        this.target = new Target(
                dynamo, Assembly.TABLE, keys.cipher(), tasks -> {}, new Clocks(clock, machine), keys::unheardName);
    }

    /** @throws LocalRuntime.NotUsable where the folder cannot be used, or a runtime uses it */
    public static KeptData open(Path folder, InstantSource machine) throws LocalRuntime.NotUsable {
        try {
            BusinessClock clock = BusinessClock.in(folder, machine);
            LocalDynamoDb.check(folder);
            DataLock lock = DataLock.take(folder);
            try {
                LocalKeys keys = LocalKeys.in(Optional.of(folder));
                return new KeptData(lock, LocalDynamoDb.start(Optional.of(folder)), clock, keys, machine);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (UncheckedIOException e) {
            throw DataProblems.unusable(Optional.of(folder), e.getCause());
        } catch (IOException e) {
            throw DataProblems.unusable(Optional.of(folder), e);
        }
    }

    public Target target() {
        return target;
    }

    @Override
    public void close() {
        dynamo.close();
        server.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
