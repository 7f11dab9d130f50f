package dev.ordersync.local.sandbox.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.sandbox.Http;
import dev.ordersync.tiktok.RequestSigner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TikTokGateTest {

    private static final String SHOPS = "/authorization/202309/shops";
    private static final String ORDERS = "/order/202309/orders";

    private final TikTokTestBed bed;

    TikTokGateTest() throws IOException {
        bed = new TikTokTestBed();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void letsASignedCallPass() throws IOException {
        JsonNode answer = bed.signed("GET", SHOPS, bed.query(), null, bed.account.accessToken())
                .json();

        assertThat(answer.path("code").asInt(-1)).isZero();
        assertThat(answer.path("message").asText()).isEqualTo("Success");
        assertThat(answer.path("request_id").asText()).isNotEmpty();
        assertThat(answer.path("data").path("shops").get(0).path("cipher").asText())
                .isEqualTo(bed.shop.cipher());
    }

    @Test
    void refusesAWrongSignature() throws IOException {
        Map<String, String> query = bed.query("sign", "0".repeat(64));

        assertThat(code(bed.send("GET", SHOPS, query, null, bed.account.accessToken())))
                .isEqualTo(106001);
    }

    @Test
    void refusesTheRightSignatureInUpperCase() throws IOException {
        Map<String, String> query = bed.query();
        String sign = RequestSigner.sign(SHOPS, query, new byte[0], null, bed.account.appSecret());
        query.put("sign", sign.toUpperCase(java.util.Locale.ROOT));

        assertThat(code(bed.send("GET", SHOPS, query, null, bed.account.accessToken())))
                .isEqualTo(106001);
    }

    @Test
    void refusesASignatureOverAnotherBody() throws IOException {
        Map<String, String> query = bed.query("shop_cipher", bed.shop.cipher());
        query.put(
                "sign",
                RequestSigner.sign(
                        ORDERS + "/search", query, new byte[] {'{', '}'}, "application/json", bed.account.appSecret()));

        assertThat(code(bed.send("POST", ORDERS + "/search", query, "{ }", bed.account.accessToken())))
                .isEqualTo(106001);
    }

    @Test
    void namesAMissingSignTokenAndAppKeyWithTheOneOverloadedCode() throws IOException {
        Http.Answer noSign = bed.send("GET", SHOPS, bed.query(), null, bed.account.accessToken());
        Http.Answer noToken = bed.signed("GET", SHOPS, bed.query(), null, null);
        Http.Answer wrongToken = bed.signed("GET", SHOPS, bed.query(), null, "TTP_wrong");
        Http.Answer wrongKey = bed.signed("GET", SHOPS, bed.query("app_key", "x"), null, bed.account.accessToken());

        assertThat(noSign.json().path("message").asText()).contains("sign");
        assertThat(noToken.json().path("message").asText()).contains("x-tts-access-token");
        assertThat(wrongToken.json().path("message").asText()).contains("access_token");
        assertThat(wrongToken.status()).isEqualTo(401);
        assertThat(wrongKey.json().path("message").asText()).contains("app_key");
        for (Http.Answer answer : new Http.Answer[] {noSign, noToken, wrongToken, wrongKey}) {
            assertThat(code(answer)).isEqualTo(36009004);
        }
    }

    @Test
    void acceptsTimestampsFromFiveMinutesAgoToThirtySecondsAhead() throws IOException {
        assertThat(code(at(bed.wire.instant().minusSeconds(300)))).isZero();
        assertThat(code(at(bed.wire.instant().plusSeconds(30)))).isZero();

        assertThat(code(at(bed.wire.instant().minusSeconds(301)))).isEqualTo(36009004);
        Http.Answer ahead = at(bed.wire.instant().plusSeconds(31));
        assertThat(code(ahead)).isEqualTo(36009004);
        assertThat(ahead.json().path("message").asText()).contains("timestamp");
    }

    @Test
    void measuresTimestampsByTheWireClockWhateverTheBusinessClockSays() throws IOException {
        bed.business.advance(Duration.ofDays(30));

        assertThat(code(bed.orders("1"))).isZero();
    }

    @Test
    void wantsTheShopCipherOnShopCallsAndOnlyThere() throws IOException {
        String token = bed.account.accessToken();

        assertThat(code(bed.signed("GET", ORDERS, bed.query("ids", "1"), null, token)))
                .isEqualTo(106013);
        assertThat(code(bed.signed("GET", ORDERS, bed.query("ids", "1", "shop_cipher", "x"), null, token)))
                .isEqualTo(36009004);
        assertThat(code(bed.signed("GET", SHOPS, bed.query("shop_cipher", bed.shop.cipher()), null, token)))
                .isEqualTo(36009004);
    }

    @Test
    void tellsAnExpiredTokenFromAWrongOne() throws IOException {
        bed.sandbox.expireAccessTokens();

        Http.Answer answer = bed.orders("1");

        assertThat(code(answer)).isEqualTo(105002);
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void refreshesATokenOnceAndAnswersAbsoluteExpiries() throws IOException {
        bed.sandbox.expireAccessTokens();

        Http.Answer refreshed = refresh(bed.account.refreshToken());

        JsonNode data = refreshed.json().path("data");
        assertThat(data.path("access_token_expire_in").asLong())
                .isEqualTo(bed.wire.instant().plus(Duration.ofDays(7)).getEpochSecond());
        assertThat(data.path("refresh_token").asText()).isNotEqualTo(bed.account.refreshToken());
        assertThat(code(bed.signed(
                        "GET",
                        SHOPS,
                        bed.query(),
                        null,
                        data.path("access_token").asText())))
                .isZero();
        assertThat(code(refresh(bed.account.refreshToken()))).isEqualTo(36009004);
        assertThat(code(refresh(data.path("refresh_token").asText()))).isZero();
    }

    @Test
    void turnsAConsentCodeIntoTokensOnce() throws IOException {
        Map<String, String> query = Map.of(
                "app_key", bed.account.appKey(),
                "app_secret", bed.account.appSecret(),
                "auth_code", bed.account.authCode(),
                "grant_type", "authorized_code");

        Http.Answer first = bed.send("GET", "/api/v2/token/get", query, null, null);
        Http.Answer second = bed.send("GET", "/api/v2/token/get", query, null, null);

        assertThat(code(first)).isZero();
        assertThat(first.json().path("data").path("user_type").asInt(-1)).isZero();
        assertThat(code(second)).isEqualTo(36009004);
    }

    @Test
    void answersUnknownPathsAndMethodsWithTheirCodes() throws IOException {
        assertThat(code(bed.shopCall("GET", "/order/209912/orders", null))).isEqualTo(36009009);
        assertThat(code(bed.shopCall("GET", ORDERS + "/search", null))).isEqualTo(36009010);
    }

    @Test
    void countsEveryCallByMethodAndPath() throws IOException {
        bed.orders("1");
        bed.send("GET", SHOPS, bed.query(), null, null);

        assertThat(bed.calls).containsExactly("tiktok.GET /order/202309/orders", "tiktok.GET " + SHOPS);
    }

    private Http.Answer at(Instant time) throws IOException {
        Map<String, String> query = bed.query("timestamp", Long.toString(time.getEpochSecond()));
        return bed.signed("GET", SHOPS, query, null, bed.account.accessToken());
    }

    private Http.Answer refresh(String refreshToken) throws IOException {
        Map<String, String> query = Map.of(
                "app_key",
                bed.account.appKey(),
                "app_secret",
                bed.account.appSecret(),
                "refresh_token",
                refreshToken,
                "grant_type",
                "refresh_token");
        return bed.send("GET", "/api/v2/token/refresh", query, null, null);
    }

    private static int code(Http.Answer answer) {
        return answer.json().path("code").asInt(-1);
    }
}
