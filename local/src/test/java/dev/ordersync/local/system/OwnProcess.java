package dev.ordersync.local.system;

import dev.ordersync.local.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The product in a process of its own, as the launcher starts it. */
final class OwnProcess {
    private OwnProcess() {}

    static ProcessBuilder of(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
