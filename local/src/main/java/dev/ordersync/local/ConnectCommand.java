package dev.ordersync.local;

import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.Directory.Existing;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.local.DeploymentOptions.Needs;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.config.ConfigurationException;
import dev.ordersync.local.config.ConfigurationFile;
import dev.ordersync.local.connect.AwsDeployment;
import dev.ordersync.local.connect.Connect;
import dev.ordersync.local.connect.Finding;
import dev.ordersync.local.connect.ShopReport;
import dev.ordersync.local.connect.Target;
import dev.ordersync.local.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Connects shops with their stores. */
@Command(
        name = "connect",
        description =
                "Connects the shops of a configuration with their stores: stores them, makes what is missing at TikTok and in"
                        + " the store, and says how to get the rest. To repeat it is harmless.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything is as it must be",
            "1:something is missing (the table says what), or AWS cannot be reached",
            "2:the options or the configuration are wrong; nothing was written"
        },
        mixinStandardHelpOptions = true)
final class ConnectCommand implements Callable<Integer> {
    private static final String CONSENT = "TikTok consent";

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Mixin
    private DeploymentOptions deployment;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "the shops to connect")
    private Path config;

    @Option(
            names = "--overwrite",
            description = "replace settings, plan and links that are there already by the file's")
    private boolean overwrite;

    @Option(
            names = "--tiktok-code",
            paramLabel = "CODE",
            description = "turn the code of a seller's consent into tokens; it is good once, for 30 minutes")
    private String code;

    @Option(
            names = "--shop",
            paramLabel = "ID",
            description = "with --tiktok-code, where the file has shops of several sellers: whose consent it is")
    private String shop;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            defaultValue = "${env:ApiUrl}",
            description = "where webhooks arrive, if the file has no publicUrl: the stack's output ApiUrl (default: the"
                    + " environment variable of that name)")
    private String apiUrl;

    ConnectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration file;
        try {
            file = ConfigurationFile.read(config, ConfigurationFile.Tokens.MAY_BE_MISSING);
        } catch (ConfigurationException e) {
            terminal.progress(e.getMessage());
            return ExitCode.USAGE;
        }
        Optional<String> consenting = code == null ? Optional.empty() : Optional.of(consenting(file));
        return deployment.run(
                Needs.ALL,
                InstantSource.system(),
                terminal::progress,
                (target, aws) -> connect(file, consenting, target, aws));
    }

    private int connect(Configuration file, Optional<String> consenting, Target target, Optional<AwsDeployment> aws) {
        Existing existing = overwrite ? Existing.OVERWRITE : Existing.KEEP;
        Connect connect =
                new Connect(target, file.tiktok().app(Optional.empty()), UpstreamClient.forOperatorAddresses());
        Set<String> authorisedAnew;
        try {
            authorisedAnew = new HashSet<>(connect.bringInSecrets(file));
        } catch (Directory.ConnectionTaken e) {
            terminal.progress("the configuration does not go with the table: " + e.getMessage());
            return ExitCode.USAGE;
        }
        List<Finding> app = new ArrayList<>();
        aws.ifPresent(stack -> app.add(stack.appSecret(file.tiktok().appSecret(), existing)));
        consenting.ifPresent(authorisation -> {
            app.add(consent(connect, authorisation));
            authorisedAnew.add(authorisation);
        });
        List<ShopReport> reports = new ArrayList<>();
        if (!app.isEmpty()) {
            reports.add(new ShopReport("the app", app));
        }
        Optional<String> base = file.publicUrl().or(() -> Optional.ofNullable(apiUrl));
        reports.addAll(connect.run(file, base, existing, authorisedAnew));
        for (ShopReport report : reports) {
            report.lines(terminal).forEach(terminal::say);
            terminal.say("");
        }
        boolean complete = reports.stream().allMatch(report -> report.missing().isEmpty());
        terminal.say(complete ? "Everything is as it must be." : "Something is missing; run connect again afterwards.");
        return complete ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Finding consent(Connect connect, String authorisation) {
        try {
            List<String> scopes = connect.consented(authorisation, code);
            return new Finding(CONSENT, Finding.State.MADE, "tokens stored; granted: " + String.join(", ", scopes));
        } catch (UpstreamException why) {
            if (why.upstream() == Upstream.AWS) {
                throw why;
            }
            return new Finding(
                    CONSENT,
                    Finding.State.MISSING,
                    "no tokens: " + why.getMessage()
                            + ". A code is good once, for 30 minutes: the seller consents again.");
        }
    }

    /** Whose consent the code is: the only authorisation of the file, or the one of the shop that was named. */
    private String consenting(Configuration file) {
        List<String> authorisations = file.shops().stream()
                .filter(entry -> shop == null || entry.id().value().equals(shop))
                .map(ShopEntry::authorisation)
                .distinct()
                .toList();
        if (authorisations.size() != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    shop == null
                            ? "--shop is missing: the file has shops of several sellers, and the code is one's"
                            : "--shop: the file has no shop " + shop);
        }
        return authorisations.getFirst();
    }
}
