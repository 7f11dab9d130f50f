package dev.ordersync.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.local.config.ConfigurationFile;
import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
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

    @Test
    void refusesADataFolderThatIsNone(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("data"));

        assertThat(run("local", "--port", "0", "--sandbox-port", "0", "--data", file.toString()))
                .isEqualTo(2);

        assertThat(errors())
                .isEqualTo("ordersync: the data folder " + file + " cannot be used: " + file + " is no folder\n");
    }

    @Test
    void refusesAKeyThatWasWrittenByHalf(@TempDir Path folder) throws Exception {
        Path key = Files.write(folder.resolve("secrets.key"), new byte[7]);

        assertThat(run("local", "--port", "0", "--sandbox-port", "0", "--data", folder.toString()))
                .isEqualTo(2);

        assertThat(errors())
                .endsWith("ordersync: the data folder " + folder + " cannot be used: " + key
                        + " is no key: it has 7 bytes instead of 32\n")
                .hasLineCount(2);
    }

    @Test
    void refusesATableThatCannotBeRead(@TempDir Path folder) throws Exception {
        Path table = Files.writeString(folder.resolve("shared-local-instance.db"), "no table".repeat(1000));

        assertThat(run("local", "--port", "0", "--sandbox-port", "0", "--data", folder.toString()))
                .isEqualTo(2);

        assertThat(errors())
                .isEqualTo("ordersync: the data folder " + folder + " cannot be used: " + table + " is no table\n");
    }

    @Test
    void refusesAConnectionThatIsAnotherShops(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        LocalRuntime.startWithoutSandbox(
                        new LocalRuntime.Options(
                                0,
                                Optional.of(data),
                                0,
                                InstantSource.system(),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                progress -> {}),
                        ConfigurationFile.read(configuration(folder, "749")))
                .close();

        String file = configuration(folder, "750").toString();
        assertThat(run("local", "--port", "0", "--no-sandbox", "--config", file, "--data", data.toString()))
                .isEqualTo(2);

        assertThat(errors())
                .endsWith("ordersync: the configuration does not go with the data folder " + data
                        + ": connection c-1 belongs to another shop than 750\n")
                .hasLineCount(2);
    }

    @Test
    void connectsNothingWithoutKnowingWhichTable(@TempDir Path folder) throws Exception {
        String file = configuration(folder, "749").toString();
        assertThat(run("connect", "--config", file)).isEqualTo(2);
        assertThat(run("connect")).isEqualTo(2);
        assertThat(run("forget", "--shop", "749")).isEqualTo(2);
        assertThat(errors())
                .hasLineCount(3)
                .contains("--table-name is missing: the stack's output TableName")
                .contains("--config");
        assertThat(out.size()).isZero();
    }

    @Test
    void connectsWhatTheDataFolderKeepsAndForgetsIt(@TempDir Path folder) throws Exception {
        String file = configuration(folder, "749").toString();
        String data = folder.resolve("data").toString();
        assertThat(run("connect", "--config", file, "--data", data)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("shop 749", "not known: nothing was sent: CONNECT_FAILED. Run connect again.")
                .contains("Something is missing");

        assertThat(run("connect", "--config", configuration(folder, "750").toString(), "--data", data))
                .isEqualTo(2);
        assertThat(run("forget", "--shop", "750", "--data", data, "--yes")).isEqualTo(2);
        assertThat(run("forget", "--shop", "749", "--data", data))
                .as("nobody confirms")
                .isEqualTo(2);
        assertThat(errors()).isEqualTo("""
                        ordersync: the configuration does not go with the table: connection c-1 belongs to another shop than 750
                        ordersync: there is no shop 750
                        ordersync: All that is kept of shop 749 is deleted, for good. Type its id to go on: \
                        ordersync: nothing was deleted
                        """);
        out.reset();
        assertThat(run("forget", "--shop", "749", "--data", data, "--yes")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("1  tokens", "Nothing of shop 749 is left.");
        assertThat(run("forget", "--shop", "749", "--data", data, "--yes")).isEqualTo(2);
    }

    @Test
    void asksWhoseConsentItIsWhereTheFileHasSeveralSellers(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("two.json");
        Files.writeString(file, """
                {"tiktok": {"appKey": "k", "appSecret": "s"},
                 "shops": [%s, %s]}""".formatted(entry("1"), entry("2")));
        assertThat(run("connect", "--config", file.toString(), "--tiktok-code", "c", "--data", "x"))
                .isEqualTo(2);
        assertThat(run("connect", "--config", file.toString(), "--tiktok-code", "c", "--shop", "3", "--data", "x"))
                .isEqualTo(2);
        assertThat(errors()).hasLineCount(2).contains("--shop is missing").contains("the file has no shop 3");
    }

    private static String entry(String shop) {
        return """
                {"id": "%1$s", "merchant": "m-1", "region": "US",
                 "store": {"connection": "c-%1$s", "platform": "SHOPIFY", "url": "http://127.0.0.1:9",
                           "credentials": {"accessToken": "a", "webhookSecret": "w"}}}""".formatted(shop);
    }

    private static Path configuration(Path folder, String shop) throws IOException {
        return Files.writeString(folder.resolve(shop + ".json"), """
                {"tiktok": {"appKey": "k", "appSecret": "s", "apiUrl": "http://127.0.0.1:9", "authUrl": "http://127.0.0.1:9"},
                 "shops": [{"id": "%s", "merchant": "m-1", "region": "US", "cipher": "c", "accessToken": "t",
                            "store": {"connection": "c-1", "platform": "SHOPIFY", "url": "http://127.0.0.1:9",
                                      "credentials": {"accessToken": "a", "webhookSecret": "w"}}}]}""".formatted(shop));
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
