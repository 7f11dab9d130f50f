package dev.ordersync.local;

import dev.ordersync.local.demo.Demo;
import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays the scenario. */
@Command(
        name = "demo",
        description =
                "Starts everything with the sandbox, plays a scenario of orders, shows what happened, keeps serving.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Ports ports;

    @Option(names = "--exit", description = "end after the scenario; 0 if everything was as it must be")
    private boolean exit;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The functions' log lines would bury the story.
        Path file = Files.createTempFile("ordersync-demo-", ".log");
        try (PrintStream log = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
            terminal.progress("the functions' log is " + file);
            LocalRuntime.Options options = new LocalRuntime.Options(
                    ports.api(), Optional.empty(), ports.sandbox(), InstantSource.system(), log, terminal::progress);
            Demo demo;
            try {
                demo = Demo.start(options, terminal);
            } catch (LocalRuntime.NotStarted e) {
                terminal.progress(e.getMessage());
                return 1;
            }
            try (LocalRuntime runtime = demo.runtime()) {
                boolean good = demo.play().isEmpty();
                if (!exit) {
                    demo.sayHowToGoOn();
                    Serving.untilStopped(runtime, terminal);
                }
                return good ? 0 : 1;
            }
        }
    }
}
