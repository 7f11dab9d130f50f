package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.TikTokShops.Changed;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.tiktok.TikTokServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The search by time of change, and tokens that are renewed before they end. */
class TikTokShopClientTest {
    private static final Vault.Key KEY = new Vault.Key.Authorisation("seller-1");
    private static final Instant FROM = Instant.ofEpochSecond(1_763_700_000);

    private final MutableClock clock = MutableClock.at("2025-11-21T05:00:20Z");
    private final InMemoryVault stored = new InMemoryVault();
    private final FaultyVault vault = new FaultyVault();
    private TikTokServer tiktok;
    private TikTokShopClient client;

    @BeforeEach
    void start() throws Exception {
        tiktok = new TikTokServer().accepts("access-1");
        client = new TikTokShopClient(new TikTokApi(tiktok::app, UpstreamClient.forOperatorAddresses(), vault, clock));
        given("2025-11-28T05:00:20Z");
    }

    private void given(String expires) {
        stored.put(
                KEY, Map.of("accessToken", "access-1", "accessTokenExpiresAt", expires, "refreshToken", "refresh-1"));
    }

    @AfterEach
    void stop() {
        tiktok.close();
    }

    @Test
    void asksForOrdersByTheTimeOfTheirChangeTheOldestFirst() {
        tiktok.answers(Reply.json(200, """
                {"code":0,"data":{"next_page_token":"6AsPQs+7D1==","total_count":3,"orders":[
                 {"id":"576461413038785752","update_time":1763700001},
                 {"id":"576461413038785753","update_time":"1763700002"},{"id":"../..","update_time":1763700003},null]}}"""));
        var page = client.changedSince(Samples.shop(), FROM, Optional.empty());
        assertThat(page.orders())
                .containsExactly(
                        new Changed(new OrderId("576461413038785752"), FROM.plusSeconds(1)),
                        new Changed(new OrderId("576461413038785753"), FROM.plusSeconds(2)));
        assertThat(page.next()).contains("6AsPQs+7D1==");
        assertThat(tiktok.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/order/202309/orders/search");
            assertThat(request.query())
                    .containsEntry("page_size", "100")
                    .containsEntry("sort_field", "update_time")
                    .containsEntry("sort_order", "ASC")
                    .doesNotContainKey("page_token");
            assertThat(request.body()).asString().isEqualTo("{\"update_time_ge\":1763700000}");
        });
    }

    @Test
    void goesOnWithThePageThatTikTokNamed() {
        tiktok.answers(Reply.json(200, "{\"code\":0,\"data\":{\"next_page_token\":\"\",\"orders\":[{\"id\":\"7\"}]}}"));
        var page = client.changedSince(Samples.shop(), FROM, Optional.of("6AsPQs+7D1=="));
        assertThat(page.orders()).containsExactly(new Changed(new OrderId("7"), FROM));
        assertThat(page.next()).isEmpty();
        assertThat(tiktok.requests().getFirst().query()).containsEntry("page_token", "6AsPQs+7D1==");
    }

    @Test
    void aListThatIsNoneIsAPassingFault() {
        tiktok.answers(Reply.json(200, "{\"code\":0,\"data\":{\"orders\":\"none\"}}"));
        assertThat(catchThrowableOfType(
                                Transient.class, () -> client.changedSince(Samples.shop(), FROM, Optional.empty()))
                        .kind())
                .isEqualTo(Transient.Kind.UNAVAILABLE);
        assertThat(client.changedSince(Samples.shop(), FROM, Optional.empty()).orders())
                .isEmpty();
    }

    @Test
    void aTokenIsRenewedWhenHalfOfItsLifeIsOver() {
        clock.set(Instant.parse("2025-11-24T17:00:19Z"));
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes()).hasSize(1);
        assertThat(storedValues())
                .containsEntry("accessToken", "access-2")
                .containsEntry("refreshToken", "refresh-2")
                .containsEntry("accessTokenRenewedAt", "2025-11-24T17:00:20Z");
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes()).hasSize(1);
        assertThat(tiktok.requests()).as("nothing was rejected").isEmpty();
    }

    @Test
    void theHalfOfAShortLifeIsShort() {
        stored.put(
                KEY,
                Map.of(
                        "accessToken", "access-1",
                        "accessTokenRenewedAt", "2025-11-21T05:00:20Z",
                        "accessTokenExpiresAt", "2025-11-21T07:00:20Z",
                        "refreshToken", "refresh-1"));
        clock.advance(Duration.ofMinutes(59));
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes()).hasSize(1);
    }

    @Test
    void aTokenWithoutAnEndOrWithoutARefreshTokenIsLeftUntilItIsRejected() {
        clock.advance(Duration.ofDays(30));
        stored.put(KEY, Map.of("accessToken", "access-1", "refreshToken", "refresh-1"));
        client.renewToken(Samples.shop());
        stored.put(KEY, Map.of("accessToken", "access-1", "accessTokenExpiresAt", "2025-11-28T05:00:20Z"));
        client.renewToken(Samples.shop());
        given("some day");
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes()).isEmpty();

        tiktok.accepts("access-2");
        client.changedSince(Samples.shop(), FROM, Optional.empty());
        assertThat(storedValues()).containsEntry("accessToken", "access-2");
    }

    @Test
    void twoSweepsAtOnceRenewOnce() {
        clock.advance(Duration.ofDays(5));
        tiktok.beforeRefresh(
                () -> assertThat(catchThrowableOfType(Transient.class, () -> client.renewToken(Samples.shop())))
                        .hasMessage("the access token is being renewed"));
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes()).hasSize(1);
        assertThat(storedValues()).containsEntry("accessToken", "access-2");
    }

    @Test
    void aTokenThatTheVaultDidNotTakeAtOnceIsStoredAtTheSecondTry() {
        clock.advance(Duration.ofDays(5));
        vault.faults = 1;
        client.renewToken(Samples.shop());
        assertThat(storedValues()).containsEntry("accessToken", "access-2");
        assertThat(tiktok.refreshes()).hasSize(1);
    }

    @Test
    void aTokenThatWasStoredWithoutAnAnswerIsUsed() {
        clock.advance(Duration.ofDays(5));
        vault.faults = 1;
        vault.storesBeforeItFails = true;
        client.renewToken(Samples.shop());
        assertThat(storedValues()).containsEntry("accessToken", "access-2");
        client.changedSince(Samples.shop(), FROM, Optional.empty());
        assertThat(tiktok.refreshes()).hasSize(1);
    }

    @Test
    void aTokenThatCouldNotBeStoredIsAskedForAgainWithTheOldRefreshToken() {
        clock.advance(Duration.ofDays(5));
        vault.faults = 2;
        assertThat(catchThrowableOfType(Transient.class, () -> client.renewToken(Samples.shop()))
                        .upstream())
                .isEqualTo(Upstream.AWS);
        tiktok.answersRefresh(
                Reply.json(200, "{\"code\":0,\"data\":{\"access_token\":\"access-2\",\"refresh_token\":\"r-9\"}}"));
        client.renewToken(Samples.shop());
        assertThat(tiktok.refreshes())
                .extracting(request -> request.query().get("refresh_token"))
                .containsExactly("refresh-1", "refresh-1");
        assertThat(storedValues()).containsEntry("refreshToken", "r-9");
    }

    @Test
    void whereTheOldRefreshTokenIsRefusedTheMerchantMustReconnect() {
        clock.advance(Duration.ofDays(5));
        vault.faults = 2;
        catchThrowableOfType(Transient.class, () -> client.renewToken(Samples.shop()));
        Permanent why = catchThrowableOfType(Permanent.class, () -> client.renewToken(Samples.shop()));
        assertThat(why.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
    }

    private Map<String, String> storedValues() {
        return stored.read(KEY, Vault.Freshness.FRESH).orElseThrow().values();
    }

    /** A vault that fails to store, before or after it has. */
    private final class FaultyVault implements Vault {
        private int faults;
        private boolean storesBeforeItFails;

        @Override
        public Optional<Secret> read(Key key, Freshness freshness) {
            return stored.read(key, freshness);
        }

        @Override
        public Optional<Lease> lease(Key key, Instant now, Instant until) {
            return stored.lease(key, now, until);
        }

        @Override
        public boolean replace(Lease lease, Map<String, String> values) {
            if (faults > 0) {
                faults--;
                if (storesBeforeItFails) {
                    stored.replace(lease, values);
                }
                throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "DynamoDB");
            }
            return stored.replace(lease, values);
        }

        @Override
        public void release(Lease lease) {
            stored.release(lease);
        }
    }
}
