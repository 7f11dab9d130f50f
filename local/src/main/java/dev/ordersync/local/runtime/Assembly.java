package dev.ordersync.local.runtime;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.secrets.OperatorSecrets;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.TableDefinition;
import dev.ordersync.check.CheckHandler;
import dev.ordersync.check.CheckWiring;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.local.backend.Backend;
import dev.ordersync.local.backend.EventsServer;
import dev.ordersync.local.backend.LocalQueues.Queue;
import dev.ordersync.local.clock.Activity;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.clock.Every;
import dev.ordersync.local.clock.Timeline;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.connect.Connect;
import dev.ordersync.local.connect.ShopReport;
import dev.ordersync.local.connect.Target;
import dev.ordersync.local.gateway.Gateway.Access;
import dev.ordersync.local.gateway.Gateway.Route;
import dev.ordersync.local.lambda.LocalFunction;
import dev.ordersync.local.lambda.QueuePoller;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.merchant.MerchantHandler;
import dev.ordersync.merchant.MerchantWiring;
import dev.ordersync.sweep.SweepWiring;
import dev.ordersync.sweep.TaskHandler;
import dev.ordersync.sweep.TimerHandler;
import dev.ordersync.sweep.TimerWiring;
import dev.ordersync.tiktok.TikTokApp;
import dev.ordersync.webhook.WebhookHandler;
import dev.ordersync.webhook.WebhookWiring;
import dev.ordersync.wiring.SharedWiring;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the functions on the local servers, with the wiring that they have in production. */
final class Assembly {
    static final String TABLE = "ordersync";

    private final LocalRuntime.Options options;
    private final BusinessClock clock;
    private final Activity activity;
    private final Ledger ledger;
    private final Backend backend;
    private final LocalKeys keys;
    private final Queue orders;
    private final Queue tasks;
    private final String schedulesDeadLetters;

    Assembly(LocalRuntime.Options options, BusinessClock clock, Activity activity, Ledger ledger, Backend backend) {
        this.options = options;
        this.clock = clock;
        this.activity = activity;
        this.ledger = ledger;
        this.backend = backend;
        this.keys = LocalKeys.in(options.data());
        TableDefinition.create(backend.dynamoDb(), TABLE);
        this.orders = backend.queues().create(backend.sqs(), "orders", AsDeployed.VISIBILITY);
        this.tasks = backend.queues().create(backend.sqs(), "tasks", AsDeployed.VISIBILITY);
        this.schedulesDeadLetters = backend.queues()
                .create(backend.sqs(), "schedules", AsDeployed.VISIBILITY)
                .deadLetterArn();
    }

    /**
     * Connects the configuration's shops: here, as {@code ./ordersync connect} does it elsewhere.
     *
     * @param base of the addresses at which webhooks arrive
     * @throws Directory.ConnectionTaken when a connection is another shop's in what is kept
     */
    List<ShopReport> connect(Configuration configuration, Optional<Sandbox> sandbox, String base) {
        Connect connect = new Connect(
                new Target(
                        backend.dynamoDb(),
                        TABLE,
                        keys.cipher(),
                        new SqsTaskQueue(backend.sqs(), tasks.url(), new MessageCodec()),
                        new Clocks(clock, options.machine()),
                        keys::unheardName),
                configuration.tiktok().app(address(sandbox)),
                upstreams(configuration, sandbox));
        Set<String> authorisedAnew = connect.bringInSecrets(configuration);
        return connect.run(configuration, Optional.of(base), Directory.Existing.KEEP, authorisedAnew);
    }

    private static Optional<URI> address(Optional<Sandbox> sandbox) {
        return sandbox.map(present -> present.tiktok().url());
    }

    /** What runs. */
    record Running(List<Route> routes, List<QueuePoller> pollers) {}

