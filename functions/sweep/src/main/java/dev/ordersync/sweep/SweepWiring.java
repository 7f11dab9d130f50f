package dev.ordersync.sweep;

import dev.ordersync.aws.Environment;
import dev.ordersync.aws.SdkClients;
import dev.ordersync.aws.lambda.BatchLoop;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.lambda.MessageReturns;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsCheckQueue;
import dev.ordersync.aws.queue.Task;
import dev.ordersync.aws.queue.TaskQueue;
import dev.ordersync.aws.table.DynamoOrderTable;
import dev.ordersync.aws.table.DynamoShops;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.sync.SweepShop;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything that the sweep's two functions are made of. */
public final class SweepWiring {
    /** A fraction of the functions' 60 and 120 s: one call that hangs must not cost the shop its sweep. */
    private static final Duration AWS_PATIENCE = Duration.ofSeconds(15);

    private final Environment environment;
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final Shops shops;
    private final InstantSource clock;
    private final MessageCodec codec = new MessageCodec();

    /** @param shops given, so that functions in one JVM share what one of them has changed */
    public SweepWiring(
            Environment environment, DynamoDbClient dynamo, SqsClient sqs, Shops shops, InstantSource clock) {
        this.environment = environment;
        this.dynamo = dynamo;
        this.sqs = sqs;
        this.shops = shops;
        this.clock = clock;
    }

    /** As the deployment has set it up. */
    static SweepWiring ofEnvironment() {
        Environment environment = Environment.ofProcess();
        InstantSource clock = InstantSource.system();
        DynamoDbClient dynamo = SdkClients.client(DynamoDbClient.builder(), AWS_PATIENCE);
        SqsClient sqs = SdkClients.client(SqsClient.builder(), AWS_PATIENCE);
        return new SweepWiring(
                environment, dynamo, sqs, new DynamoShops(dynamo, environment.get("TABLE"), clock), clock);
    }

    Shops shops() {
        return shops;
    }

    TaskQueue taskQueue() {
        return new TaskQueue(sqs, environment.get("TASKS_QUEUE_URL"), codec);
    }

    LogLine log(String function) {
        return LogLine.toStdout(function, clock);
    }

    BatchLoop<Task> taskLoop() {
        SweepShop sweep = new SweepShop(
                shops,
                new DynamoOrderTable(dynamo, environment.get("TABLE"), clock),
                new SqsCheckQueue(sqs, environment.get("ORDERS_QUEUE_URL"), codec),
                clock);
        return new BatchLoop<>(
                new MessageReturns(sqs, environment.get("TASKS_QUEUE_URL"), environment.get("TASKS_DLQ_URL")),
                codec::readTask,
                new Tasks(sweep, shops)::handle,
                Tasks::describe,
                log("task"));
    }
}
