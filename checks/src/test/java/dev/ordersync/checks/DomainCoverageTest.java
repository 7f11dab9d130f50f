package dev.ordersync.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;

/** How much of the domain the tests of the domain reach, whether they lie beside it or, because they need the fakes, in testing. */
class DomainCoverageTest {
    private static final double LINES = 0.93;
    private static final double BRANCHES = 0.86;

    @Test
    void theDomainIsTested() throws IOException {
        List<Path> measured = Stream.of("shared/domain", "shared/testing")
                .map(module -> Project.folder(module).resolve("target/jacoco.exec"))
                .filter(Files::exists)
                .toList();
        assumeTrue(!measured.isEmpty(), "not measured: run ./mvnw verify");
        ExecFileLoader executions = new ExecFileLoader();
        for (Path file : measured) {
            executions.load(file.toFile());
        }
        CoverageBuilder coverage = new CoverageBuilder();
        new Analyzer(executions.getExecutionDataStore(), coverage)
                .analyzeAll(Project.folder("shared/domain")
                        .resolve("target/classes")
                        .toFile());
        IBundleCoverage domain = coverage.getBundle("domain");
        double lines = domain.getLineCounter().getCoveredRatio();
        double branches = domain.getBranchCounter().getCoveredRatio();
        System.out.printf(
                "domain: %.1f %% of the lines and %.1f %% of the branches are tested%n", 100 * lines, 100 * branches);
        assertThat(lines)
                .as("lines, by all tests of shared/domain and shared/testing")
                .isGreaterThanOrEqualTo(LINES);
        assertThat(branches)
                .as("branches, by all tests of shared/domain and shared/testing")
                .isGreaterThanOrEqualTo(BRANCHES);
    }
}
