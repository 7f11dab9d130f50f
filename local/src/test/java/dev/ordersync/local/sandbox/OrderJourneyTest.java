package dev.ordersync.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Wanted;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.local.sandbox.shopify.ShopifySandbox;
import dev.ordersync.local.sandbox.shopify.ShopifyStore;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import dev.ordersync.local.sandbox.tiktok.TikTokAccount;
import dev.ordersync.local.sandbox.tiktok.TikTokSandbox;
import dev.ordersync.local.sandbox.tiktok.TikTokShop;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.tiktok.TikTokApi;
import dev.ordersync.tiktok.TikTokApp;
import dev.ordersync.tiktok.TikTokOrderClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An order as the sandbox's TikTok has it, read by the product's client and created in the sandbox's store. */
class OrderJourneyTest {

    private final MovableClock business = new MovableClock("2026-11-21T10:00:00Z");
    private final MovableClock wire = new MovableClock("2026-11-25T08:00:00Z");
    private final Faults faults = new Faults();
    private final SandboxContext context = new SandboxContext(business, wire, call -> {}, faults);
    private final Shop shop = ShopBuilder.shop().build();
    private final TikTokAccount account = account(shop);
    private final TikTokSandbox tiktok = new TikTokSandbox(0, context, account);
    private final ShopifySandbox shopify = new ShopifySandbox(0, context, ShopifyStore.demo());
    private final InMemoryVault vault = new InMemoryVault();
    private final TikTokOrderClient orders;
    private final Store store;

    OrderJourneyTest() {
        shopify.defineOrderId("tiktok_shop", "order_id");
        vault.put(new Vault.Key.Authorisation(shop.authorisation()), tokens(account.accessToken()));
        vault.put(
                new Vault.Key.Connection(shop.connection().value()),
                Map.of("accessToken", shopify.store().accessToken()));
        UpstreamClient http = UpstreamClient.forOperatorAddresses();
        TikTokApp app = new TikTokApp(account.appKey(), account.appSecret(), tiktok.url(), tiktok.url());
        orders = new TikTokOrderClient(new TikTokApi(() -> app, http, vault, wire));
        Connection connection = new Connection(
                shop.connection(), shop.id(), Platform.SHOPIFY, shopify.url().toString(), "");
        store = new dev.ordersync.stores.shopify.ShopifyStore(connection, http, vault, business, wire);
    }

    /** The demo's account, with the test's shop in place of its own. */
    private static TikTokAccount account(Shop shop) {
        TikTokAccount demo = TikTokAccount.demo();
        return new TikTokAccount(
                demo.appKey(),
                demo.appSecret(),
                demo.accessToken(),
                demo.accessTokenExpiresAt(),
                demo.refreshToken(),
                demo.authCode(),
                demo.scopes(),
                List.of(new TikTokShop(shop.id().value(), shop.cipher(), "CODE", "Shop", shop.region())));
    }

    private Map<String, String> tokens(String accessToken) {
        return Map.of("accessToken", accessToken, "refreshToken", account.refreshToken());
    }

