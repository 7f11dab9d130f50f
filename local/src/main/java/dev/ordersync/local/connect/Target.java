package dev.ordersync.local.connect;

import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.secrets.SecretCipher;
import dev.ordersync.domain.port.TaskQueue;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where a configuration is brought in.
 *
 * @param cipher seals the secrets
 * @param tasks hears of orders that may have waited for what is brought in
 * @param holders gives a name that nobody else has to each lease of a token
 */
public record Target(
        DynamoDbClient dynamo,
        String table,
        SecretCipher cipher,
        TaskQueue tasks,
        Clocks clocks,
        Supplier<String> holders) {
    DynamoVault vault() {
        return new DynamoVault(dynamo, table, cipher, clocks.business(), holders);
    }
}
