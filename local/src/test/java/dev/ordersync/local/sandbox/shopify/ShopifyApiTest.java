package dev.ordersync.local.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens, scopes, costs and the ways in which a call can fail as a whole. */
class ShopifyApiTest {

    private static final String SHOP = "{ shop { name currencyCode } }";

    private final ShopifyTestBed bed = new ShopifyTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void answersWithTheCostOfEachCall() throws IOException {
        JsonNode answer = bed.call(SHOP, "{}");

        assertThat(answer.path("data").path("shop").path("currencyCode").asText())
                .isEqualTo("USD");
        JsonNode cost = answer.path("extensions").path("cost");
        assertThat(cost.path("requestedQueryCost").asInt()).isPositive();
        assertThat(cost.path("actualQueryCost").isInt()).isTrue();
        assertThat(cost.path("throttleStatus").path("restoreRate").asInt()).isPositive();
    }

    @Test
    void answers401ToAWrongToken() throws IOException {
        assertThat(bed.send("shpat_wrong", SHOP, "{}").status()).isEqualTo(401);
    }

    @Test
    void refusesAFieldThatTheSchemaDoesNotHave() throws IOException {
        JsonNode error = bed.call("{ shop { colour } }", "{}").path("errors").get(0);

        assertThat(error.path("extensions").path("code").asText()).isEqualTo("undefinedField");
        assertThat(bed.call("{ shop { name }", "{}").path("errors")).isNotEmpty();
    }

    @Test
    void refusesAnInputFieldThatTheSchemaDoesNotHave() throws IOException {
        JsonNode answer = bed.call(
                ShopifyTestBed.CREATE, "{\"order\":{\"lineItems\":[]},\"options\":{\"inventoryBehavior\":\"BYPASS\"}}");

        assertThat(answer.path("errors").get(0).path("extensions").path("code").asText())
                .isEqualTo("INVALID_VARIABLE");
        assertThat(answer.path("errors").get(0).path("message").asText()).contains("inventoryBehavior");
    }

    @Test
    void deniesWhatTheAppHasNoScopeFor() throws IOException {
        bed.sandbox.grant(Set.of("read_orders", "read_products"));

        JsonNode denied = bed.call(ShopifyTestBed.CREATE, "{\"order\":" + bed.order("CT-BLK-M", 1, "") + "}");

        JsonNode error = denied.path("errors").get(0);
        assertThat(error.path("extensions").path("code").asText()).isEqualTo("ACCESS_DENIED");
        assertThat(error.path("message").asText())
                .isEqualTo("Access denied for orderCreate field. Required access: `write_orders` access scope.");
        assertThat(denied.path("data").path("orderCreate").isNull()).isTrue();
        JsonNode scopes = bed.data("{ currentAppInstallation { accessScopes { handle } } }", "{}");
        assertThat(scopes.path("accessScopes").findValuesAsText("handle"))
                .containsExactly("read_orders", "read_products");
    }

    @Test
    void givesClientCredentialsATokenOfADay() throws IOException {
        JsonNode granted = oauth("grant_type=client_credentials").json();
        String token = granted.path("access_token").asText();

        assertThat(granted.path("expires_in").asLong()).isEqualTo(86399);
        assertThat(bed.send(token, SHOP, "{}").status()).isEqualTo(200);

        bed.wire.advance(Duration.ofHours(24));
        assertThat(bed.send(token, SHOP, "{}").status()).isEqualTo(401);
    }

