package dev.ordersync.local;

import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.local.connect.AwsDeployment;
import dev.ordersync.local.connect.Target;
import dev.ordersync.local.runtime.KeptData;
import dev.ordersync.local.runtime.LocalRuntime;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Which table: a deployed stack's, by the names of template.yaml's outputs, or the one that a local runtime keeps. */
final class DeploymentOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--table-name",
            paramLabel = "NAME",
            defaultValue = "${env:TableName}",
            description = "the stack's output TableName (default: the environment variable of that name)")
    private String tableName;

    @Option(
            names = "--credentials-key",
            paramLabel = "KEY",
            defaultValue = "${env:CredentialsKey}",
            description = "the stack's output CredentialsKey (default: the environment variable of that name)")
    private String credentialsKey;

    @Option(
            names = "--tasks-queue-url",
            paramLabel = "URL",
            defaultValue = "${env:TasksQueueUrl}",
            description = "the stack's output TasksQueueUrl (default: the environment variable of that name)")
    private String tasksQueueUrl;

    @Option(
            names = "--tiktok-secret",
            paramLabel = "ID",
            defaultValue = "${env:TikTokSecret}",
            description = "the stack's output TikTokSecret (default: the environment variable of that name)")
    private String tikTokSecret;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "in place of a stack, what ./ordersync local --data DIR keeps, while it does not run")
    private Path data;

    /** What a command does with an open table. */
    interface Work {
        int with(Target target, Optional<AwsDeployment> aws) throws InterruptedException;
    }

    /** How much of a stack a command needs. */
    enum Needs {
        TABLE,
        ALL
    }

    /** @return the work's result, or 1 where the table cannot be reached, which is said in one line */
    int run(Needs needs, InstantSource machine, Consumer<String> problems, Work work) throws InterruptedException {
        if (data != null) {
            try (KeptData kept = KeptData.open(data, machine)) {
                return work.with(kept.target(), Optional.empty());
            } catch (LocalRuntime.NotUsable e) {
                problems.accept(e.getMessage());
                return 2;
            }
        }
        AwsDeployment.Names names = new AwsDeployment.Names(
                value(Needs.ALL, "--table-name", "TableName", tableName),
                value(needs, "--credentials-key", "CredentialsKey", credentialsKey),
                value(needs, "--tasks-queue-url", "TasksQueueUrl", tasksQueueUrl),
                value(needs, "--tiktok-secret", "TikTokSecret", tikTokSecret));
        try (AwsDeployment aws = new AwsDeployment(names)) {
            return work.with(aws.target(), Optional.of(aws));
        } catch (UpstreamException e) {
            if (e.upstream() != Upstream.AWS) {
                throw e;
            }
            problems.accept(e.getMessage() + (e.getCause() instanceof SdkException why ? ": " + words(why) : ""));
            return 1;
        } catch (SdkException e) {
            problems.accept("AWS cannot be called: " + words(e));
            return 1;
        }
    }

    /** The SDK's first words: where it looked for a region or credentials in vain, it names every class that looked. */
    private static String words(SdkException why) {
        String first = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
        return first.startsWith("Unable to load")
                ? first.replaceFirst(" from any of .*", "")
                        + "; set AWS_REGION and AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                : first;
    }

    private String value(Needs needs, String option, String output, String value) {
        if (value != null && !value.isBlank()) {
            return value;
        }
        if (needs == Needs.ALL) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " is missing: the stack's output " + output + "; or --data for a local runtime's table");
        }
        return "";
    }
}
