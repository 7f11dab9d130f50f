package dev.ordersync.local.sandbox.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.tiktok.TikTokApi;
import dev.ordersync.tiktok.TikTokApp;
import dev.ordersync.tiktok.TikTokOrderClient;
import dev.ordersync.tiktok.TikTokSellerClient;
import dev.ordersync.tiktok.TikTokShopClient;
import dev.ordersync.tiktok.WebhookEvent;
import dev.ordersync.tiktok.WebhookReader;
import dev.ordersync.tiktok.WebhookVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The product's client against the sandbox: two opinions of TikTok meet. */
class TikTokClientOnTheSandboxTest {
    private static final OrderId NOBODYS = new OrderId("1");

    private final TikTokTestBed bed = new TikTokTestBed();
    private final Vault.Key key = new Vault.Key.Authorisation("seller-1");
    private final InMemoryVault vault = new InMemoryVault()
            .put(
                    key,
                    Map.of(
                            "accessToken", bed.account.accessToken(),
                            "refreshToken", bed.account.refreshToken()));
    private final TikTokApp app =
            new TikTokApp(bed.account.appKey(), bed.account.appSecret(), bed.sandbox.url(), bed.sandbox.url());
    private final TikTokOrderClient client =
            new TikTokOrderClient(new TikTokApi(() -> app, UpstreamClient.forOperatorAddresses(), vault, bed.wire));
    private final Shop shop = new Shop(
            new ShopId(bed.shop.id()),
            new MerchantId("m-1"),
            bed.shop.name(),
            bed.shop.region(),
            bed.shop.cipher(),
            "seller-1",
            true,
            new ConnectionId("c-1"),
            Platform.SHOPIFY,
            bed.business.instant(),
            Settings.defaults(),
            Plan.unlimited(),
            bed.business.instant(),
            Optional.empty(),
            Optional.empty());

    TikTokClientOnTheSandboxTest() throws IOException {}

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void readsTheSellersShopsAndWhatTheySellByOtherNames() {
        TikTokSellerClient seller = new TikTokSellerClient(
                new TikTokApi(() -> app, UpstreamClient.forOperatorAddresses(), vault, bed.wire));
        assertThat(seller.shops("seller-1"))
                .extracting(TikTokSellerClient.AuthorisedShop::cipher)
                .containsExactly(bed.shop.cipher());

        TikTokProduct top = TikTokProduct.demo().getFirst();
        bed.sandbox.putProduct(top.called("gid://shopify/ProductVariant/1"));
        TikTokSellerClient.Page page = seller.products(shop, Optional.empty());
        assertThat(page.next()).isEmpty();
        assertThat(page.products()).hasSize(8).allMatch(product -> product.currencies()
                .equals(List.of("USD")));
        assertThat(seller.externalSkus(shop, top.productId()))
                .isEqualTo(Map.of(new SkuId(top.skuId()), "gid://shopify/ProductVariant/1"));
    }

    @Test
    void aSubscriptionOfTheShopWinsOverTheAppsAndEndsWithIt() {
        TikTokShopClient shops =
                new TikTokShopClient(new TikTokApi(() -> app, UpstreamClient.forOperatorAddresses(), vault, bed.wire));
        String address = bed.product.url("/of-the-shop").toString();
        assertThat(shops.subscribe(shop, address)).hasSize(7);
        assertThat(shops.subscribe(shop, address)).isEmpty();
        place();
        assertThat(bed.product.received()).allMatch(one -> one.path().equals("/of-the-shop"));
        shops.unsubscribe(shop);
        assertThat(bed.sandbox.subscriptions(bed.shop.id())).isEmpty();
    }

    @Test
    void readsAnOrderWhileItIsHeldAndAfterwards() {
        OrderId id = place();
        TikTokOrder held = read(id);
        assertThat(held.status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(held.recipient().addressState()).isEqualTo(AddressState.NONE);

        bed.advance(Duration.ofHours(1));
        TikTokOrder released = read(id);
        assertThat(released.status()).isEqualTo(OrderStatus.AWAITING_SHIPMENT);
        assertThat(released.recipient().addressState()).isEqualTo(AddressState.CLEAR);
        assertThat(released.lineItems()).hasSize(2);
    }

    @Test
    void readsTheSandboxsWebhooks() {
        OrderId id = place();
        bed.advance(Duration.ofHours(1));
        bed.sandbox.cancel(id.value(), "BUYER");
        bed.advance(Duration.ZERO);
        assertThat(bed.product.received()).hasSizeGreaterThan(2).allSatisfy(webhook -> {
            assertThat(WebhookVerifier.verify(
                            webhook.body(), webhook.authorization(), app.appKey(), List.of(app.appSecret())))
                    .isTrue();
            assertThat(WebhookReader.read(webhook.body()))
                    .isInstanceOfSatisfying(WebhookEvent.OrderEvents.class, event -> {
                        assertThat(event.shop()).isEqualTo(shop.id());
                        assertThat(event.orders()).containsExactly(id);
                    });
        });
    }

    @Test
    void tellsAnUnknownOrderInBothWaysInWhichTikTokMayPutIt() {
        OrderId id = place();
        assertThat(client.read(shop, List.of(id, NOBODYS)))
                .containsEntry(NOBODYS, new OrderRead.NotKnown())
                .hasEntrySatisfying(id, read -> assertThat(read).isInstanceOf(OrderRead.Found.class));

        bed.sandbox.unknownOrders(TikTokSandbox.UnknownOrders.REFUSED_21008111);
        assertThat(client.read(shop, List.of(NOBODYS))).containsEntry(NOBODYS, new OrderRead.NotKnown());
        Permanent why = catchThrowableOfType(Permanent.class, () -> client.read(shop, List.of(id, NOBODYS)));
        assertThat(why.kind()).isEqualTo(Permanent.Kind.REFUSED);
    }

    @Test
    void renewsATokenThatExpires() {
        OrderId id = place();
        bed.sandbox.expireAccessTokens();
        read(id);
        Map<String, String> stored =
                vault.read(key, Vault.Freshness.FRESH).orElseThrow().values();
        assertThat(stored)
                .doesNotContainEntry("accessToken", bed.account.accessToken())
                .doesNotContainEntry("refreshToken", bed.account.refreshToken())
                .containsEntry("accessTokenExpiresAt", "2026-12-02T08:00:00Z");
        bed.sandbox.expireAccessTokens();
        read(id);
    }

    @Test
    void asksTheMerchantToReconnectWhenTheTokenCannotBeRenewed() {
        OrderId id = place();
        bed.sandbox.expireAccessTokens();
        bed.sandbox.revokeRefreshTokens();
        Permanent why = catchThrowableOfType(Permanent.class, () -> read(id));
        assertThat(why.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
    }

    private OrderId place() {
        return new OrderId(bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 2)));
    }

    private TikTokOrder read(OrderId id) {
        return ((OrderRead.Found) client.read(shop, List.of(id)).get(id)).order();
    }
}
