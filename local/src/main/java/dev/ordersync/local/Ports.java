package dev.ordersync.local;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ports that a command opens on loopback. */
final class Ports {
    private static final int HIGHEST = 65_535;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private int api = 8080;
    private int sandbox = 9001;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "where the API and the webhooks are served (default 8080; 0: any free one)")
    void api(int port) {
        api = checked("--port", port);
    }

    @Option(
            names = "--sandbox-port",
            paramLabel = "PORT",
            description = "the sandbox's TikTok; its stores follow (default 9001; 0: any free ones)")
    void sandbox(int port) {
        sandbox = checked("--sandbox-port", port);
    }

    int api() {
        return api;
    }

    int sandbox() {
        return sandbox;
    }

    private int checked(String option, int port) {
        if (port < 0 || port > HIGHEST) {
            throw new ParameterException(command.commandLine(), option + " must be 0 to " + HIGHEST);
        }
        return port;
    }
}
