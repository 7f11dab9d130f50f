package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.tiktok.TikTokServer.Reply;
import dev.ordersync.tiktok.TikTokServer.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TikTokApiTest {
    private static final Vault.Key KEY = new Vault.Key.Authorisation("seller-1");
    private static final String PATH = "/order/202309/orders";

    private final MutableClock clock = MutableClock.at("2025-11-21T05:00:20Z");
    private final InMemoryVault stored = new InMemoryVault()
            .put(
                    KEY,
                    Map.of(
                            "accessToken", "access-1",
                            "accessTokenExpiresAt", "2025-11-21T05:00:00Z",
                            "refreshToken", "refresh-1",
                            "sellerName", "Demo"));
    private final TrickyVault vault = new TrickyVault();
    private TikTokServer tiktok;
    private TikTokApi api;

    @BeforeEach
    void start() throws Exception {
        tiktok = new TikTokServer().accepts("access-1");
        api = new TikTokApi(tiktok::app, UpstreamClient.forOperatorAddresses(), vault, clock);
    }

    @AfterEach
    void stop() {
        tiktok.close();
    }

    @Test
    void signsTheBytesAndTheDecodedValuesThatItSends() {
        api.post(
                Samples.shop(),
                PATH + "/search",
                Map.of("page_size", "50", "page_token", "6AsPQs+7D1/ud 64M==&ü✓"),
                JsonNodeFactory.instance.objectNode().put("note", "Größe ✓"));
        assertThat(tiktok.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.query()).containsEntry("page_token", "6AsPQs+7D1/ud 64M==&ü✓");
            assertThat(request.body()).asString().isEqualTo("{\"note\":\"Größe ✓\"}");
        });
    }

    @Test
    void renewsAnExpiredTokenStoresItAndRepeatsTheCallWithANewTimestamp() {
        tiktok.accepts("access-2").beforeRefresh(() -> clock.advance(Duration.ofSeconds(7)));
        call();

        assertThat(tiktok.refreshes()).singleElement().satisfies(refresh -> {
            assertThat(refresh.method()).isEqualTo("GET");
            assertThat(refresh.query())
                    .isEqualTo(Map.of(
                            "app_key",
                            TikTokServer.APP_KEY,
                            "app_secret",
                            TikTokServer.APP_SECRET,
                            "refresh_token",
                            "refresh-1",
                            "grant_type",
                            "refresh_token"));
        });
        assertThat(tiktok.requests()).extracting(Request::token).containsExactly("access-1", "access-2");
        assertThat(tiktok.requests())
                .extracting(request -> request.query().get("timestamp"))
                .containsExactly("1763701220", "1763701227");
        assertThat(storedValues())
                .isEqualTo(Map.of(
                        "accessToken", "access-2",
                        "accessTokenExpiresAt", "2025-11-28T05:40:20Z",
                        "accessTokenRenewedAt", "2025-11-21T05:00:27Z",
                        "refreshToken", "refresh-2",
                        "refreshTokenExpiresAt", "2026-11-21T05:40:20Z",
                        "sellerName", "Demo"));
        assertThat(isLeased()).isFalse();
    }

    @Test
    void usesTheTokenThatSomebodyElseHasStored() {
        vault.oldCopy = Map.of("accessToken", "access-0", "refreshToken", "refresh-0");
        call();
        assertThat(tiktok.requests()).extracting(Request::token).containsExactly("access-0", "access-1");
        assertThat(tiktok.refreshes()).isEmpty();
    }

    @Test
    void renewsATokenThatSomebodyElseStoredWhenThatIsRejectedToo() {
        vault.oldCopy = Map.of("accessToken", "access-0", "refreshToken", "refresh-0");
        tiktok.accepts("access-2");
        call();
        assertThat(tiktok.requests()).extracting(Request::token).containsExactly("access-0", "access-1", "access-2");
        assertThat(tiktok.refreshes()).hasSize(1);
    }

    @Test
    void waitsForWhomeverIsRenewingTheToken() {
        tiktok.accepts("access-2");
        stored.lease(KEY, clock.instant(), clock.instant().plusSeconds(60));
        Transient why = catchThrowableOfType(Transient.class, this::call);
        assertThat(why.kind()).isEqualTo(Transient.Kind.UNAVAILABLE);
        assertThat(why.retryAfter()).hasValue(Duration.ofSeconds(5));
        assertThat(tiktok.refreshes()).isEmpty();

        clock.advance(Duration.ofSeconds(60));
        call();
        assertThat(storedValues()).containsEntry("accessToken", "access-2");
    }

    @Test
    void usesTheTokenOfWhomeverHeldTheLeaseAndIsDone() {
        tiktok.accepts("access-9");
        vault.atLease = () -> {
            stored.put(KEY, Map.of("accessToken", "access-9", "refreshToken", "refresh-9"));
            stored.lease(KEY, clock.instant(), clock.instant().plusSeconds(60));
        };
        call();
        assertThat(tiktok.refreshes()).isEmpty();
    }

    @Test
    void looksAgainUnderItsLeaseBeforeItRenews() {
        tiktok.accepts("access-9");
        vault.atLease = () -> stored.put(KEY, Map.of("accessToken", "access-9", "refreshToken", "refresh-9"));
        call();
        assertThat(tiktok.refreshes()).isEmpty();
        assertThat(isLeased()).isFalse();
    }

    @Test
    void twoAtOnceRenewOnce() {
        tiktok.accepts("access-2");
        AtomicReference<Transient> other = new AtomicReference<>();
        tiktok.beforeRefresh(() -> other.set(catchThrowableOfType(Transient.class, this::call)));
        call();
        assertThat(tiktok.refreshes()).hasSize(1);
        assertThat(other.get()).hasMessage("the access token is being renewed");
        call();
        assertThat(tiktok.refreshes()).hasSize(1);
    }

    @Test
    void theMerchantMustReconnectWhenTikTokRefusesToRenew() {
        stored.put(KEY, Map.of("accessToken", "access-0", "refreshToken", "refresh-0"));
        Permanent why = catchThrowableOfType(Permanent.class, this::call);
        assertThat(why.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(why.code()).isEqualTo("36009004");
        assertThat(why.requestId()).isEqualTo("request-7");
        assertThat(why).as("TikTok's words quote the token").hasMessage("the token *** is invalid");
        assertThat(isLeased()).isFalse();
    }

    @Test
    void theMerchantMustReconnectWhenTheRenewedTokenIsRejected() {
        tiktok.answersRefresh(Reply.json(200, "{\"code\":0,\"data\":{\"access_token\":\"access-7\"}}"));
        tiktok.accepts("none");
        Permanent why = catchThrowableOfType(Permanent.class, this::call);
        assertThat(why.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(why.code()).isEqualTo("105002");
        assertThat(tiktok.requests()).extracting(Request::token).containsExactly("access-1", "access-7");
        assertThat(tiktok.refreshes()).hasSize(1);
        assertThat(storedValues()).as("TikTok gave no other").containsEntry("refreshToken", "refresh-1");
    }

    @Test
    void theMerchantMustReconnectWhenNothingIsStored() {
        stored.put(KEY, Map.of());
        assertThat(catchThrowableOfType(Permanent.class, this::call).kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(tiktok.requests()).isEmpty();

        stored.put(KEY, Map.of("accessToken", "access-0"));
        assertThat(catchThrowableOfType(Permanent.class, this::call).kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(tiktok.refreshes()).isEmpty();
        assertThat(isLeased()).isFalse();
    }

    @Test
    void aRenewalWithoutAnAnswerIsTriedAgainLaterWithTheSameRefreshToken() {
        tiktok.accepts("access-2")
                .answersRefresh(Reply.cut())
                .answersRefresh(Reply.json(503, "<html>later</html>"))
                .answersRefresh(Reply.json(200, "{\"code\":0,\"data\":{}}"))
                .answersRefresh(Reply.code(429, 36009002, "too many"));
        for (int i = 0; i < 4; i++) {
            assertThat(catchThrowableOfType(Transient.class, this::call)).isNotNull();
            assertThat(isLeased()).isFalse();
        }
        call();
        assertThat(tiktok.refreshes())
                .extracting(request -> request.query().get("refresh_token"))
                .hasSize(5)
                .containsOnly("refresh-1");
    }

    @Test
    void aTokenThatCouldNotBeStoredIsNotUsed() {
        tiktok.accepts("access-2");
        vault.losesLease = true;
        assertThat(catchThrowableOfType(Transient.class, this::call).upstream()).isEqualTo(Upstream.TIKTOK);
        assertThat(tiktok.requests()).extracting(Request::token).containsOnly("access-1");

        // The refresh token was spent: asked again with the old one, this TikTok refuses.
        vault.losesLease = false;
        assertThat(catchThrowableOfType(Permanent.class, this::call).kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
    }

    @Test
    void aFaultOfTheVaultIsNoFaultOfTikTok() {
        tiktok.accepts("access-2");
        vault.failure = new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "DynamoDB");
        assertThat(catchThrowableOfType(Transient.class, this::call).upstream()).isEqualTo(Upstream.AWS);
        assertThat(tiktok.requests()).extracting(Request::token).containsOnly("access-1");
    }

    @Test
    void rejectsATokenByStatusWhereAnotherServerAnswers() {
        tiktok.answers(Reply.json(401, "<html>Unauthorized</html>"));
        tiktok.answers(Reply.json(401, "<html>Unauthorized</html>"));
        Permanent why = catchThrowableOfType(Permanent.class, this::call);
        assertThat(why.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(why).hasMessage("HTTP status 401");
        assertThat(tiktok.refreshes()).hasSize(1);
    }

    @Test
    void otherRefusalsRenewNothing() {
        tiktok.answers(Reply.code(401, 105005, "scope not granted for " + TikTokServer.APP_SECRET + " and access-1"));
        Permanent why = catchThrowableOfType(Permanent.class, this::call);
        assertThat(why.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(why).hasMessage("scope not granted for *** and ***");
        assertThat(tiktok.requests()).hasSize(1);
        assertThat(tiktok.refreshes()).isEmpty();
    }

    @Test
    void aCutConnectionAndAClosedPortArePassing() {
        tiktok.answers(Reply.cut());
        assertThat(catchThrowableOfType(Transient.class, this::call).kind()).isEqualTo(Transient.Kind.UNAVAILABLE);
        TikTokApp closed = tiktok.app();
        tiktok.close();
        TikTokApi nobody = new TikTokApi(() -> closed, UpstreamClient.forOperatorAddresses(), vault, clock);
        Transient why =
                catchThrowableOfType(Transient.class, () -> nobody.get(Samples.shop(), PATH, Map.of("ids", "1")));
        assertThat(why.kind()).isEqualTo(Transient.Kind.UNAVAILABLE);
        assertThat(why).hasMessage("nothing was sent: CONNECT_FAILED");
    }

    @Test
    void theAppDoesNotShowItsSecret() {
        assertThat(tiktok.app().toString())
                .doesNotContain(TikTokServer.APP_SECRET)
                .contains(TikTokServer.APP_KEY);
    }

    private void call() {
        api.get(Samples.shop(), PATH, Map.of("ids", "1"));
    }

    private Map<String, String> storedValues() {
        return stored.read(KEY, Vault.Freshness.FRESH).orElseThrow().values();
    }

    private boolean isLeased() {
        Instant now = clock.instant();
        Optional<Vault.Lease> free = stored.lease(KEY, now, now.plusSeconds(1));
        free.ifPresent(stored::release);
        return free.isEmpty();
    }

    /** The vault in memory, with old copies, somebody else's work in between, and faults. */
    private final class TrickyVault implements Vault {
        private Map<String, String> oldCopy;
        private Runnable atLease = () -> {};
        private boolean losesLease;
        private Transient failure;

        @Override
        public Optional<Secret> read(Key key, Freshness freshness) {
            return oldCopy != null && freshness == Freshness.CACHED
                    ? Optional.of(new Secret(oldCopy, 0))
                    : stored.read(key, freshness);
        }

        @Override
        public Optional<Lease> lease(Key key, Instant now, Instant until) {
            atLease.run();
            return stored.lease(key, now, until);
        }

        @Override
        public boolean replace(Lease lease, Map<String, String> values) {
            if (failure != null) {
                throw failure;
            }
            return !losesLease && stored.replace(lease, values);
        }

        @Override
        public void release(Lease lease) {
            stored.release(lease);
        }
    }
}
