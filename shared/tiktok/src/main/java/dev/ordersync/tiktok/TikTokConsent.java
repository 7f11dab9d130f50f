package dev.ordersync.tiktok;

import dev.ordersync.http.UpstreamClient;
import dev.ordersync.http.UpstreamRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A seller's consent, and the tokens that follow from it (TikTok Shop Partner Center, "Authorization overview"). The address that
 * tokens are asked at holds secrets, so it is in no exception.
 */
public final class TikTokConsent {
    private static final String PATH = "/api/v2/token/get";
    private static final Duration CALL = Duration.ofSeconds(20);

    private final TikTokApp app;
    private final UpstreamClient http;
    private final InstantSource wireClock;

    public TikTokConsent(TikTokApp app, UpstreamClient http, InstantSource wireClock) {
        this.app = app;
        this.http = http;
        this.wireClock = wireClock;
    }

    /**
     * What a consent gave.
     *
     * @param tokens by the vault's names
     * @param scopes the keys of what was granted
     */
    public record Granted(Map<String, String> tokens, List<String> scopes) {
        public Granted {
            tokens = Map.copyOf(tokens);
            scopes = List.copyOf(scopes);
        }

        /** Without the tokens. */
        @Override
        public String toString() {
            return "Granted" + scopes;
        }
    }

    /** Where a seller consents; afterwards TikTok calls the app's redirect address with {@code ?code=}. Not a secret. */
    public String link() {
        return Query.url(app.authUrl(), "/oauth/authorize", Map.of("app_key", app.appKey()));
    }

    /**
     * Turns the code of a consent into tokens. A code is good once, for 30 minutes.
     *
     * @throws dev.ordersync.domain.upstream.Permanent where TikTok refuses the code
     * @throws dev.ordersync.domain.upstream.Transient where there was no answer: the code may be spent
     */
    public Granted tokens(String code) {
        String url = Query.url(
                app.authUrl(),
                PATH,
                Map.of(
                        "app_key",
                        app.appKey(),
                        "app_secret",
                        app.appSecret(),
                        "auth_code",
                        code,
                        "grant_type",
                        "authorized_code"));
        var result = http.call(new UpstreamRequest("GET", url, Map.of(), null, CALL));
        return switch (TikTokAnswer.of(result, List.of(app.appSecret(), code), wireClock.instant())) {
            case TikTokAnswer.Success(var data, var requestId) -> {
                JsonFields fields = JsonFields.of(data);
                yield new Granted(AccessTokens.values(fields, wireClock.instant()), fields.texts("granted_scopes"));
            }
            case TikTokAnswer.Failure(var meaning, var why) -> throw why;
        };
    }
}
