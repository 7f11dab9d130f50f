package dev.ordersync.local.runtime;

import dev.ordersync.aws.table.Directory;
import dev.ordersync.local.backend.Backend;
import dev.ordersync.local.backend.LocalDynamoDb;
import dev.ordersync.local.clock.Activity;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.clock.Timeline;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.gateway.Gateway;
import dev.ordersync.local.gateway.LocalApi;
import dev.ordersync.local.gateway.Tokens;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.SandboxContext;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The whole system, running. */
public final class LocalRuntime implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Options options;
    private final Ledger ledger = new Ledger();
    private final Activity activity = new Activity();
    private final BusinessClock clock;
    private final Timeline timeline;
    private Gateway gateway;
    private Backend backend;
    private Sandbox sandbox;

    /**
     * How to run.
     *
     * @param port the API's and the webhooks'; 0 takes any free one
     * @param data keeps the table, the keys and the clock's offset; empty keeps all in memory
     * @param sandboxPort TikTok's; the stores' follow; 0 takes any free ones
     * @param machine the machine's time
     * @param log takes the functions' log lines
     * @param progress hears how the start is getting on
     */
    public record Options(
            int port,
            Optional<Path> data,
            int sandboxPort,
            InstantSource machine,
            PrintStream log,
            Consumer<String> progress) {}

    /** It did not start, for a reason that the message says in one line. */
    public static sealed class NotStarted extends Exception {
        private static final long serialVersionUID = 1L;

        NotStarted(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What the operator gave cannot be used: the data folder, or the configuration with what the folder holds. */
    public static final class NotUsable extends NotStarted {
        private static final long serialVersionUID = 1L;

        NotUsable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private LocalRuntime(Options options) {
        this.options = options;
        this.clock = options.data()
                .map(folder -> BusinessClock.in(folder, options.machine()))
                .orElseGet(() -> BusinessClock.inMemory(options.machine()));
        this.timeline = new Timeline(clock, activity);
    }

    /**
     * Starts the system with a sandbox.
     *
     * @param configuration what to serve, which may depend on where the sandbox listens
     * @throws NotStarted if a port is taken or a part does not start; nothing is left running then
     */
    public static LocalRuntime start(
            Options options, SandboxSetup setup, Function<Sandbox, Configuration> configuration)
            throws NotStarted, InterruptedException {
        return start(options, Optional.of(setup), sandbox -> configuration.apply(sandbox.orElseThrow()));
    }

    /** Starts the system for servers that run elsewhere. */
    public static LocalRuntime startWithoutSandbox(Options options, Configuration configuration)
            throws NotStarted, InterruptedException {
        return start(options, Optional.empty(), none -> configuration);
    }

    private static LocalRuntime start(
            Options options, Optional<SandboxSetup> setup, Function<Optional<Sandbox>, Configuration> configuration)
            throws NotStarted, InterruptedException {
        LocalRuntime runtime;
        try {
            runtime = new LocalRuntime(options);
            if (options.data().isPresent()) {
                LocalDynamoDb.check(options.data().get());
                runtime.parts.push(DataLock.take(options.data().get()));
            }
        } catch (UncheckedIOException e) {
            throw DataProblems.unusable(options.data(), e.getCause());
        } catch (IOException e) {
            throw DataProblems.unusable(options.data(), e);
        }
        try {
            runtime.run(setup, configuration);
            return runtime;
        } catch (NotStarted | InterruptedException | RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    private void run(Optional<SandboxSetup> setup, Function<Optional<Sandbox>, Configuration> configuration)
            throws NotStarted, InterruptedException {
        options.progress().accept("starting ...");
        gateway = openGateway();
        parts.push(gateway);
        CompletableFuture<Tokens> tokens = begin("tokens", () -> Tokens.create(options.machine()));
        CompletableFuture<Optional<Sandbox>> sandboxes = begin("sandbox", () -> setup.map(this::startSandbox));
        CompletableFuture<Backend> backends = begin("backend", this::startBackend);
        // All are awaited, also after a failure: what has started must be known to be stopped.
        Optional<NotStarted> failure = failure(sandboxes, backends, tokens);
        if (failure.isPresent()) {
            throw failure.get();
        }
        backend = backends.join();
        sandbox = sandboxes.join().orElse(null);
        Configuration served = configuration.apply(sandbox());
        String base = served.publicUrl().orElse(gateway.endpoint().toString());
        Assembly assembly = connect(served, base);
        Assembly.Running running = logged(() -> assembly.run(served, sandbox(), timeline));
        running.pollers().forEach(poller -> {
            pushPart(poller);
            poller.start();
        });
        pushPart(timeline);
        timeline.start();
        gateway.serve(
                running.routes(), tokens.join(), new LocalApi(tokens.join(), clock, timeline, ledger, backend.bus()));
        options.progress()
                .accept("serving at " + gateway.endpoint()
                        + sandbox().map(LocalRuntime::where).orElse(""));
    }

    private Assembly connect(Configuration served, String base) throws NotUsable {
        try {
            Assembly assembly = new Assembly(options, clock, activity, ledger, backend);
            // A step that fails keeps nobody from serving: the orders say what they wait for.
            assembly.connect(served, sandbox(), base)
                    .forEach(report -> report.missing().forEach(step -> options.progress()
                            .accept(report.title() + ", " + step.what() + ": " + step.words())));
            return assembly;
        } catch (UncheckedIOException e) {
            throw DataProblems.unusable(options.data(), e.getCause());
        } catch (Directory.ConnectionTaken e) {
            throw DataProblems.contradicts(options.data(), e);
        }
    }

    /** The functions log to standard output, as on Lambda; what they take for it is where the log is to go. */
    private <T> T logged(Supplier<T> wiring) {
        PrintStream standard = System.out;
        System.setOut(options.log());
        try {
            return wiring.get();
        } finally {
            System.setOut(standard);
        }
    }

    private static String where(Sandbox sandbox) {
        StringBuilder where =
                new StringBuilder("; sandbox: TikTok at " + sandbox.tiktok().url());
        sandbox.stores().forEach(store -> where.append(", Shopify at ").append(store.url()));
        return where.toString();
    }

    private Gateway openGateway() throws NotStarted {
        try {
            return Gateway.open(options.port(), options.machine(), ledger);
        } catch (IOException e) {
            throw new NotStarted(portProblem(e, options.port(), "--port"), e);
        }
    }

    private Sandbox startSandbox(SandboxSetup setup) {
        SandboxContext context = new SandboxContext(clock, options.machine(), ledger::upstream, new Faults());
        Sandbox started = Sandbox.start(options.sandboxPort(), context, setup);
        pushPart(started);
        return started;
    }

    private Backend startBackend() {
        try {
            Backend started = Backend.start(clock, options.data(), ledger);
            pushPart(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void pushPart(AutoCloseable part) {
        parts.push(part);
    }

    private static <T> CompletableFuture<T> begin(String what, Supplier<T> start) {
        return CompletableFuture.supplyAsync(
                start, task -> Thread.ofPlatform().name("start " + what).start(task));
    }

    private Optional<NotStarted> failure(CompletableFuture<?>... starts) throws InterruptedException {
        Optional<NotStarted> failure = Optional.empty();
        for (CompletableFuture<?> start : starts) {
            try {
                start.get();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
                failure = failure.or(() -> Optional.of(new NotStarted(describe(cause), cause)));
            }
        }
        return failure;
    }

    private String describe(Throwable cause) {
        return cause.getCause() instanceof BindException
                ? portProblem(cause, options.sandboxPort(), "--sandbox-port")
                : "a part did not start: " + cause.getMessage();
    }

    private static String portProblem(Throwable problem, int port, String option) {
        boolean taken = problem instanceof BindException || problem.getCause() instanceof BindException;
        String which = problem.getMessage() != null && problem.getMessage().startsWith("port ")
                ? problem.getMessage()
                : "port " + port;
        return taken
                ? which + " is taken; choose another with " + option
                : "port " + port + " cannot be opened: " + problem.getMessage();
    }

    /** Where the API, the webhooks and {@code /local} are served. */
    public URI endpoint() {
        return gateway.endpoint();
    }

    public Optional<Sandbox> sandbox() {
        return Optional.ofNullable(sandbox);
    }

    public Ledger ledger() {
        return ledger;
    }

    public Timeline timeline() {
        return timeline;
    }

    /** Business time. */
    public InstantSource clock() {
        return clock;
    }

    /** AWS's services, for whoever looks behind the scenes. */
    public Backend backend() {
        return backend;
    }

    /** Stops what serves first and what it stands on last. */
    @Override
    public void close() {
        while (true) {
            AutoCloseable part;
            synchronized (this) {
                part = parts.poll();
            }
            if (part == null) {
                return;
            }
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger(LocalRuntime.class.getName())
                        .log(System.Logger.Level.WARNING, "a part did not stop", e);
            }
        }
    }
}
