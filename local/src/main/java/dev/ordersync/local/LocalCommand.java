package dev.ordersync.local;

import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.ConfigurationException;
import dev.ordersync.local.config.ConfigurationFile;
import dev.ordersync.local.demo.DemoShops;
import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.runtime.SandboxSetup;
import dev.ordersync.local.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves until it is stopped. */
@Command(name = "local", description = "Starts everything and serves.", mixinStandardHelpOptions = true)
final class LocalCommand implements Callable<Integer> {
    /** How long before the first start the sandbox's shop was connected with its store. */
    private static final Duration CONNECTED_BEFORE = Duration.ofDays(30);

    private final Terminal terminal;

    @Mixin
    private Ports ports;

    @Option(names = "--config", paramLabel = "FILE", description = "the shops to serve (default: the sandbox's shop)")
    private Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the table, the keys and the clock are kept over restarts (default: nowhere)")
    private Path data;

    @Option(
            names = "--no-sandbox",
            description = "start no sandbox: the configuration's addresses name other servers; needs --config")
    private boolean noSandbox;

    LocalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (noSandbox && config == null) {
            terminal.progress(
                    "--no-sandbox needs --config FILE: without a sandbox somebody must say where the shops are");
            return ExitCode.USAGE;
        }
        Optional<Configuration> file;
        try {
            file = config == null ? Optional.empty() : Optional.of(ConfigurationFile.read(config));
        } catch (ConfigurationException e) {
            terminal.progress(e.getMessage());
            return ExitCode.USAGE;
        }
        LocalRuntime.Options options = new LocalRuntime.Options(
                ports.api(),
                Optional.ofNullable(data),
                ports.sandbox(),
                InstantSource.system(),
                System.out,
                terminal::progress);
        try (LocalRuntime runtime = start(options, file)) {
            Serving.untilStopped(runtime, terminal);
            return ExitCode.OK;
        } catch (LocalRuntime.NotUsable e) {
            terminal.progress(e.getMessage());
            return ExitCode.USAGE;
        } catch (LocalRuntime.NotStarted e) {
            terminal.progress(e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private LocalRuntime start(LocalRuntime.Options options, Optional<Configuration> file)
            throws LocalRuntime.NotStarted, InterruptedException {
        if (file.isEmpty()) {
            Instant connectedAt = options.machine().instant().minus(CONNECTED_BEFORE);
            return LocalRuntime.start(
                    options, DemoShops.shop(), sandbox -> DemoShops.shopConfiguration(sandbox, connectedAt));
        }
        return noSandbox
                ? LocalRuntime.startWithoutSandbox(options, file.get())
                : LocalRuntime.start(options, SandboxSetup.of(file.get(), ports.sandbox()), sandbox -> file.get());
    }
}
