package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.http.CallResult;
import dev.ordersync.http.CallResult.Answer;
import dev.ordersync.tiktok.TikTokErrors.Meaning;
import java.time.Instant;
import java.util.List;

/** What a call gave: TikTok's envelope {@code {code, message, request_id, data}}, opened. */
sealed interface TikTokAnswer {

    /** Code 0, whatever the HTTP status. */
    record Success(JsonNode data, String requestId) implements TikTokAnswer {}

    record Failure(Meaning meaning, UpstreamException why) implements TikTokAnswer {}

    /**
     * @param secrets that no exception may show, should TikTok's words quote them
     * @param now by the machine's clock
     */
    static TikTokAnswer of(CallResult result, List<String> secrets, Instant now) {
        return switch (result) {
            case CallResult.NotSent(var cause) -> unavailable("nothing was sent: " + cause);
            case CallResult.Unknown(var cause) -> unavailable("no whole answer came: " + cause);
            case Answer answer -> open(answer, secrets, now);
        };
    }

    private static TikTokAnswer open(Answer answer, List<String> secrets, Instant now) {
        JsonNode envelope = Json.read(answer.body()).orElseGet(MissingNode::getInstance);
        JsonFields fields = JsonFields.of(envelope);
        String code = fields.stripped("code");
        String requestId = fields.stripped("request_id");
        if (code.equals("0")) {
            return new Success(envelope.path("data"), requestId);
        }
        String words = fields.stripped("message");
        for (String secret : secrets) {
            words = secret.isEmpty() ? words : words.replace(secret, "***");
        }
        Meaning meaning = TikTokErrors.meaning(answer.status(), code, words);
        return new Failure(meaning, TikTokErrors.exception(meaning, answer, code, words, requestId, now));
    }

    private static Failure unavailable(String words) {
        return new Failure(Meaning.RETRY, TikTokErrors.unavailable(words));
    }
}
