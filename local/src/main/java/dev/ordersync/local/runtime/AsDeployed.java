package dev.ordersync.local.runtime;

import dev.ordersync.local.lambda.QueuePoller;
import java.time.Duration;

/** The numbers of template.yaml by which things run here too; a test holds the two together. */
public final class AsDeployed {
    public static final Duration CHECK_TIMEOUT = Duration.ofSeconds(120);
    public static final Duration TASK_TIMEOUT = Duration.ofSeconds(120);
    public static final Duration TIMER_TIMEOUT = Duration.ofSeconds(60);
    public static final Duration MERCHANT_TIMEOUT = Duration.ofSeconds(29);
    public static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(10);

    /** Six times the time-out of who receives, so that no batch comes back while it is handled. */
    public static final Duration VISIBILITY = Duration.ofSeconds(720);

    /** Of both queues. */
    public static final QueuePoller.Mapping MAPPING = new QueuePoller.Mapping(10, Duration.ofSeconds(1), 20);

    public static final Duration SWEEP_EVERY = Duration.ofMinutes(5);

    private AsDeployed() {}
}
