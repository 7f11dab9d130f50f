package dev.ordersync.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree of the project, as the tests over the whole see it. */
final class Project {
    /** Every module with main sources, by folder; the folder's last name is the module's package below {@code dev.ordersync}. */
    static final List<String> MODULES = List.of(
            "shared/domain",
            "shared/http",
            "shared/testing",
            "shared/tiktok",
            "shared/stores",
            "shared/aws",
            "shared/wiring",
            "functions/webhook",
            "functions/check",
            "functions/fulfillment",
            "functions/merchant",
            "functions/sweep",
            "local",
            "checks");

    static final List<String> FUNCTIONS = MODULES.stream()
            .filter(module -> module.startsWith("functions/"))
            .map(Project::name)
            .toList();

    private Project() {}

    static Path root() {
        return Path.of(System.getProperty("ordersync.root"));
    }

    static Path folder(String module) {
        return root().resolve(module);
    }

    /** The last name of a module's folder, which is also its package's. */
    static String name(String module) {
        return module.substring(module.lastIndexOf('/') + 1);
    }

    /** The Java files below a module's main sources. */
    static List<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(folder(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True while a module has nothing but package-info files, so that no rule over its classes can find any. */
    static boolean isEmpty(String name) {
        String module = MODULES.stream()
                .filter(each -> name(each).equals(name))
                .findFirst()
                .orElseThrow();
        return sources(module).stream().allMatch(file -> file.endsWith("package-info.java"));
    }
}
