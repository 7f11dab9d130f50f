package dev.ordersync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SourceTreeTest {
    @Test
    void knowsEveryModuleOfTheBuild() throws Exception {
        Matcher module = Pattern.compile("<module>(.*?)</module>")
                .matcher(Files.readString(Project.root().resolve("pom.xml")));
        assertThat(module.results().map(result -> result.group(1)))
                .containsExactlyInAnyOrderElementsOf(Project.MODULES);
    }

    @ParameterizedTest
    @FieldSource("dev.ordersync.checks.Project#MODULES")
    void aModuleKeepsToItsOwnPackage(String module) {
        Path own = Project.folder(module).resolve("src/main/java/dev/ordersync").resolve(Project.name(module));
        assertThat(Project.sources(module)).isNotEmpty().allMatch(file -> file.startsWith(own));
    }

    @ParameterizedTest
    @FieldSource("dev.ordersync.checks.Project#MODULES")
    void everyPackageSaysWhatItIsFor(String module) {
        List<Path> silent = Project.sources(module).stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                .toList();
        assertThat(silent).as("packages without package-info.java").isEmpty();
    }

    /** A folder without a pom must stay one: a pom in it would be a second aggregator. */
    @Test
    void sharedAndFunctionsAreFoldersOnly() {
        assertThat(Stream.of("shared/pom.xml", "functions/pom.xml").map(Project.root()::resolve))
                .allMatch(Files::notExists);
    }
}
