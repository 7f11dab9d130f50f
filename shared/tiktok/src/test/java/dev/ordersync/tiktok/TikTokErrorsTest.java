package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.http.CallFault;
import dev.ordersync.http.CallResult;
import dev.ordersync.http.CallResult.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TikTokErrorsTest {
    private static final Instant NOW = Instant.parse("2026-01-10T12:45:30Z");

    @ParameterizedTest
    @CsvSource({
        "200, 36009002, too many requests,                     RATE_LIMITED",
        "429, 36009002, too many requests,                     RATE_LIMITED",
        "429, 36009037, hourly quota,                          RATE_LIMITED",
        "429, 77777777, whatever,                              RATE_LIMITED",
        "200, 36009037, hourly quota,                          RATE_LIMITED",
        "500, 36009003, internal error,                        UNAVAILABLE",
        "200, 36009007, request timed out,                     UNAVAILABLE",
        "400, 36009004, The timestamp is out of the window,    UNAVAILABLE",
        "401, 36009004, Invalid access_token,                  AUTH_EXPIRED",
        "401, 36009004, header x-tts-access-token is bad,      AUTH_EXPIRED",
        "400, 36009004, Invalid shop_cipher,                   REFUSED",
        "400, 36009004, unexpected identifier: shop_id,        REFUSED",
        "400, 36009004, Invalid app_key,                       REFUSED",
        "401, 105002,   expired,                               AUTH_EXPIRED",
        "200, 105002,   expired,                               AUTH_EXPIRED",
        "401, 101000,   wrong user_type,                       AUTH_EXPIRED",
        "401, 105005,   scope not granted,                     AUTH_EXPIRED",
        "401, 36009043, shop inactive,                         AUTH_EXPIRED",
        "401, 36009044, seller inactive,                       AUTH_EXPIRED",
        "401, 106001,   bad sign,                              REFUSED",
        "400, 106013,   shop_cipher missing,                   REFUSED",
        "404, 36009009, bad path,                              REFUSED",
        "405, 36009010, bad method,                            REFUSED",
        "410, 36009014, retired,                               REFUSED",
        "403, 36009033, ip not allowed,                        REFUSED",
        "200, 10002014, get orders failed,                     UNAVAILABLE",
        "200, 10002015, get orders failed,                     UNAVAILABLE",
        "200, 10037002, get orders failed,                     UNAVAILABLE",
        "200, 10037003, get orders failed,                     UNAVAILABLE",
        "200, 10037004, get orders failed,                     UNAVAILABLE",
        "200, 10007002, not now,                               UNAVAILABLE",
        "200, 21011044, order on hold,                         UNAVAILABLE",
        "200, 21042076, system,                                UNAVAILABLE",
        "200, 21008111, not the shop's,                        REFUSED",
        "200, 10006402, permission denied,                     REFUSED",
        "200, 21001001, bad parameters,                        REFUSED",
        "200, 99999999, a code that nobody knows,              REFUSED",
        "401, 99999999, a code that nobody knows,              REFUSED",
        "500, 99999999, a code that nobody knows,              UNAVAILABLE"
    })
    void classifiesACode(int status, String code, String words, String kind) {
        UpstreamException why = failure(answer(
                status, "{\"code\":" + code + ",\"message\":\"" + words + "\",\"request_id\":\"r-1\",\"data\":{}}"));
        assertThat(why.upstream()).isEqualTo(Upstream.TIKTOK);
        switch (why) {
            case Transient passing -> {
                assertThat(passing.kind()).hasToString(kind);
                assertThat(passing).hasMessage(code + " " + words);
            }
            case Permanent standing -> {
                assertThat(standing.kind()).hasToString(kind);
                assertThat(standing.code()).isEqualTo(code);
                assertThat(standing.requestId()).isEqualTo("r-1");
                assertThat(standing).hasMessage(words);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, RATE_LIMITED",
        "500, UNAVAILABLE",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "403, UNAVAILABLE",
        "404, UNAVAILABLE",
        "200, UNAVAILABLE"
    })
    void whatIsNoneOfTikToksAnswersPasses(int status, String kind) {
        for (String body : List.of("", "<html>no</html>", "{\"code\":", "[]", "{}", "{\"code\":null}", "0")) {
            assertThat(failure(answer(status, body)))
                    .isInstanceOfSatisfying(
                            Transient.class,
                            why -> assertThat(why.kind()).as(body).hasToString(kind));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\"", "0.0"})
    void codeZeroIsSuccessWhateverTheStatus(String code) {
        assertThat(open(answer(500, "{\"code\":" + code + ",\"data\":{\"a\":1}}")))
                .isInstanceOf(TikTokAnswer.Success.class);
    }

    @Test
    void honoursRetryAfter() {
        Map<String, String> wait = Map.of("Retry-After", "17");
        for (String body : List.of("{\"code\":36009002,\"message\":\"slow\"}", "{\"code\":36009003}", "<html>")) {
            UpstreamException why = failure(new Answer(503, wait, body.getBytes(StandardCharsets.UTF_8)));
            assertThat(((Transient) why).retryAfter()).hasValue(Duration.ofSeconds(17));
        }
        assertThat(((Transient) failure(answer(429, ""))).retryAfter()).isEmpty();
    }

    @Test
    void aSpentQuotaWaitsForTheNextHour() {
        UpstreamException why = failure(answer(200, "{\"code\":36009037,\"message\":\"quota\"}"));
        assertThat(((Transient) why).retryAfter()).hasValue(Duration.ofSeconds(14 * 60 + 30));
    }

    @ParameterizedTest
    @EnumSource(CallFault.class)
    void whatGotNoAnswerPasses(CallFault fault) {
        for (CallResult result : List.of(new CallResult.NotSent(fault), new CallResult.Unknown(fault))) {
            assertThat(failure(result)).isInstanceOfSatisfying(Transient.class, why -> {
                assertThat(why.kind()).isEqualTo(Transient.Kind.UNAVAILABLE);
                assertThat(why).hasMessageEndingWith(fault.name());
            });
        }
    }

    @Test
    void cutsLongWordsAndHidesSecretsInThem() {
        String words = "s3cret " + "x".repeat(1000);
        UpstreamException why = failure(answer(400, "{\"code\":1,\"message\":\"" + words + "\"}"));
        assertThat(why.getMessage()).startsWith("*** x").hasSize(200);
        String smiles = "x" + "\uD83D\uDE00".repeat(200);
        assertThat(failure(answer(400, "{\"code\":1,\"message\":\"" + smiles + "\"}"))
                        .getMessage())
                .isEqualTo(smiles.substring(0, 199));
    }

    private static UpstreamException failure(CallResult result) {
        return ((TikTokAnswer.Failure) open(result)).why();
    }

    private static TikTokAnswer open(CallResult result) {
        return TikTokAnswer.of(result, List.of("s3cret", ""), NOW);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
