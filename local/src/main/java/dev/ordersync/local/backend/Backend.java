package dev.ordersync.local.backend;

import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The local servers together with the SDK clients that reach them. */
public final class Backend implements AutoCloseable {
    private final LocalDynamoDb table;
    private final LocalQueues queues;
    private final SchedulerServer schedules;
    private final EventsServer bus;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final SchedulerClient scheduler;
    private final EventBridgeClient events;

    private Backend(LocalDynamoDb table, LocalQueues queues, BusinessClock clock, Ledger ledger) throws IOException {
        AwsClients clients = new AwsClients(ledger);
        this.table = table;
        this.queues = queues;
        this.sqs = clients.sqs(queues.endpoint());
        this.schedules = SchedulerServer.start(clock, sqs, ledger);
        this.bus = EventsServer.start(clock);
        this.dynamoDb = clients.dynamoDb(table.endpoint());
        this.scheduler = clients.scheduler(schedules.endpoint());
        this.events = clients.events(bus.endpoint());
    }

    /**
     * Starts all servers, the slow ones side by side.
     *
     * @param data the folder that keeps the table; empty keeps it in memory
     * @throws IOException if a server does not start
     */
    public static Backend start(BusinessClock clock, Optional<Path> data, Ledger ledger) throws IOException {
        CompletableFuture<LocalDynamoDb> table =
                CompletableFuture.supplyAsync(() -> LocalDynamoDb.start(data), Backend::onThread);
        CompletableFuture<LocalQueues> queues =
                CompletableFuture.supplyAsync(() -> LocalQueues.start(clock), Backend::onThread);
        try {
            return new Backend(table.join(), queues.join(), clock, ledger);
        } catch (CompletionException e) {
            throw new IOException("the local servers did not start", e.getCause());
        }
    }

    private static void onThread(Runnable start) {
        Thread.ofPlatform().name("start").start(start);
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public SchedulerClient scheduler() {
        return scheduler;
    }

    public EventBridgeClient events() {
        return events;
    }

    /** The bus, to see what arrived. */
    public EventsServer bus() {
        return bus;
    }

    /** The queue server, to create queues and watch them. */
    public LocalQueues queues() {
        return queues;
    }

    /** The schedules, to be fired by a timeline. */
    public SchedulerServer schedules() {
        return schedules;
    }

    @Override
    public void close() {
        events.close();
        scheduler.close();
        dynamoDb.close();
        sqs.close();
        bus.close();
        schedules.close();
        queues.close();
        table.close();
    }
}
