package dev.ordersync.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What lies in each function's {@code target/lambda/lib}, which is what gets deployed. Needs the functions packaged, as by verify. */
class FunctionPackagesTest {
    private static final Pattern BANNED = Pattern.compile(
            "(netty|apache-client|apache5-client|httpclient|httpcore|aws-crt|log4j|spring|logback|DynamoDBLocal|elasticmq|junit|assertj"
                    + "|ordersync-local|ordersync-testing).*");

    /** The services that the SDK has a client for in each package; its role needs no more. */
    private static final Map<String, Set<String>> SERVICES = Map.of(
            "webhook", Set.of("sqs", "secretsmanager"),
            "check", Set.of("dynamodb", "sqs", "scheduler", "eventbridge", "kms", "secretsmanager"),
            "fulfillment", Set.of("dynamodb", "sqs", "scheduler", "eventbridge", "kms", "secretsmanager"),
            "merchant", Set.of("dynamodb", "sqs", "scheduler", "eventbridge", "kms", "secretsmanager"),
            "sweep", Set.of("dynamodb", "sqs", "scheduler", "eventbridge", "kms", "secretsmanager"));

    private static final Set<String> ALL_SERVICES =
            Set.of("dynamodb", "sqs", "eventbridge", "scheduler", "kms", "secretsmanager", "ssm", "sts", "s3", "sso");

    /** Every byte is read when a function starts cold. The client of the bus is 1.8 MB of them. */
    private static final long MOST_BYTES = 20_500_000;

    @ParameterizedTest
    @FieldSource("dev.ordersync.checks.Project#FUNCTIONS")
    void holdsItsOwnJarAndNoBannedLibrary(String function) throws IOException {
        List<String> jars = jars(function);
        assertThat(jars).anyMatch(jar -> jar.startsWith("ordersync-" + function + "-"));
        assertThat(jars).noneMatch(jar -> BANNED.matcher(jar).matches());
    }

    @ParameterizedTest
    @FieldSource("dev.ordersync.checks.Project#FUNCTIONS")
    void holdsTheClientsOfItsOwnServicesOnly(String function) throws IOException {
        Set<String> services = new TreeSet<>(ALL_SERVICES);
        services.retainAll(
                jars(function).stream().map(jar -> jar.replaceAll("-\\d.*", "")).toList());
        assertThat(services).isEqualTo(new TreeSet<>(SERVICES.get(function)));
    }

    @ParameterizedTest
    @FieldSource("dev.ordersync.checks.Project#FUNCTIONS")
    void isSmall(String function) throws IOException {
        long bytes = 0;
        for (String jar : jars(function)) {
            bytes += Files.size(lib(function).resolve(jar));
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    private static Path lib(String function) {
        return Project.folder("functions/" + function).resolve("target/lambda/lib");
    }

    private static List<String> jars(String function) throws IOException {
        assumeTrue(Files.isDirectory(lib(function)), "not packaged: run ./mvnw verify");
        try (Stream<Path> files = Files.list(lib(function))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