    @Test
    void rotatesARefreshToken() throws IOException {
        String first =
                "grant_type=refresh_token&refresh_token=" + bed.sandbox.store().refreshToken();

        JsonNode granted = oauth(first).json();

        assertThat(granted.path("expires_in").asLong()).isEqualTo(3600);
        assertThat(bed.send(granted.path("access_token").asText(), SHOP, "{}").status())
                .isEqualTo(200);
        assertThat(oauth(first).status()).isEqualTo(400);
        assertThat(oauth("grant_type=refresh_token&refresh_token="
                                + granted.path("refresh_token").asText())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesTheCredentialsAsJsonTooAndRefusesWrongOnes() throws IOException {
        ShopifyStore store = bed.sandbox.store();
        Http.Answer good = bed.http.send(
                "POST",
                bed.sandbox.url().resolve("/admin/oauth/access_token"),
                Map.of("Content-Type", "application/json"),
                "{\"client_id\":\"" + store.clientId() + "\",\"client_secret\":\"" + store.clientSecret()
                        + "\",\"grant_type\":\"client_credentials\"}");

        assertThat(good.status()).isEqualTo(200);
        assertThat(oauth("grant_type=client_credentials&client_secret=wrong").status())
                .isEqualTo(400);
    }

    @Test
    void throttlesInShopifysOwnWords() throws IOException {
        bed.faults.add(new Faults.Fault("shopify", "shop", 1, Faults.Kind.THROTTLE));

        Http.Answer answer = bed.send(bed.sandbox.store().accessToken(), SHOP, "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()
                        .path("errors")
                        .get(0)
                        .path("extensions")
                        .path("code")
                        .asText())
                .isEqualTo("THROTTLED");
        assertThat(answer.json().has("data")).isFalse();
        assertThat(answer.json()
                        .path("extensions")
                        .path("cost")
                        .path("actualQueryCost")
                        .isNull())
                .isTrue();
    }

    @Test
    void throttlesOnceTheBucketIsEmptyUntilItHasFilledAgain() {
        CostMeter meter = new CostMeter(bed.wire);

        assertThat(meter.take(20_000)).isTrue();
        assertThat(meter.take(10)).isFalse();
        bed.wire.advance(Duration.ofMillis(20));
        assertThat(meter.take(10)).isTrue();
    }

    @Test
    void createsTheOrderBeforeItCutsTheConnection() throws IOException {
        bed.faults.add(new Faults.Fault("shopify", "orderCreate", 1, Faults.Kind.CUT_AFTER));

        assertThatThrownBy(() -> bed.create(bed.order("CT-BLK-M", 1, ""), "null"))
                .isInstanceOf(IOException.class);

        assertThat(bed.sandbox.orders()).hasSize(1);
        assertThat(bed.create(bed.order("CT-BLK-M", 1, ""), "null")
                        .path("order")
                        .path("id")
                        .asText())
                .startsWith("gid://shopify/Order/");
    }

    @Test
    void createsNothingBeforeACutOrA503() throws IOException {
        bed.faults.add(new Faults.Fault("shopify", "orderCreate", 1, Faults.Kind.CUT_BEFORE));
        bed.faults.add(new Faults.Fault("shopify", "orderCreate", 1, Faults.Kind.STATUS_503));

        assertThatThrownBy(() -> bed.create(bed.order("CT-BLK-M", 1, ""), "null"))
                .isInstanceOf(IOException.class);
        Http.Answer unavailable = bed.send(
                bed.sandbox.store().accessToken(),
                ShopifyTestBed.CREATE,
                "{\"order\":" + bed.order("CT-BLK-M", 1, "") + "}");

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(bed.sandbox.orders()).isEmpty();
    }

    @Test
    void countsACallByItsRootFields() throws IOException {
        bed.call(SHOP, "{}");
        bed.call("{ currentAppInstallation { id } shop { id } }", "{}");
        oauth("grant_type=client_credentials");

        assertThat(bed.calls)
                .containsExactly(
                        "shopify.shop",
                        "shopify.currentAppInstallation+shop",
                        "shopify.POST /admin/oauth/access_token");
    }

    @Test
    void saysInAHeaderWhichVersionAnswered() throws IOException {
        for (String[] version :
                List.of(new String[] {"2025-10", "2026-10"}, new String[] {"2026-07", "2026-07"}, new String[] {
                    "2026-10", "2026-10"
                })) {
            Http.Answer answer = bed.http.send(
                    "POST",
                    bed.sandbox.url().resolve("/admin/api/" + version[0] + "/graphql.json"),
                    Map.of("X-Shopify-Access-Token", bed.sandbox.store().accessToken()),
                    "{\"query\":\"{ shop { name } }\"}");
            assertThat(answer.headers().get("x-shopify-api-version")).containsExactly(version[1]);
        }
    }

    @Test
    void answers400ToABodyWithoutAQuery() throws IOException {
        Http.Answer answer = bed.http.send(
                "POST",
                bed.sandbox.url().resolve("/admin/api/2026-10/graphql.json"),
                Map.of("X-Shopify-Access-Token", bed.sandbox.store().accessToken()),
                "nonsense");

        assertThat(answer.status()).isEqualTo(400);
    }

    private Http.Answer oauth(String form) throws IOException {
        ShopifyStore store = bed.sandbox.store();
        return bed.http.send(
                "POST",
                bed.sandbox.url().resolve("/admin/oauth/access_token"),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "client_id=" + store.clientId() + "&client_secret=" + store.clientSecret() + "&" + form);
    }
}
