package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Writes to the table that have a condition. Apart from the other calls: a function without a table has no such classes. */
public final class ConditionalWrites {
    private ConditionalWrites() {}

    /** Runs a write; empty when its condition did not hold, and nothing was written. */
    public static <T> Optional<T> askOnCondition(Supplier<T> write) {
        return ask(() -> {
            try {
                return Optional.of(write.get());
            } catch (ConditionalCheckFailedException e) {
                return Optional.empty();
            }
        });
    }
}