    /** Makes the functions, starts what feeds them, and lets the timeline know of all that becomes due. */
    Running run(Configuration configuration, Optional<Sandbox> sandbox, Timeline timeline) {
        Environment environment = environment(configuration, sandbox);
        AppSecret app = new AppSecret(configuration.tiktok().appSecret(), Optional.empty());
        // One for all, so that what one function changes the others see at once.
        SharedWiring shared = new SharedWiring(
                environment,
                new SharedWiring.Clients(
                        backend.dynamoDb(),
                        backend.sqs(),
                        backend.scheduler(),
                        backend.events(),
                        keys.cipher(),
                        upstreams(configuration, sandbox)),
                new OperatorSecrets(() -> app, keys::addresses),
                new Clocks(clock, options.machine()));
        List<QueuePoller> pollers = List.of(
                poller(
                        orders,
                        queueFunction("check", AsDeployed.CHECK_TIMEOUT, new CheckHandler(new CheckWiring(shared)))),
                poller(
                        tasks,
                        queueFunction("task", AsDeployed.TASK_TIMEOUT, new TaskHandler(new SweepWiring(shared)))));
        LocalFunction<ScheduledEvent, Void> timer = new LocalFunction<>(
                "timer",
                ScheduledEvent.class,
                new TimerHandler(new TimerWiring(environment, backend.sqs(), shared.shops(), clock)),
                AsDeployed.TIMER_TIMEOUT,
                activity,
                ledger);
        timeline.add(new Every(clock.instant(), AsDeployed.SWEEP_EVERY, () -> tick(timer)));
        timeline.add(backend.schedules());
        pollers.forEach(timeline::add);
        sandbox.ifPresent(present -> timeline.add(present.tiktok()));
        return new Running(
                List.of(
                        new Route(
                                "/webhooks/",
                                Access.OPEN,
                                apiFunction(
                                        "webhook",
                                        AsDeployed.WEBHOOK_TIMEOUT,
                                        new WebhookHandler(
                                                new WebhookWiring(environment, backend.sqs(), () -> app, clock)))),
                        new Route(
                                "/api/",
                                Access.JWT,
                                apiFunction(
                                        "merchant",
                                        AsDeployed.MERCHANT_TIMEOUT,
                                        new MerchantHandler(new MerchantWiring(shared))))),
                pollers);
    }

    /** The sandbox counts the calls that it receives; where others receive them, those that are made are counted. */
    private UpstreamClient upstreams(Configuration configuration, Optional<Sandbox> sandbox) {
        UpstreamClient upstreams = UpstreamClient.forOperatorAddresses();
        UpstreamNames names = new UpstreamNames(configuration);
        return sandbox.isPresent() ? upstreams : upstreams.heardBy(request -> ledger.upstream(names.of(request)));
    }

    private static void tick(LocalFunction<ScheduledEvent, Void> timer) {
        try {
            timer.invoke("{\"source\":\"aws.scheduler\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}");
        } catch (LocalFunction.FunctionError e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The settings that template.yaml gives the functions. */
    private Environment environment(Configuration configuration, Optional<Sandbox> sandbox) {
        TikTokApp tiktok = configuration.tiktok().app(address(sandbox));
        return new Environment(Map.ofEntries(
                Map.entry("TABLE", TABLE),
                Map.entry("TIKTOK_APP_KEY", configuration.tiktok().appKey()),
                Map.entry("TIKTOK_API_URL", tiktok.apiUrl().toString()),
                Map.entry("TIKTOK_AUTH_URL", tiktok.authUrl().toString()),
                Map.entry("ORDERS_QUEUE_URL", orders.url()),
                Map.entry("ORDERS_QUEUE_ARN", orders.arn()),
                Map.entry("ORDERS_DLQ_URL", orders.deadLetterUrl()),
                Map.entry("TASKS_QUEUE_URL", tasks.url()),
                Map.entry("TASKS_QUEUE_ARN", tasks.arn()),
                Map.entry("TASKS_DLQ_URL", tasks.deadLetterUrl()),
                Map.entry("SCHEDULE_GROUP", "ordersync"),
                Map.entry("SCHEDULE_ROLE_ARN", "arn:aws:iam::000000000000:role/schedules"),
                Map.entry("SCHEDULE_DLQ_ARN", schedulesDeadLetters),
                Map.entry("EVENT_BUS", EventsServer.BUS),
                Map.entry("MERCHANT_CLAIM", "merchant_id")));
    }

    private <R> LocalFunction<SQSEvent, R> queueFunction(
            String name, Duration timeout, RequestHandler<SQSEvent, R> handler) {
        return new LocalFunction<>(name, SQSEvent.class, handler, timeout, activity, ledger);
    }

    private <R> LocalFunction<APIGatewayV2HTTPEvent, R> apiFunction(
            String name, Duration timeout, RequestHandler<APIGatewayV2HTTPEvent, R> handler) {
        return new LocalFunction<>(name, APIGatewayV2HTTPEvent.class, handler, timeout, activity, ledger);
    }

    private QueuePoller poller(Queue queue, LocalFunction<SQSEvent, SQSBatchResponse> function) {
        return new QueuePoller(
                clock, activity, backend.sqs(), backend.queues().watch(), queue, function, AsDeployed.MAPPING);
    }
}
