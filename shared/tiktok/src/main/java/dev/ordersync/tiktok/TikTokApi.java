package dev.ordersync.tiktok;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.port.Vault.Freshness;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.http.UpstreamRequest;
import dev.ordersync.tiktok.TikTokAnswer.Failure;
import dev.ordersync.tiktok.TikTokAnswer.Success;
import dev.ordersync.tiktok.TikTokErrors.Meaning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signed calls to TikTok Shop's API on behalf of a shop. A call whose token is rejected is repeated with a new one; nothing else
 * is. Every failure is Transient or Permanent, so it is for calls that are safe to repeat: reads, searches by POST, and what is
 * set to the same value again.
 */
public final class TikTokApi {
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final String JSON = "application/json";

    private final Supplier<TikTokApp> app;
    private final UpstreamClient http;
    private final InstantSource wireClock;
    private final AccessTokens tokens;

    /**
     * @param app asked for each request, so that a rotated secret is used at once
     * @param wireClock the machine's clock: TikTok refuses a request from 5 minutes ago or 30 seconds ahead
     */
    public TikTokApi(Supplier<TikTokApp> app, UpstreamClient http, Vault vault, InstantSource wireClock) {
        this.app = app;
        this.http = http;
        this.wireClock = wireClock;
        this.tokens = new AccessTokens(app, http, vault, wireClock);
    }

    /** @param query decoded values, without what every call carries */
    Success get(Shop shop, String path, Map<String, String> query) {
        return call(Caller.of(shop), new Call("GET", path, query, null));
    }

    /** For what concerns an authorisation and none of its shops: there TikTok refuses a {@code shop_cipher}. */
    Success get(Vault.Key.Authorisation authorisation, String path) {
        return call(new Caller(authorisation, Optional.empty()), new Call("GET", path, Map.of(), null));
    }

    /** For searches; see the class about calls that must not be repeated. */
    Success post(Shop shop, String path, Map<String, String> query, JsonNode body) {
        return call(Caller.of(shop), new Call("POST", path, query, bytes(body)));
    }

    Success put(Shop shop, String path, JsonNode body) {
        return call(Caller.of(shop), new Call("PUT", path, Map.of(), bytes(body)));
    }

    Success delete(Shop shop, String path, JsonNode body) {
        return call(Caller.of(shop), new Call("DELETE", path, Map.of(), bytes(body)));
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return Json.write(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a JSON tree can always be written", e);
        }
    }

    /** See {@link dev.ordersync.domain.port.TikTokShops#renewToken}. */
    void renewToken(Shop shop) {
        tokens.renewIfHalfSpent(new Vault.Key.Authorisation(shop.authorisation()));
    }

    private record Call(String method, String path, Map<String, String> query, byte[] body) {}

    /** In whose name a call is made. */
    private record Caller(Vault.Key key, Optional<String> cipher) {
        static Caller of(Shop shop) {
            return new Caller(new Vault.Key.Authorisation(shop.authorisation()), Optional.of(shop.cipher()));
        }
    }

    private Success call(Caller caller, Call call) {
        Vault.Key key = caller.key();
        String token = tokens.read(key, Freshness.CACHED);
        TikTokAnswer answer = send(caller, call, token);
        if (isRejected(answer)) { // somebody may have renewed it while our copy grew old
            String stored = tokens.read(key, Freshness.FRESH);
            if (!stored.equals(token)) {
                token = stored;
                answer = send(caller, call, token);
            }
        }
        if (isRejected(answer)) {
            answer = send(caller, call, tokens.renew(key, token));
        }
        return switch (answer) {
            case Success success -> success;
            case Failure(var meaning, var why) -> throw why;
        };
    }

    private static boolean isRejected(TikTokAnswer answer) {
        return answer instanceof Failure(var meaning, var why) && meaning == Meaning.TOKEN_REJECTED;
    }

    private TikTokAnswer send(Caller caller, Call call, String token) {
        TikTokApp tiktok = app.get();
        Map<String, String> query = new HashMap<>(call.query());
        query.put("app_key", tiktok.appKey());
        caller.cipher().ifPresent(cipher -> query.put("shop_cipher", cipher));
        query.put("timestamp", String.valueOf(wireClock.instant().getEpochSecond()));
        query.put("sign", RequestSigner.sign(call.path(), query, call.body(), JSON, tiktok.appSecret()));
        var result = http.call(new UpstreamRequest(
                call.method(),
                Query.url(tiktok.apiUrl(), call.path(), query),
                Map.of("content-type", JSON, "x-tts-access-token", token),
                call.body(),
                CALL));
        return TikTokAnswer.of(result, List.of(tiktok.appSecret(), token), wireClock.instant());
    }
}
