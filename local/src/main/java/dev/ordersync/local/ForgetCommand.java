package dev.ordersync.local;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.local.DeploymentOptions.Needs;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.ConfigurationException;
import dev.ordersync.local.config.ConfigurationFile;
import dev.ordersync.local.connect.AwsDeployment;
import dev.ordersync.local.connect.Connect;
import dev.ordersync.local.connect.Forget;
import dev.ordersync.local.connect.Target;
import dev.ordersync.local.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes what is kept of a shop. */
@Command(
        name = "forget",
        description =
                "Deletes everything that is kept of a shop. A run that ended half-way is gone on with by the next.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing of the shop is left",
            "1:AWS cannot be reached",
            "2:there is no such shop, it was not confirmed, or the options are wrong; nothing was deleted"
        },
        mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {
    /** A function keeps its copy of a shop for 10 s, and works for 120 s at most. */
    private static final Duration SETTLED = Duration.ofSeconds(135);

    private final Terminal terminal;

    @Mixin
    private DeploymentOptions deployment;

    @Option(names = "--shop", paramLabel = "ID", required = true, description = "TikTok's id of the shop")
    private String shop;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration with the app: its webhooks of the shop are ended at TikTok too")
    private Path config;

    @Option(names = "--yes", description = "do not ask whether it is meant")
    private boolean yes;

    ForgetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<Configuration> file;
        try {
            file = config == null
                    ? Optional.empty()
                    : Optional.of(ConfigurationFile.read(config, ConfigurationFile.Tokens.MAY_BE_MISSING));
        } catch (ConfigurationException e) {
            terminal.progress(e.getMessage());
            return ExitCode.USAGE;
        }
        return deployment.run(
                config == null ? Needs.TABLE : Needs.ALL,
                InstantSource.system(),
                terminal::progress,
                (target, aws) -> forget(file, target, aws));
    }

    private int forget(Optional<Configuration> file, Target target, Optional<AwsDeployment> aws)
            throws InterruptedException {
        Forget forget = new Forget(target, aws.isPresent() ? SETTLED : Duration.ZERO, span -> {
            terminal.progress("waiting " + span.toSeconds() + " s for those who were at work for the shop ...");
            Thread.sleep(span);
        });
        if (!OrderId.isValid(shop) || !forget.knows(new ShopId(shop))) {
            terminal.progress("there is no shop " + shop);
            return ExitCode.USAGE;
        }
        if (!yes
                && !terminal.ask("All that is kept of shop " + shop + " is deleted, for good. Type its id to go on:")
                        .equals(shop)) {
            terminal.progress("nothing was deleted");
            return ExitCode.USAGE;
        }
        ShopId id = new ShopId(shop);
        file.ifPresent(known -> new Connect(
                        target, known.tiktok().app(Optional.empty()), UpstreamClient.forOperatorAddresses())
                .endWebhooks(id)
                .ifPresent(why -> terminal.progress("TikTok's webhooks were not ended: " + why)));
        Map<String, Integer> erased = forget.run(id).orElse(Map.of());
        erased.forEach((kind, items) -> terminal.say("%8d  %s".formatted(items, kind)));
        terminal.say("Nothing of shop " + shop + " is left.");
        return ExitCode.OK;
    }
}
