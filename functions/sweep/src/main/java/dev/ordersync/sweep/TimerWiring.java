package dev.ordersync.sweep;

import dev.ordersync.aws.Environment;
import dev.ordersync.aws.SdkClients;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.table.DynamoShops;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.TaskQueue;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything that the timer's function is made of: it knows no secret and calls nobody. */
public final class TimerWiring {
    /** A fraction of the function's 60 s. */
    private static final Duration AWS_PATIENCE = Duration.ofSeconds(15);

    private final Shops shops;
    private final TaskQueue tasks;
    private final LogLine log;

    public TimerWiring(Environment environment, SqsClient sqs, Shops shops, InstantSource clock) {
        this.shops = shops;
        this.tasks = new SqsTaskQueue(sqs, environment.get("TASKS_QUEUE_URL"), new MessageCodec());
        this.log = LogLine.toStdout("timer", clock);
    }

    /** As the deployment has set it up. */
    public static TimerWiring inAws(Environment environment) {
        InstantSource clock = InstantSource.system();
        DynamoDbClient dynamo = SdkClients.client(DynamoDbClient.builder(), AWS_PATIENCE);
        SqsClient sqs = SdkClients.client(SqsClient.builder(), AWS_PATIENCE);
        return new TimerWiring(environment, sqs, new DynamoShops(dynamo, environment.get("TABLE"), clock), clock);
    }

    Shops shops() {
        return shops;
    }

    TaskQueue tasks() {
        return tasks;
    }

    LogLine log() {
        return log;
    }
}
