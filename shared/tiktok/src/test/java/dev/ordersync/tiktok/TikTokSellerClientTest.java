package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.tiktok.TikTokSellerClient.AuthorisedShop;
import dev.ordersync.tiktok.TikTokSellerClient.Product;
import dev.ordersync.tiktok.TikTokServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What connecting a shop asks of TikTok: whose shops an authorisation opens, what they sell, a consent's tokens, webhooks. */
class TikTokSellerClientTest {
    private final MutableClock clock = MutableClock.at("2025-11-21T05:00:20Z");
    private final InMemoryVault vault = new InMemoryVault()
            .put(
                    new Vault.Key.Authorisation("seller-1"),
                    Map.of("accessToken", "access-1", "refreshToken", "refresh-1"));
    private TikTokServer tiktok;
    private TikTokSellerClient seller;
    private TikTokShopClient shops;

    @BeforeEach
    void start() throws Exception {
        tiktok = new TikTokServer().accepts("access-1");
        TikTokApi api = new TikTokApi(tiktok::app, UpstreamClient.forOperatorAddresses(), vault, clock);
        seller = new TikTokSellerClient(api);
        shops = new TikTokShopClient(api);
    }

    @AfterEach
    void stop() {
        tiktok.close();
    }

    private TikTokConsent consent() {
        return new TikTokConsent(tiktok.app(), UpstreamClient.forOperatorAddresses(), clock);
    }

    @Test
    void asksForAnAuthorisationsShopsWithoutNamingOne() {
        tiktok.answers(Reply.json(200, """
                {"code":0,"data":{"shops":[{"id":"749","cipher":"GCP_x","code":"C","name":"Maomao","region":"GB",
                 "seller_type":"CROSS_BORDER"}]}}"""));
        assertThat(seller.shops("seller-1")).containsExactly(new AuthorisedShop("749", "GCP_x", "Maomao", "GB"));
        assertThat(tiktok.requests()).singleElement().satisfies(request -> {
            assertThat(request.method() + request.path()).isEqualTo("GET/authorization/202309/shops");
            assertThat(request.query()).doesNotContainKey("shop_cipher");
        });
    }

    @Test
    void readsWhatIsOnSaleAndTheNamesThatOnlyTheProductItselfShows() {
        tiktok.answers(Reply.json(200, """
                {"code":0,"data":{"next_page_token":"n","products":[{"id":"17","skus":[
                 {"id":"27","price":{"currency":"USD","sale_price":"1"}},{"id":28,"price":{"currency":"USD"}},{"id":"x"}]}]}}"""));
        TikTokSellerClient.Page page = seller.products(Samples.shop(), Optional.of("before"));
        assertThat(page.products())
                .containsExactly(new Product("17", List.of(new SkuId("27"), new SkuId("28")), List.of("USD")));
        assertThat(page.next()).contains("n");
        assertThat(tiktok.requests().getFirst().query())
                .containsEntry("page_size", "100")
                .containsEntry("page_token", "before")
                .containsKey("shop_cipher");
        assertThat(tiktok.requests().getFirst().body()).asString().isEqualTo("{\"status\":\"ACTIVATE\"}");

        tiktok.answers(Reply.json(200, """
                {"code":0,"data":{"id":"17","skus":[{"id":"27","external_sku_id":" 44 "},{"id":"28","external_sku_id":""},
                 {"id":"29"}]}}"""));
        assertThat(seller.externalSkus(Samples.shop(), "17")).isEqualTo(Map.of(new SkuId("27"), "44"));
        assertThat(tiktok.requests().getLast().path()).isEqualTo("/product/202309/products/17");
    }

    @Test
    void aListThatIsNoneIsAPassingFault() {
        for (String list : List.of("shops", "products", "webhooks")) {
            tiktok.answers(Reply.json(200, "{\"code\":0,\"data\":{\"" + list + "\":\"none\"}}"));
        }
        assertThatThrownBy(() -> seller.shops("seller-1")).isInstanceOf(Transient.class);
        assertThatThrownBy(() -> seller.products(Samples.shop(), Optional.empty()))
                .isInstanceOf(Transient.class);
        assertThatThrownBy(() -> shops.subscribe(Samples.shop(), "https://a.example/webhooks/tiktok"))
                .isInstanceOf(Transient.class);
    }

    @Test
    void aScopeThatIsNotGrantedIsSaidByItsCode() {
        tiktok.answers(Reply.code(401, 105005, "Access denied"));
        assertThat(catchThrowableOfType(Permanent.class, () -> seller.products(Samples.shop(), Optional.empty()))
                        .code())
                .isEqualTo("105005");
    }

