package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The authorisation host: access tokens of 7 days, refresh tokens of a year, expiries as absolute seconds.
 *
 * <p>Assumed, because undocumented: a refresh token is good for one refresh, an older access token stays good until it
 * expires, and a refused grant is answered with 36009004.
 */
final class TikTokTokens {

    /** What is wrong with an access token. */
    enum State {
        GOOD,
        EXPIRED,
        UNKNOWN
    }

    private static final Duration ACCESS_LIFE = Duration.ofDays(7);
    private static final Duration REFRESH_LIFE = Duration.ofDays(365);

    private final TikTokAccount account;
    private final InstantSource wireClock;
    private final TikTokAnswer answer;
    private final Map<String, Instant> accessTokens = new HashMap<>();
    private final Set<String> refreshTokens = new HashSet<>();
    private final Set<String> authCodes = new HashSet<>();
    private int issued;

    TikTokTokens(TikTokAccount account, InstantSource wireClock, TikTokAnswer answer) {
        this.account = account;
        this.wireClock = wireClock;
        this.answer = answer;
        accessTokens.put(account.accessToken(), account.accessTokenExpiresAt());
        refreshTokens.add(account.refreshToken());
        authCodes.add(account.authCode());
    }

    synchronized void accept(String accessToken, String refreshToken) {
        accessTokens.put(accessToken, account.accessTokenExpiresAt());
        if (!refreshToken.isEmpty()) {
            refreshTokens.add(refreshToken);
        }
    }

    synchronized State state(String accessToken) {
        Instant expiry = accessTokens.get(accessToken);
        if (expiry == null) {
            return State.UNKNOWN;
        }
        return wireClock.instant().isBefore(expiry) ? State.GOOD : State.EXPIRED;
    }

    /** Every access token given out so far is expired from now on. */
    synchronized void expireAccessTokens() {
        accessTokens.replaceAll((token, expiry) -> wireClock.instant());
    }

    /** No refresh token given out so far is accepted any more. */
    synchronized void revokeRefreshTokens() {
        refreshTokens.clear();
    }

    /** GET /api/v2/token/get and /api/v2/token/refresh; the credentials come in the query. */
    synchronized Reply grant(Request request) {
        Map<String, String> query = request.query();
        if (!account.appKey().equals(query.get("app_key"))
                || !account.appSecret().equals(query.get("app_secret"))) {
            return refused("app_key or app_secret is invalid");
        }
        boolean refresh = request.path().endsWith("/refresh");
        String expectedGrant = refresh ? "refresh_token" : "authorized_code";
        if (!expectedGrant.equals(query.get("grant_type"))) {
            return refused("grant_type must be " + expectedGrant);
        }
        if (refresh && !refreshTokens.remove(query.get("refresh_token"))) {
            return refused("refresh_token is invalid or expired");
        }
        if (!refresh && !authCodes.remove(query.get("auth_code"))) {
            return refused("auth_code is invalid or expired");
        }
        return answer.success(issue());
    }

    private ObjectNode issue() {
        issued++;
        Instant now = wireClock.instant();
        String access = "TTP_sandbox-access-token-" + issued;
        String refresh = "TTP_sandbox-refresh-token-" + issued;
        accessTokens.put(access, now.plus(ACCESS_LIFE));
        refreshTokens.add(refresh);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("access_token", access);
        data.put("access_token_expire_in", now.plus(ACCESS_LIFE).getEpochSecond());
        data.put("refresh_token", refresh);
        data.put("refresh_token_expire_in", now.plus(REFRESH_LIFE).getEpochSecond());
        data.put("open_id", "sandboxOpenId");
        data.put("seller_name", account.shops().getFirst().name());
        data.put("seller_base_region", account.shops().getFirst().region());
        data.put("user_type", 0);
        account.scopes().stream().sorted().forEach(data.putArray("granted_scopes")::add);
        return data;
    }

    private Reply refused(String message) {
        return answer.refusal(200, 36009004, message);
    }
}
