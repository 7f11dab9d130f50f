package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.demo.DemoClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: how it ends, and what it keeps. */
class ProcessTest {
    private static final String SERVING = "ordersync: serving at ";

    @TempDir
    Path folder;

    @Test
    void endsOnSigtermAndGoesOnWithWhatItKept() throws Exception {
        Path data = folder.resolve("data");
        String now;
        Process first = start("local", "--port", "0", "--sandbox-port", "0", "--data", data.toString());
        try (DemoClient client = new DemoClient(endpoint(first), "m-1", new ContractObserver())) {
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(client.put("/api/shops/" + RunningSystem.SHOP + "/settings", autoSyncOff(client))
                            .status())
                    .isEqualTo(200);
            client.advance(Duration.ofHours(2));
            now = client.get("/local/clock").body().path("now").asText();
        } finally {
            first.destroy();
        }
        assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();

        Process second = start("local", "--port", "0", "--sandbox-port", "0", "--data", data.toString());
        try (DemoClient client = new DemoClient(endpoint(second), "m-1", new ContractObserver())) {
            assertThat(client.get("/api/shops/" + RunningSystem.SHOP + "/settings")
                            .body()
                            .path("autoSync")
                            .asBoolean(true))
                    .isFalse();
            assertThat(client.get("/local/clock").body().path("now").asText()).isGreaterThan(now);
        } finally {
            second.destroy();
        }
        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesAConfigurationWithinSecondsInOneLineWithoutAStackTrace() throws Exception {
        Path file = folder.resolve("shops.json");
        Files.writeString(file, "{\"tiktok\": {\"appKey\": 1}}");

        Process process = start("local", "--config", file.toString());

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("ordersync: " + file + ": tiktok.appKey: must be a text in quotes, is a number\n");
    }

    private static ObjectNode autoSyncOff(DemoClient client) {
        var settings =
                client.get("/api/shops/" + RunningSystem.SHOP + "/settings").body();
        return ((ObjectNode) settings).put("autoSync", false);
    }

    private Process start(String... arguments) throws IOException {
        return OwnProcess.of(arguments)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    /** Waits until it serves. */
    private static URI endpoint(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(SERVING)) {
                return URI.create(line.substring(SERVING.length(), line.indexOf(';')));
            }
        }
        throw new IllegalStateException("it ended before it served");
    }
}