    @AfterEach
    void close() {
        tiktok.close();
        shopify.close();
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of("the documented one", SandboxOrder.documented(), Form.PLAIN),
                Arguments.of(
                        "several units and SKUs", SandboxOrder.of("CT-BLK-M", 3).and("CT-WHT-L", 2), Form.PLAIN),
                Arguments.of("a sample", SandboxOrder.of("CT-BLK-M", 1).sample(), Form.PLAIN),
                Arguments.of("a bundle", SandboxOrder.of("SET-1", 2), Form.PLAIN),
                Arguments.of("cash on delivery", SandboxOrder.of("LAMP-1", 1).cashOnDelivery(), Form.PLAIN),
                Arguments.of("TikTok's label", SandboxOrder.of("LAMP-1", 1).shippedByTikTok(), Form.PLAIN),
                Arguments.of("a held one", SandboxOrder.of("LAMP-1", 1), Form.HELD),
                Arguments.of("a shipped one", SandboxOrder.of("LAMP-1", 2).shipped("IN_TRANSIT", "9400"), Form.SHIPPED),
                Arguments.of("a cancelled one", SandboxOrder.of("LAMP-1", 1).status("CANCELLED"), Form.CANCELLED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void becomesAStoreOrderOfTheSameMoney(String name, SandboxOrder placed, Form form) {
        if (form == Form.PLAIN) {
            placed.createdAt(business.instant().minusSeconds(7200));
        }
        TikTokOrder order = read(tiktok.place(placed));
        NewStoreOrder draft = StoreOrderDraft.of(order, shop, matches(order), form, 1);

        assertThat(draft.difference().isZero()).isTrue();
        assertThat(store.preflight(draft, Freshness.FRESH)).isEmpty();
        assertThat(store.create(draft)).isInstanceOf(Creation.Created.class);

        JsonNode stored = shopify.orders().get(0);
        assertThat(new BigDecimal(stored.path("totalPriceSet")
                        .path("shopMoney")
                        .path("amount")
                        .asText()))
                .isEqualByComparingTo(order.payment()
                        .total()
                        .plus(order.payment().paidByTikTok())
                        .amount());
        assertThat(store.find(draft.key(), business.instant())).hasSize(1);
    }

    @Test
    void leavesACancelledLineOutAndSaysThatTheMoneyDiffers() {
        TikTokOrder order = read(tiktok.place(
                SandboxOrder.of("LAMP-1", 1).andCancelled("CT-BLK-M").withoutHold()));
        NewStoreOrder draft = StoreOrderDraft.of(order, shop, matches(order), Form.PLAIN, 1);

        assertThat(store.create(draft)).isInstanceOf(Creation.Created.class);

        assertThat(shopify.orders().get(0).path("lineItems")).hasSize(1);
        assertThat(draft.difference().isZero()).isFalse();
    }

    @Test
    void isReadWithAnAddressOnlyAfterItsHold() {
        String id = tiktok.place(SandboxOrder.of("CT-BLK-M", 1));
        assertThat(read(id).recipient().addressState()).isEqualTo(AddressState.NONE);

        business.advance(Duration.ofHours(1));
        tiktok.fireDue(business.instant());
        assertThat(read(id).recipient().addressState()).isEqualTo(AddressState.CLEAR);

        String unpaid = tiktok.place(SandboxOrder.of("CT-BLK-M", 1).unpaid());
        assertThat(read(unpaid).recipient().addressState()).isEqualTo(AddressState.MASKED);
    }

    @Test
    void isReadWithARenewedTokenOnceTheOldOneHasExpired() {
        String id = tiktok.place(SandboxOrder.of("CT-BLK-M", 1));
        tiktok.expireAccessTokens();

        assertThat(read(id).id().value()).isEqualTo(id);

        tiktok.expireAccessTokens();
        tiktok.revokeRefreshTokens();
        assertThatThrownBy(() -> read(id)).isInstanceOf(Permanent.class);
    }

    @Test
    void isNotKnownHoweverTikTokSaysSo() {
        OrderId unknown = new OrderId("1");

        assertThat(orders.read(shop, List.of(unknown)).get(unknown)).isInstanceOf(OrderRead.NotKnown.class);
        tiktok.unknownOrders(TikTokSandbox.UnknownOrders.REFUSED_21008111);
        assertThat(orders.read(shop, List.of(unknown)).get(unknown)).isInstanceOf(OrderRead.NotKnown.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Kind.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "STATUS_503", "THROTTLE"})
    void cannotBeReadForAWhile(Faults.Kind kind) {
        String id = tiktok.place(SandboxOrder.of("CT-BLK-M", 1));
        faults.add(new Faults.Fault("tiktok", "GET /order/202309/orders", 1, kind));

        assertThatThrownBy(() -> read(id)).isInstanceOf(Transient.class);
        assertThat(read(id).id().value()).isEqualTo(id);
    }

    private TikTokOrder read(String id) {
        OrderId orderId = new OrderId(id);
        OrderRead read = orders.read(shop, List.of(orderId)).get(orderId);
        return ((OrderRead.Found) read).order();
    }

    private List<LineMatch> matches(TikTokOrder order) {
        List<Wanted> wanted = Wanted.of(order);
        Map<String, List<Variant>> found =
                store.variantsBySku(wanted.stream().map(Wanted::sellerSku).toList());
        return wanted.stream()
                .map(want -> new LineMatch(
                        want.sku(),
                        want.sellerSku(),
                        LineMatch.Kind.SKU,
                        found.get(want.sellerSku()).stream().findFirst(),
                        List.of()))
                .toList();
    }
}
