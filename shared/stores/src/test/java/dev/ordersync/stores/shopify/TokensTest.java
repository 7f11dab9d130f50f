package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersync.domain.port.Vault.Freshness;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String NOTHING =
            "{\"data\":{\"productVariants\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":false}}}}";
    private static final int UNAUTHORISED = 401;
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    private void read(ShopifyStore store) {
        store.variantsBySku(List.of("A"));
    }

    private List<String> tokens() {
        return shopify.requests().stream().map(FakeShopify.Request::token).toList();
    }

    private FakeShopify unauthorised() {
        return shopify.answer(UNAUTHORISED, "", Map.of());
    }

    @Test
    void aStaticTokenThatTheMerchantReplacedIsUsedAtOnce() {
        ShopifyStore store = shopify.store();
        shopify.answer(NOTHING).answer(NOTHING);

        read(store);
        shopify.credentials(Map.of("accessToken", "shpat_new"));
        read(store);

        assertThat(tokens()).containsExactly(FakeShopify.TOKEN, "shpat_new");
    }

    @Test
    void aConnectionWithoutCredentialsSaysSo() {
        shopify.credentials(Map.of());

        assertThatExceptionOfType(Permanent.class)
                .isThrownBy(() -> read(shopify.store()))
                .withMessageContaining("clientId");
        assertThat(shopify.store().create(SampleOrders.plain()))
                .isInstanceOfSatisfying(Creation.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.STORE_AUTH_EXPIRED));
        assertThat(shopify.requests()).isEmpty();
    }

    @Nested
    class ByClientCredentials {
        ByClientCredentials() {
            shopify.credentials(Map.of("clientId", "id 1", "clientSecret", "s&cret"));
        }

        @Test
        void oneTokenServesUntilShortlyBeforeItExpires() {
            ShopifyStore store = shopify.store();
            given("t1").answer(NOTHING).answer(NOTHING);

            read(store);
            shopify.wire.advance(Duration.ofHours(23));
            read(store);
            given("t2").answer(NOTHING);
            shopify.wire.advance(Duration.ofMinutes(51));
            read(store);

            assertThat(tokens()).containsExactly("t1", "t1", "t2");
            assertThat(shopify.tokenRequests()).hasSize(2);
            assertThat(shopify.tokenRequests().get(0).split("&"))
                    .containsExactlyInAnyOrder(
                            "grant_type=client_credentials", "client_id=id+1", "client_secret=s%26cret");
        }

        @Test
        void aRefusedTokenIsDroppedAndTheCreateIsSentOnceMore() {
            given("t1");
            given("t2");
            unauthorised().answer(Answers.CREATED);

            assertThat(shopify.store().create(SampleOrders.plain())).isInstanceOf(Creation.Created.class);
            assertThat(tokens()).containsExactly("t1", "t2");
        }

        @Test
        void aCreateIsNotSentAThirdTime() {
            given("t1");
            given("t2");
            unauthorised();
            unauthorised();

            assertThat(shopify.store().create(SampleOrders.plain())).isInstanceOf(Creation.Refused.class);
            assertThat(shopify.requests()).hasSize(2);
        }

        @Test
        void withoutATokenNothingIsCreated() {
            shopify.tokenAnswer(503, "");

            assertThat(shopify.store().create(SampleOrders.plain()))
                    .isInstanceOfSatisfying(Creation.NotDone.class, notDone -> assertThat(notDone.kind())
                            .isEqualTo(Transient.Kind.UNAVAILABLE));
            assertThat(shopify.requests()).isEmpty();
        }

        @Test
        void wrongCredentialsStand() {
            shopify.tokenAnswer(400, "{\"error\":\"shop_not_permitted\"}");

            assertThatExceptionOfType(Permanent.class)
                    .isThrownBy(() -> read(shopify.store()))
                    .withMessageContaining("shop_not_permitted");
        }

        @Test
        void aTokenThatIsNoTextIsNone() {
            shopify.tokenAnswer(200, "{\"access_token\":12345,\"expires_in\":86399}");

            assertThatExceptionOfType(Transient.class)
                    .isThrownBy(() -> read(shopify.store()))
                    .withMessage("Shopify gave no access token");
            assertThat(shopify.requests()).isEmpty();
        }

        private FakeShopify given(String token) {
            return shopify.tokenAnswer(200, "{\"access_token\":\"" + token + "\",\"scope\":\"\",\"expires_in\":86399}");
        }
    }

    @Nested
    class Rotating {
        Rotating() {
            stored("t1", "r1", "2026-11-25T09:00:00Z");
        }

        @Test
        void aTokenWithTimeLeftIsUsed() {
            shopify.answer(NOTHING);

            read(shopify.store());

            assertThat(tokens()).containsExactly("t1");
            assertThat(shopify.tokenRequests()).isEmpty();
        }

        @Test
        void aTokenWithLessThanTenMinutesLeftIsRenewedAndStoredFirst() {
            shopify.wire.advance(Duration.ofMinutes(51));
            given("t2", "r2").answer(NOTHING);

            read(shopify.store());

            assertThat(tokens()).containsExactly("t2");
            assertThat(shopify.tokenRequests().get(0).split("&"))
                    .contains("grant_type=refresh_token", "refresh_token=r1", "client_id=id", "client_secret=secret");
            assertThat(shopify.vault
                            .read(FakeShopify.KEY, Freshness.FRESH)
                            .orElseThrow()
                            .values())
                    .containsEntry("accessToken", "t2")
                    .containsEntry("refreshToken", "r2")
                    .containsEntry("expiresAt", "2026-11-25T09:51:00Z")
                    .containsEntry("webhookSecret", "kept");
        }

        @Test
        void whoMeetsALeaseUsesTheOldTokenWhileItIsGood() {
            shopify.wire.advance(Duration.ofMinutes(51));
            leaseOfAnother();
            shopify.answer(NOTHING);

            read(shopify.store());

            assertThat(tokens()).containsExactly("t1");
        }

        @Test
        void whoMeetsALeaseWithADeadTokenWaits() {
            shopify.wire.advance(Duration.ofMinutes(61));
            leaseOfAnother();

            assertThatExceptionOfType(Transient.class).isThrownBy(() -> read(shopify.store()));
            assertThat(shopify.store().create(SampleOrders.plain())).isInstanceOf(Creation.NotDone.class);
            assertThat(shopify.requests()).isEmpty();
        }

        @Test
        void anOldTokenServesWhileTheRenewalFails() {
            shopify.wire.advance(Duration.ofMinutes(51));
            shopify.tokenAnswer(503, "").answer(NOTHING);

            read(shopify.store());

            assertThat(tokens()).containsExactly("t1");
            assertThat(shopify.vault.lease(FakeShopify.KEY, shopify.wire.instant(), shopify.wire.instant()))
                    .as("the lease was given back")
                    .isPresent();
        }

        @Test
        void aDeadRefreshTokenStands() {
            shopify.wire.advance(Duration.ofMinutes(61));
            shopify.tokenAnswer(400, "{\"error\":\"invalid_grant\"}");

            assertThatExceptionOfType(Permanent.class)
                    .isThrownBy(() -> read(shopify.store()))
                    .withMessageContaining("invalid_grant");
        }

        @Test
        void a401RenewsAtOnce() {
            given("t2", "r2");
            unauthorised().answer(Answers.CREATED);

            assertThat(shopify.store().create(SampleOrders.plain())).isInstanceOf(Creation.Created.class);
            assertThat(tokens()).containsExactly("t1", "t2");
        }

        /** An expiry that nobody wrote down properly costs one renewal. */
        @Test
        void anUnreadableExpiryHasPassed() {
            stored("t1", "r1", "soon");
            given("t2", "r2").answer(NOTHING);

            read(shopify.store());

            assertThat(tokens()).containsExactly("t2");
        }

        /** Whatever goes wrong under a lease: the next who tries need not wait for its end. */
        @Test
        void aRenewalThatCannotBeginGivesTheLeaseBack() {
            shopify.credentials(Map.of("accessToken", "t1", "refreshToken", "r1"));

            assertThatExceptionOfType(Permanent.class)
                    .isThrownBy(() -> read(shopify.store()))
                    .withMessageContaining("clientId");
            leaseOfAnother();
        }

        private void stored(String access, String refresh, String expiresAt) {
            shopify.credentials(Map.of(
                    "accessToken",
                    access,
                    "refreshToken",
                    refresh,
                    "expiresAt",
                    expiresAt,
                    "clientId",
                    "id",
                    "clientSecret",
                    "secret",
                    "webhookSecret",
                    "kept"));
        }

        private FakeShopify given(String access, String refresh) {
            return shopify.tokenAnswer(
                    200,
                    "{\"access_token\":\"" + access + "\",\"expires_in\":3600,\"refresh_token\":\"" + refresh
                            + "\",\"refresh_token_expires_in\":7776000}");
        }

        private void leaseOfAnother() {
            assertThat(shopify.vault.lease(
                            FakeShopify.KEY,
                            shopify.wire.instant(),
                            shopify.wire.instant().plusSeconds(60)))
                    .isPresent();
        }
    }
}