    @Test
    void subscribesToWhatDoesNotLeadHereYetAndToNothingElse() {
        tiktok.answers(Reply.json(200, """
                {"code":0,"data":{"webhooks":[
                 {"event_type":"ORDER_STATUS_CHANGE","address":"https://a.example/webhooks/tiktok"},
                 {"event_type":"PACKAGE_UPDATE","address":"https://b.example/webhooks/tiktok"}]}}"""));
        assertThat(shops.subscribe(Samples.shop(), "https://a.example/webhooks/tiktok"))
                .containsExactly(
                        "RECIPIENT_ADDRESS_UPDATE",
                        "PACKAGE_UPDATE",
                        "SELLER_DEAUTHORIZATION",
                        "UPCOMING_AUTHORIZATION_EXPIRATION",
                        "CANCELLATION_STATUS_CHANGE",
                        "RETURN_STATUS_CHANGE");
        assertThat(tiktok.requests()).extracting(TikTokServer.Request::method).startsWith("GET", "PUT");
        assertThat(tiktok.requests().get(2).body())
                .asString()
                .isEqualTo("{\"event_type\":\"PACKAGE_UPDATE\",\"address\":\"https://a.example/webhooks/tiktok\"}");

        shops.unsubscribe(Samples.shop());
        assertThat(tiktok.requests().getLast().method()).isEqualTo("DELETE");
        assertThat(tiktok.requests().getLast().body())
                .asString()
                .isEqualTo("{\"event_type\":\"RETURN_STATUS_CHANGE\"}");
    }

    @Test
    void oneTopicThatIsRefusedKeepsNoOtherFromBeingSubscribedTo() {
        tiktok.answers(Reply.json(200, "{\"code\":0,\"data\":{\"webhooks\":[]}}"))
                .answers(Reply.code(400, 36009004, "param body.event_type is invalid"));
        assertThatThrownBy(() -> shops.subscribe(Samples.shop(), "https://a.example/webhooks/tiktok"))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("event_type");
        assertThat(tiktok.requests()).hasSize(8);
    }

    @Test
    void turnsACodeIntoTokens() {
        tiktok.answersCode(Reply.json(200, """
                {"code":0,"data":{"access_token":"TTP_a","access_token_expire_in":1764308420,"refresh_token":"TTP_r",
                 "refresh_token_expire_in":1795239620,"user_type":0,"granted_scopes":["seller.order.info"]}}"""));
        TikTokConsent.Granted granted = consent().tokens("TTP_code");
        assertThat(granted.tokens())
                .containsEntry("accessToken", "TTP_a")
                .containsEntry("accessTokenExpiresAt", "2025-11-28T05:40:20Z")
                .containsEntry("accessTokenRenewedAt", "2025-11-21T05:00:20Z")
                .containsEntry("refreshToken", "TTP_r")
                .containsKey("refreshTokenExpiresAt");
        assertThat(granted.scopes()).containsExactly("seller.order.info");
        assertThat(granted).hasToString("Granted[seller.order.info]");
        assertThat(tiktok.refreshes()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/v2/token/get");
            assertThat(request.query())
                    .containsEntry("grant_type", "authorized_code")
                    .containsEntry("auth_code", "TTP_code")
                    .containsEntry("app_secret", TikTokServer.APP_SECRET)
                    .doesNotContainKeys("sign", "timestamp");
        });
    }

    @Test
    void aRefusedCodeShowsNeitherTheCodeNorTheSecret() {
        tiktok.answersCode(Reply.code(200, 36009004, "auth_code TTP_code of test_app_secret is expired"));
        assertThat(catchThrowableOfType(Permanent.class, () -> consent().tokens("TTP_code")))
                .hasMessageContaining("is expired")
                .hasMessageNotContainingAny("TTP_code", TikTokServer.APP_SECRET);
        tiktok.answersCode(Reply.cut());
        assertThatThrownBy(() -> consent().tokens("TTP_code"))
                .isInstanceOf(Transient.class)
                .hasMessageNotContainingAny("TTP_code", TikTokServer.APP_SECRET);
    }

    @Test
    void theLinkOfAConsentHoldsNoSecret() {
        assertThat(consent().link())
                .endsWith("/oauth/authorize?app_key=" + TikTokServer.APP_KEY)
                .doesNotContain(TikTokServer.APP_SECRET);
    }
}
