package dev.ordersync.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void refusesAConfigurationInOneLineBeforeAnythingStarts(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("shops.json");
        Files.writeString(file, """
                {"tiktok": {"appKey": "k", "appSecret": "s"},
                 "shops": [{"id": "749", "merchant": "m-1", "region": "US", "cipher": "c", "accessToken": "t",
                            "store": {"connection": "c-1", "platform": "MAGENTO", "url": "https://a.example",
                                      "credentials": {"accessToken": "a"}}}]}""");

        assertThat(run("local", "--config", file.toString())).isEqualTo(2);

        assertThat(errors())
                .isEqualTo("ordersync: " + file + ": shops[0].store.platform: MAGENTO is not built yet; use SHOPIFY\n");
        assertThat(out.size()).isZero();
    }

    @Test
    void refusesToServeNobodysShops() {
        assertThat(run("local", "--no-sandbox")).isEqualTo(2);
        assertThat(errors())
                .startsWith("ordersync: --no-sandbox needs --config FILE")
                .hasLineCount(1);
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(run("local", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(errors())
                    .endsWith("ordersync: port " + taken.getLocalPort() + " is taken; choose another with --port\n");
        }
    }

    @Test
    void saysWhichOfTheSandboxesPortsIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("local", "--port", "0", "--sandbox-port", port)).isEqualTo(1);
            assertThat(errors())
                    .endsWith("ordersync: port " + port
                            + " for the tiktok sandbox is taken; choose another with --sandbox-port\n");
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstandInOneLine() {
        assertThat(run("local", "--port", "80a")).isEqualTo(2);
        assertThat(run("local", "--port", "65536")).isEqualTo(2);
        assertThat(run("local", "--shop")).isEqualTo(2);
        assertThat(errors())
                .hasLineCount(3)
                .contains("--port")
                .contains("65535")
                .contains("--shop");
    }

    private int run(String... arguments) {
        return Main.run(
                arguments,
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
