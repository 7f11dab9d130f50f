package dev.ordersync.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LEAST = """
        {"tiktok": {"appKey": "key", "appSecret": "s3cret"},
         "shops": [{"id": "7494049642642441621", "merchant": "m-1", "region": "GB", "cipher": "c", "accessToken": "t",
                    "store": {"connection": "c-1", "platform": "SHOPIFY", "url": "https://a.myshopify.com",
                              "credentials": {"accessToken": "shpat", "webhookSecret": "w"}}}]}""";

    private static final String FULL = """
        {"tiktok": {"appKey": "key", "appSecret": "s3cret",
                    "apiUrl": "http://127.0.0.1:9001", "authUrl": "http://127.0.0.1:9001/"},
         "publicUrl": "https://sync.example/base/",
         "shops": [{"id": "7494049642642441621", "merchant": "m-1", "region": "US", "cipher": "c",
                    "authorisation": "seller-1", "accessToken": "t", "accessTokenExpiresAt": "2026-02-01T00:00:00Z",
                    "refreshToken": "r", "refreshTokenExpiresAt": "2026-06-01T00:00:00Z",
                    "connectedAt": "2026-01-01T00:00:00Z",
                    "store": {"connection": "c-1", "platform": "SHOPIFY", "url": "http://127.0.0.1:9002",
                              "apiVersion": "2026-10", "connectedAt": "2026-01-03T00:00:00Z",
                              "credentials": {"accessToken": "a", "refreshToken": "b", "clientId": "i",
                                              "expiresAt": "2026-01-01T01:00:00Z", "clientSecret": "s",
                                              "webhookSecret": "w", "previousWebhookSecret": "v"}},
                    "settings": {"autoSync": false, "onHoldRule": "SYNC_AT_ONCE", "sampleRule": "COMBINE",
                                 "sampleWindow": "PT30M", "releaseOnLink": false, "skuMatch": false,
                                 "inventory": "BYPASS", "cancelInStore": false, "restockOnCancel": false,
                                 "noteDelivery": true, "cancelOnTikTok": "out_of_stock", "strictTracking": true,
                                 "defaultCarrier": "UPS", "fillRequiredOptions": false, "backfillDays": 30},
                    "plan": {"active": false, "activeFrom": "2026-01-01T00:00:00Z", "activeUntil": null},
                    "links": [{"sku": "2729382476852921560", "storeVariant": "gid://shopify/ProductVariant/1",
                               "linkedAt": "2026-01-02T00:00:00Z"}],
                    "carriers": [{"store": "My Courier", "tiktok": "UPS"}]}]}""";

    @Test
    void whoConnectsAShopMayNotHaveItsTokensYet() throws Exception {
        byte[] json =
                LEAST.replace("\"cipher\": \"c\", \"accessToken\": \"t\",", "").getBytes(StandardCharsets.UTF_8);
        Configuration.ShopEntry shop = ConfigurationFile.read(json, ConfigurationFile.Tokens.MAY_BE_MISSING)
                .shops()
                .getFirst();
        assertThat(shop.cipher()).isEmpty();
        assertThat(shop.tokens()).isEmpty();
        byte[] half = LEAST.replace("\"accessToken\": \"t\",", "\"refreshToken\": \"r\",")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ConfigurationFile.read(half, ConfigurationFile.Tokens.MAY_BE_MISSING))
                .hasMessageContaining("shops[0].accessToken");
    }

    @Test
    void takesTheLeastThatMustBeSaidWithTheDocumentedDefaults() throws Exception {
        Configuration configuration = read(LEAST);

        assertThat(configuration.publicUrl()).isEmpty();
        assertThat(configuration.tiktok().apiUrl()).isEmpty();
        Configuration.ShopEntry shop = configuration.shops().getFirst();
        assertThat(shop.authorisation()).isEqualTo("7494049642642441621");
        assertThat(shop.settings()).isEqualTo(Settings.defaults());
        assertThat(shop.plan()).isEqualTo(Plan.unlimited());
        assertThat(shop.links()).isEmpty();
        assertThat(shop.tokens()).isEqualTo(Map.of("accessToken", "t"));
        assertThat(shop.store().apiVersion()).isEqualTo("2026-07");
        assertThat(shop.store().credentials()).isEqualTo(Map.of("accessToken", "shpat", "webhookSecret", "w"));
    }

    @Test
    void takesEveryDocumentedField() throws Exception {
        Configuration configuration = read(FULL);

        assertThat(configuration.publicUrl()).contains("https://sync.example/base");
        assertThat(configuration.tiktok().authUrl()).contains("http://127.0.0.1:9001");
        Configuration.ShopEntry shop = configuration.shops().getFirst();
        assertThat(shop.id()).isEqualTo(new ShopId("7494049642642441621"));
        assertThat(shop.authorisation()).isEqualTo("seller-1");
        assertThat(shop.tokens())
                .isEqualTo(Map.of(
                        "accessToken", "t",
                        "accessTokenExpiresAt", "2026-02-01T00:00:00Z",
                        "refreshToken", "r",
                        "refreshTokenExpiresAt", "2026-06-01T00:00:00Z"));
        assertThat(shop.settings())
                .isEqualTo(new Settings(
                        false,
                        Settings.OnHoldRule.SYNC_AT_ONCE,
                        Settings.SampleRule.COMBINE,
                        Duration.ofMinutes(30),
                        false,
                        false,
                        Settings.Inventory.BYPASS,
                        false,
                        false,
                        true,
                        Optional.of("out_of_stock"),
                        true,
                        Optional.of("UPS"),
                        false,
                        30));
        assertThat(shop.plan())
                .isEqualTo(new Plan(false, Optional.of(Instant.parse("2026-01-01T00:00:00Z")), Optional.empty()));
        assertThat(shop.links())
                .containsExactly(new Configuration.LinkEntry(
                        new SkuId("2729382476852921560"),
                        new VariantId("gid://shopify/ProductVariant/1"),
                        Optional.of(Instant.parse("2026-01-02T00:00:00Z"))));
        assertThat(shop.carriers()).containsExactly(new Configuration.CarrierEntry("My Courier", "UPS"));
        assertThat(shop.store().connection()).isEqualTo(new ConnectionId("c-1"));
        assertThat(shop.store().platform()).isEqualTo(Platform.SHOPIFY);
        assertThat(shop.store().apiVersion()).isEqualTo("2026-10");
        assertThat(shop.store().credentials()).hasSize(7);
    }

    @Test
    void connectsAPairAtTheLaterOfTheTimesGivenAndNowWhereNoneIs() throws Exception {
        Instant now = Instant.parse("2026-05-05T00:00:00Z");
        assertThat(read(FULL).shops().getFirst().pairConnectedAt(now)).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(read(with("shops[0].connectedAt", "null")).shops().getFirst().pairConnectedAt(now))
                .isEqualTo("2026-01-03T00:00:00Z");
        assertThat(read(LEAST).shops().getFirst().pairConnectedAt(now)).isEqualTo(now);
    }

    @Test
    void takesClientCredentialsAlone() throws Exception {
        String credentials = "{\"clientId\":\"i\",\"clientSecret\":\"s\",\"webhookSecret\":\"w\"}";
        assertThat(read(with("shops[0].store.credentials", credentials))
                        .shops()
                        .getFirst()
                        .store()
                        .credentials())
                .isEqualTo(Map.of("clientId", "i", "clientSecret", "s", "webhookSecret", "w"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiktok",
                "tiktok.appKey",
                "tiktok.appSecret",
                "shops",
                "shops[0].id",
                "shops[0].merchant",
                "shops[0].region",
                "shops[0].cipher",
                "shops[0].accessToken",
                "shops[0].store",
                "shops[0].store.connection",
                "shops[0].store.platform",
                "shops[0].store.url",
                "shops[0].store.credentials",
                "shops[0].store.credentials.webhookSecret",
                "shops[0].store.credentials.accessToken",
                "shops[0].store.credentials.refreshToken",
                "shops[0].store.credentials.expiresAt",
                "shops[0].store.credentials.clientId",
                "shops[0].store.credentials.clientSecret",
                "shops[0].links[0].sku",
                "shops[0].links[0].storeVariant",
                "shops[0].carriers[0].tiktok"
            })
    void refusesAFileWithoutARequiredField(String path) throws Exception {
        assertThat(refusal(with(path, null))).startsWith(path + ": is missing");
        assertThat(refusal(with(path, "null"))).startsWith(path + ": is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "shops[0].id                         | 7494049642642441621        | must be a text in quotes, is a number",
                "shops[0].id                         | \"749x\"                   | must be 1 to 20 digits",
                "shops[0].id                         | \"\"                       | must not be empty",
                "shops[0].merchant                   | 1                          | must be a text",
                "shops[0].region                     | \"Germany\"                | must be TikTok's code",
                "shops[0].store.connection           | \"c/1\"                    | must be 1 to 64 letters",
                "shops[0].store.platform             | \"MAGENTO\"                | MAGENTO is not built yet; use SHOPIFY",
                "shops[0].store.platform             | \"EBAY\"                   | EBAY is no platform; use SHOPIFY",
                "shops[0].store.url                  | \"http://shop.example\"    | must be https",
                "shops[0].store.url                  | \"https://a.example/x\"    | must end after the host",
                "shops[0].store.url                  | \"https://u:p@a.example\"  | must not hold a user name",
                "shops[0].store.url                  | \"https://a.example?x=1\"  | must be a plain address",
                "shops[0].store.url                  | \"shop\"                   | must be a complete https address",
                "shops[0].store.apiVersion           | \"2025-10\"                | must be Shopify's version",
                "shops[0].store.credentials.expiresAt| \"tomorrow\"               | must be a time in UTC",
                "tiktok.apiUrl                       | \"http://10.0.0.1\"        | must be https",
                "publicUrl                           | \"http://sync.example\"    | must be https",
                "shops[0].settings.autoSync          | \"true\"                   | must be true or false, is a text",
                "shops[0].settings.onHoldRule        | \"WAITING\"                | must be one of WAIT, SYNC_AT_ONCE",
                "shops[0].settings.sampleWindow      | \"2 hours\"                | must be a duration like PT2H",
                "shops[0].settings.sampleWindow      | \"PT29M\"                  | must be from PT30M to PT24H",
                "shops[0].settings.sampleWindow      | \"PT25H\"                  | must be from PT30M to PT24H",
                "shops[0].settings.backfillDays      | 31                         | must be a whole number from 0 to 30",
                "shops[0].settings.backfillDays      | 1.5                        | must be a whole number from 0 to 30",
                "shops[0].settings.backfillDays      | \"7\"                      | must be a whole number from 0 to 30",
                "shops[0].settings.cancelOnTikTok    | false                      | must be a text",
                "shops[0].plan.activeFrom            | 1767225600                 | must be a text",
                "shops[0].plan.activeUntil           | \"2026-01-01T00:00:00Z\"   | must be later than activeFrom",
                "shops[0].connectedAt                | \"2026-01-01\"             | must be a time in UTC",
                "shops[0].links                      | {}                         | must be an array, is an object",
                "shops[0].links[0].storeVariant      | \"1\"                      | must be an id like gid://",
                "shops                               | {}                         | must be an array, is an object",
                "shops[0]                            | \"749\"                    | must be an object, is a text",
                "shops[0].store                      | []                         | must be an object, is an array",
                "tiktok                              | true                       | must be an object, is true or false",
            })
    void refusesAWrongValueByItsPath(String path, String value, String problem) throws Exception {
        assertThat(refusal(with(path, value))).startsWith(path + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "tiktok.secret",
                "shops[0].accesToken",
                "shops[0].store.adress",
                "shops[0].store.credentials.token",
                "shops[0].settings.autosync",
                "shops[0].plan.until",
                "shops[0].links[0].variant",
                "shops[0].carriers[0].name"
            })
    void refusesAnUnknownFieldByItsPath(String path) throws Exception {
        assertThat(refusal(with(path, "1"))).startsWith(path + ": there is no such field; there are ");
    }

    @Test
    void refusesWhatMayStandOnceOnly() throws Exception {
        assertThat(refusal(withSecondShop("{}"))).isEqualTo("shops[1].id: is the same as shops[0].id");
        assertThat(refusal(withSecondShop("{\"id\":\"2\"}")))
                .isEqualTo("shops[1].store.connection: is the same as shops[0].store.connection");
        assertThat(refusal(withSecondShop("{\"id\":\"2\",\"accessToken\":\"other\"}")
                        .replaceFirst("(?s)(.*)\"c-1\"", "$1\"c-2\"")))
                .startsWith("shops[1].authorisation: another shop names it with other tokens");
        assertThat(read(withSecondShop("{\"id\":\"2\"}").replaceFirst("(?s)(.*)\"c-1\"", "$1\"c-2\""))
                        .shops())
                .hasSize(2);
        String link = "{\"sku\":\"1\",\"storeVariant\":\"gid://shopify/ProductVariant/1\"}";
        assertThat(refusal(with("shops[0].links", "[" + link + "," + link + "]")))
                .isEqualTo("shops[0].links[1].sku: is the same as shops[0].links[0].sku");
        assertThat(refusal("{\"tiktok\":{},\n\"tiktok\":{}}"))
                .startsWith("line 2, ")
                .contains("is there already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"tiktok\": s3cret}", "{} {}", "[1", "{\"a\":1,}", "\u0000"})
    void refusesWhatIsNoJsonWithoutQuotingIt(String text) {
        assertThat(refusal(text)).matches("(line \\d+, column \\d+|the file): is (not JSON|empty)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"x\"", "1"})
    void refusesAFileThatIsNoObject(String text) {
        assertThat(refusal(text)).startsWith("the file: must be an object");
    }

    @Test
    void namesTheFileInOneLine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("shops.json");
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> ConfigurationFile.read(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder + ": cannot be read");

        Files.writeString(file, with("shops[0].store.platform", "\"MAG\\nENTO\\u001b[31m\""));
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": shops[0].store.platform: MAG ENTO [31m is no platform; use SHOPIFY");

        Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void showsNoSecretWhenItIsPrinted() throws Exception {
        assertThat(read(FULL).toString())
                .doesNotContain("s3cret")
                .doesNotContain("\"t\"")
                .doesNotContain("clientSecret");
    }

    private static Configuration read(String json) throws ConfigurationException {
        return ConfigurationFile.read(json.getBytes(StandardCharsets.UTF_8), ConfigurationFile.Tokens.REQUIRED);
    }

    private static String refusal(String json) {
        Throwable thrown = catchThrowable(() -> read(json));
        assertThat(thrown).isInstanceOf(ConfigurationException.class);
        return thrown.getMessage();
    }

    /** The full file with another value at this path; without the field where the value is null. */
    private static String with(String path, String value) throws Exception {
        JsonNode file = JSON.readTree(FULL);
        JsonNode parent = file.at(pointer(path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : ""));
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (name.endsWith("]")) {
            ((ArrayNode) file.at("/shops")).set(0, JSON.readTree(value));
        } else if (value == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, JSON.readTree(value));
        }
        return file.toString();
    }

    private static String withSecondShop(String changes) throws Exception {
        ObjectNode file = (ObjectNode) JSON.readTree(FULL);
        ObjectNode second = file.at("/shops/0").deepCopy();
        second.setAll((ObjectNode) JSON.readTree(changes));
        ((ArrayNode) file.get("shops")).add(second);
        return file.toString();
    }

    private static String pointer(String path) {
        return path.isEmpty() ? "" : "/" + path.replace('.', '/').replaceAll("\\[(\\d+)]", "/$1");
    }
}
