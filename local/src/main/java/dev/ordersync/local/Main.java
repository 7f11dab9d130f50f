package dev.ordersync.local;

import dev.ordersync.local.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code ./ordersync demo}, {@code local}, {@code connect} and {@code forget}. */
@Command(
        name = "./ordersync",
        description = "Brings TikTok Shop orders into the merchant's store; here the whole of it on this machine.",
        subcommands = {DemoCommand.class, LocalCommand.class, ConnectCommand.class, ForgetCommand.class},
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    /** Ends the process: the local servers leave threads that would keep it alive. */
    public static void main(String[] args) {
        // One line for each of what the local servers and this runtime have to say.
        System.setProperty("java.util.logging.SimpleFormatter.format", "ordersync: %4$s %3$s: %5$s%6$s%n");
        System.exit(run(args, Terminal.ofProcess()));
    }

    /** @return 0 done, 1 failed, 2 not understood */
    static int run(String[] args, Terminal terminal) {
        return new CommandLine(new Main(), new TerminalFactory(terminal))
                .setParameterExceptionHandler((wrong, given) -> {
                    terminal.progress(wrong.getMessage().lines().findFirst().orElse("not understood")
                            + " (--help lists the options)");
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(args);
    }

    /** Gives the commands their terminal. */
    private record TerminalFactory(Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == DemoCommand.class) {
                return type.cast(new DemoCommand(terminal));
            }
            if (type == LocalCommand.class) {
                return type.cast(new LocalCommand(terminal));
            }
            if (type == ConnectCommand.class) {
                return type.cast(new ConnectCommand(terminal));
            }
            if (type == ForgetCommand.class) {
                return type.cast(new ForgetCommand(terminal));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
