package dev.ordersync.local.sandbox.tiktok;

import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import dev.ordersync.tiktok.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What TikTok's gateway checks before a call reaches an API: app key, timestamp window, signature, token, scope and
 * shop cipher, each with the code of Partner Center's "Common errors".
 */
final class TikTokGate {

    private static final Duration PAST = Duration.ofMinutes(5);
    private static final Duration FUTURE = Duration.ofSeconds(30);

    private final TikTokAccount account;
    private final InstantSource wireClock;
    private final TikTokTokens tokens;
    private final TikTokAnswer answer;

    TikTokGate(TikTokAccount account, InstantSource wireClock, TikTokTokens tokens, TikTokAnswer answer) {
        this.account = account;
        this.wireClock = wireClock;
        this.tokens = tokens;
        this.answer = answer;
    }

    /** The shop that the call's cipher names, if it names one of ours. */
    Optional<TikTokShop> shop(Request request) {
        String cipher = request.query().get("shop_cipher");
        return account.shops().stream()
                .filter(shop -> shop.cipher().equals(cipher))
                .findFirst();
    }

    /** The gateway's refusal, or empty if the call may pass. */
    Optional<Reply> refusal(Request request, String scope, boolean shopCall) {
        if (!account.appKey().equals(request.query().get("app_key"))) {
            return invalid(400, "Invalid app_key");
        }
        Optional<String> timestamp = wrongTimestamp(request.query().get("timestamp"));
        if (timestamp.isPresent()) {
            return invalid(400, timestamp.get());
        }
        String sign = request.query().get("sign");
        if (sign == null) {
            return invalid(400, "The sign is missing");
        }
        if (!same(sign, expectedSign(request))) {
            return Optional.of(answer.refusal(401, 106001, "The sign of the request is invalid"));
        }
        return wrongToken(request)
                .or(() -> account.scopes().contains(scope)
                        ? Optional.empty()
                        : Optional.of(answer.refusal(
                                401, 105005, "Access denied: the app or the token lacks the scope " + scope)))
                .or(() -> wrongCipher(request, shopCall));
    }

    private Optional<Reply> wrongToken(Request request) {
        String token = request.header("x-tts-access-token");
        if (token == null) {
            return invalid(401, "The header x-tts-access-token is missing");
        }
        return switch (tokens.state(token)) {
            case GOOD -> Optional.empty();
            case EXPIRED -> Optional.of(answer.refusal(401, 105002, "The access_token has expired"));
            case UNKNOWN -> invalid(401, "Invalid access_token");
        };
    }

    private Optional<Reply> wrongCipher(Request request, boolean shopCall) {
        boolean given = request.query().containsKey("shop_cipher");
        if (!shopCall) {
            return given ? invalid(400, "Unexpected identifier: shop_cipher") : Optional.empty();
        }
        if (!given) {
            return Optional.of(answer.refusal(400, 106013, "The shop_cipher is missing"));
        }
        return shop(request).isPresent() ? Optional.empty() : invalid(400, "Invalid shop_cipher");
    }

    private Optional<String> wrongTimestamp(String text) {
        if (text == null || !text.matches("\\d{10}")) {
            return Optional.of("The timestamp is missing or not 10 digits");
        }
        Instant given = Instant.ofEpochSecond(Long.parseLong(text));
        Instant now = wireClock.instant();
        boolean inside = !given.isBefore(now.minus(PAST)) && !given.isAfter(now.plus(FUTURE));
        return inside ? Optional.empty() : Optional.of("The timestamp is out of the valid window");
    }

    private String expectedSign(Request request) {
        return RequestSigner.sign(
                request.path(), request.query(), request.body(), request.header("Content-Type"), account.appSecret());
    }

    private Optional<Reply> invalid(int status, String message) {
        return Optional.of(answer.refusal(status, 36009004, message));
    }

    private static boolean same(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
