package dev.ordersync.local.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.OrderList;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.stores.shopify.ShopifySetup;
import dev.ordersync.testing.InMemoryVault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The product's Shopify store against one that executes what it is sent. */
class ShopifyStoreOnTheSandboxTest {

    private static final ExternalKey KEY = new ExternalKey(new OrderId("576461413038785752"), 1);

    private final ShopifyTestBed bed = new ShopifyTestBed();
    private final Vault.Key credentials = new Vault.Key.Connection("c-1");
    private final InMemoryVault vault = new InMemoryVault()
            .put(credentials, Map.of("accessToken", bed.sandbox.store().accessToken()));
    private final Store store = store(vault);

    ShopifyStoreOnTheSandboxTest() {
        bed.sandbox.defineOrderId("tiktok_shop", "order_id");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void tellsTheExactSkuFromItsNeighboursAndTwinsFromArchivedOnes() {
        Map<String, List<Variant>> found = store.variantsBySku(List.of("CT-BLK-M", "TWIN-1", "SCARF-RED", "NOTHING"));

        assertThat(found.get("CT-BLK-M")).extracting(v -> v.id().value()).containsExactly(gid("CT-BLK-M"));
        assertThat(found.get("TWIN-1")).hasSize(2).allMatch(Variant::live);
        assertThat(found.get("SCARF-RED")).extracting(Variant::live).containsExactly(true, false);
        assertThat(found.get("NOTHING")).isEmpty();
    }

    @Test
    void seesToItsScopesItsMetafieldAndItsWebhooks() {
        ShopifySetup setup = new ShopifySetup(connection(), UpstreamClient.forOperatorAddresses(), vault, bed.wire);
        assertThat(setup.access().currency()).isEqualTo("USD");
        assertThat(setup.access().grants("read_orders")).isTrue();
        assertThat(setup.orderIdType()).contains("id");
        setup.defineOrderId(); // it is taken
        List<String> topics = List.of("FULFILLMENTS_CREATE", "FULFILLMENTS_UPDATE");
        assertThat(setup.subscribe(topics, "https://api.example/webhooks/shopify/c-1"))
                .isEqualTo(topics);
        assertThat(setup.subscribe(topics, "https://api.example/webhooks/shopify/c-1"))
                .isEmpty();
        bed.sandbox.grant(Set.of("write_orders"));
        assertThatThrownBy(() -> setup.subscribe(List.of("FULFILLMENT_EVENTS_CREATE"), "https://api.example/a"))
                .isInstanceOf(Permanent.class);
    }

    @Test
    void missesADeletedVariant() {
        VariantId lamp = new VariantId(gid("LAMP-1"));
        VariantId top = new VariantId(gid("CT-BLK-M"));
        bed.sandbox.deleteVariant(bed.sandbox.variant("LAMP-1"));

        assertThat(store.variantsById(List.of(lamp, top))).containsOnlyKeys(top);
    }

    @Test
    void createsAnOrderThatShowsWhatItWasTold() {
        StoreOrder created = ((Creation.Created) store.create(order(Form.PLAIN, "CT-BLK-M"))).order();

        JsonNode stored = bed.sandbox.orders().get(0);
        assertThat(stored.path("id").asText()).isEqualTo(created.id().value());
        assertThat(stored.path("sourceIdentifier").asText()).isEqualTo(KEY.value());
        assertThat(stored.path("totalPriceSet").path("shopMoney").path("amount").asText())
                .isEqualTo("44.47");
        assertThat(stored.path("displayFinancialStatus").asText()).isEqualTo("PAID");
        assertThat(stored.path("displayFulfillmentStatus").asText()).isEqualTo("UNFULFILLED");
        assertThat(stored.path("taxLines").get(0).path("channelLiable").asBoolean())
                .isTrue();
        assertThat(stored.path("shippingAddress").path("provinceCode").asText()).isEqualTo("CO");
        assertThat(bed.sandbox.stock(bed.sandbox.variant("CT-BLK-M"))).isEqualTo(48);
        assertThat(created.lines().getFirst().lineItemIds()).containsExactly(new LineItemId("1"), new LineItemId("2"));
        assertThat(store.read(created.id())).contains(created);
        assertThat(store.find(KEY, bed.business.instant())).containsExactly(created);
    }

    @Test
    void createsEveryForm() {
        assertThat(store.create(order(Form.SHIPPED, "CT-BLK-M"))).isInstanceOf(Creation.Created.class);

        JsonNode shipped = bed.sandbox.orders().get(0);
        assertThat(shipped.path("displayFulfillmentStatus").asText()).isEqualTo("FULFILLED");
        assertThat(shipped.path("fulfillments")
                        .get(0)
                        .path("trackingInfo")
                        .get(0)
                        .path("number")
                        .asText())
                .isEqualTo("9400111206206406260787");
    }

    @Test
    void findsWhatAStoreCreatedBeforeItCutTheConnection() {
        bed.faults.add(new Faults.Fault("shopify", "orderCreate", 1, Faults.Kind.CUT_AFTER));
        bed.sandbox.indexLag(Duration.ofMinutes(1));

        assertThat(store.create(order(Form.PLAIN, "CT-BLK-M"))).isInstanceOf(Creation.Unknown.class);

        assertThat(bed.sandbox.orders()).hasSize(1);
        assertThat(store.find(KEY, bed.business.instant())).hasSize(1);
    }

    @Test
    void takesASecondUniqueIdForUnknown() {
        store.create(order(Form.PLAIN, "CT-BLK-M"));

        assertThat(store.create(order(Form.PLAIN, "CT-BLK-M"))).isInstanceOf(Creation.Unknown.class);
        assertThat(bed.sandbox.orders()).hasSize(1);
    }

    @Test
    void findsByTheSearchAloneWhereTheIdIsNotDefined() {
        try (ShopifyTestBed plain = new ShopifyTestBed()) {
            Store other = store(plain, vault);

            assertThat(other.find(KEY, plain.business.instant())).isEmpty();
            other.create(order(Form.PLAIN, "CT-BLK-M"));
            assertThat(other.find(KEY, plain.business.instant())).hasSize(1);
        }
    }

    @Test
    void knowsARefusalForLackOfStock() {
        NewStoreOrder order = order(Form.PLAIN, "SOLD-OUT-1", Inventory.DECREMENT_OBEYING_POLICY);

        assertThat(store.preflight(order, Freshness.FRESH))
                .extracting(refusal -> refusal.reason())
                .containsExactly(Reason.STORE_OUT_OF_STOCK);
        assertThat(((Creation.Refused) store.create(order)).reason()).isEqualTo(Reason.STORE_OUT_OF_STOCK);
    }

    @Test
    void knowsThatNothingWasDoneWhenItIsThrottledDeniedOrUnauthorised() {
        bed.faults.add(new Faults.Fault("shopify", "orderCreate", 1, Faults.Kind.THROTTLE));
        Creation throttled = store.create(order(Form.PLAIN, "CT-BLK-M"));
        bed.sandbox.grant(Set.of("read_orders"));
        Creation denied = store.create(order(Form.PLAIN, "CT-BLK-M"));
        bed.sandbox.revokeAccessTokens();
        Creation unauthorised = store.create(order(Form.PLAIN, "CT-BLK-M"));

        assertThat(((Creation.NotDone) throttled).kind()).isEqualTo(Transient.Kind.RATE_LIMITED);
        assertThat(((Creation.Refused) denied).reason()).isEqualTo(Reason.STORE_AUTH_EXPIRED);
        assertThat(((Creation.Refused) unauthorised).reason()).isEqualTo(Reason.STORE_AUTH_EXPIRED);
        assertThat(bed.sandbox.orders()).isEmpty();
    }

    @Test
    void takesA503ForUnknown() {
        bed.faults.add(new Faults.Fault("shopify", "orderCreate", 1, Faults.Kind.STATUS_503));

        assertThat(store.create(order(Form.PLAIN, "CT-BLK-M"))).isInstanceOf(Creation.Unknown.class);
    }

    @Test
    void listsTheOrdersOfATimeOldestFirstWithTheKeyOfEach() {
        Instant begin = bed.business.instant();
        StoreOrderId first = ((Creation.Created) store.create(order(Form.PLAIN, "CT-BLK-M")))
                .order()
                .id();
        bed.business.advance(Duration.ofMinutes(10));
        bed.sandbox.secondUniqueId(ShopifySandbox.SecondUniqueId.DROPPED);
        StoreOrderId second = ((Creation.Created) store.create(order(Form.PLAIN, "CT-BLK-M")))
                .order()
                .id();

        Instant later = begin.plus(Duration.ofMinutes(10));
        OrderList all = store.createdBetween(begin, later.plusSeconds(1), Optional.empty());
        assertThat(all.next()).isEmpty();
        assertThat(all.orders())
                .containsExactly(
                        new OrderList.Entry(first, Optional.of(KEY), begin),
                        new OrderList.Entry(second, Optional.of(KEY), later));
        assertThat(store.createdBetween(begin, later, Optional.empty()).orders())
                .hasSize(1);
        assertThat(store.createdBetween(later.plusSeconds(1), later.plusSeconds(2), Optional.empty())
                        .orders())
                .isEmpty();
    }

    @Test
    void cancelsOnceAndRefusesWhatIsShipped() {
        StoreOrderId open = ((Creation.Created) store.create(order(Form.PLAIN, "CT-BLK-M")))
                .order()
                .id();
        store.cancel(open, Store.Restock.YES);
        store.cancel(open, Store.Restock.YES);

        assertThat(store.read(open).orElseThrow().cancelled()).isTrue();
        assertThat(bed.sandbox.stock(bed.sandbox.variant("CT-BLK-M"))).isEqualTo(50);

        NewStoreOrder second = order(Form.SHIPPED, "CT-WHT-L");
        bed.sandbox.deleteOrder(open.value());
        StoreOrderId shipped = ((Creation.Created) store.create(second)).order().id();
        assertThatThrownBy(() -> store.cancel(shipped, Store.Restock.NO)).isInstanceOf(Permanent.class);
        assertThat(store.read(open)).isEmpty();
    }

    @Test
    void makesAPlainOrderOfAHeldOne() {
        StoreOrderId held = ((Creation.Created) store.create(order(Form.HELD, "CT-BLK-M")))
                .order()
                .id();
        store.addTags(held, List.of("tiktok-on-hold"));
        StoreAddress other = new StoreAddress("Dana", "Example", "7 Other Road", "", "Denver", "CO", "80202", "US", "");
        for (int i = 0; i < 2; i++) {
            store.updateAddress(held, other);
            store.markPaid(held);
            store.removeTags(held, List.of("tiktok-on-hold"));
        }

        JsonNode address = bed.sandbox.orders().path(0).path("shippingAddress");
        assertThat(address.path("address2").isNull()).isTrue();
        assertThat(address.path("phone").isNull()).isTrue();
        StoreOrder plain = store.read(held).orElseThrow();
        assertThat(plain.payable()).isFalse();
        assertThat(plain.shipped()).isFalse();
        assertThat(plain.tags()).containsExactly("tiktok");
        assertThat(address.path("address1").asText()).isEqualTo("7 Other Road");
    }

    @Test
    void addsNotesAndSeesWhatIsShipped() {
        StoreOrderId id = ((Creation.Created) store.create(order(Form.SHIPPED, "CT-BLK-M")))
                .order()
                .id();
        StoreOrder before = store.read(id).orElseThrow();
        store.addNote(before, "Cancelled on TikTok.");

        StoreOrder after = store.read(id).orElseThrow();
        assertThat(after.shipped()).isTrue();
        assertThat(after.note()).isEqualTo("A note\nCancelled on TikTok.");
        assertThat(after.lines()).isEqualTo(before.lines());
    }

    @Test
    void getsItsTokensByClientCredentialsAndByRotation() {
        String client = "clientId";
        String secret = "clientSecret";
        ShopifyStore account = bed.sandbox.store();
        vault.put(credentials, Map.of(client, account.clientId(), secret, account.clientSecret()));
        assertThat(store(vault).variantsBySku(List.of("LAMP-1")).get("LAMP-1")).hasSize(1);

        vault.put(
                credentials,
                Map.of(
                        client,
                        account.clientId(),
                        secret,
                        account.clientSecret(),
                        "accessToken",
                        "shpat_old",
                        "refreshToken",
                        account.refreshToken()));
        assertThat(store(vault).variantsBySku(List.of("LAMP-1")).get("LAMP-1")).hasSize(1);
        assertThat(vault.read(credentials, Vault.Freshness.FRESH).orElseThrow().get("refreshToken"))
                .isPresent()
                .isNotEqualTo(Optional.of(account.refreshToken()));
    }

    private Store store(Vault secrets) {
        return store(bed, secrets);
    }

    private Connection connection() {
        return connection(bed);
    }

    private static Connection connection(ShopifyTestBed its) {
        return new Connection(
                new ConnectionId("c-1"),
                new ShopId("1"),
                Platform.SHOPIFY,
                its.sandbox.url().toString(),
                "2026-10");
    }

    private static Store store(ShopifyTestBed its, Vault secrets) {
        return new dev.ordersync.stores.shopify.ShopifyStore(
                connection(its), UpstreamClient.forOperatorAddresses(), secrets, its.business, its.wire);
    }

    private String gid(String sku) {
        return bed.sandbox.variant(sku).gid();
    }

    private NewStoreOrder order(Form form, String sku) {
        return order(form, sku, Inventory.DECREMENT_IGNORING_POLICY);
    }

    private NewStoreOrder order(Form form, String sku, Inventory inventory) {
        Variant variant = new Variant(new VariantId(gid(sku)), sku, "Black / M", "Crochet Top", "ACTIVE", true, true);
        return new NewStoreOrder(
                KEY,
                new ShopId("1"),
                form,
                bed.business.instant(),
                "USD",
                false,
                List.of(new NewStoreOrder.Line(
                        variant,
                        new SkuId("2"),
                        "Crochet Top",
                        sku,
                        2,
                        usd("18.00"),
                        List.of(new NewStoreOrder.Tax("Sales tax", new BigDecimal("0.0881"), usd("2.48"))),
                        false,
                        true,
                        List.of(new LineItemId("1"), new LineItemId("2")))),
                List.of(new NewStoreOrder.ShippingLine("Standard Shipping", usd("5.99"), List.of())),
                List.of(
                        new NewStoreOrder.Payment("TikTok Shop", usd("32.48")),
                        new NewStoreOrder.Payment("TikTok Shop discount", usd("11.99"))),
                NewStoreOrder.PaymentState.PAID,
                Optional.of(new StoreAddress(
                        "Dana", "Example", "100 Sample St", "Apt 4", "Denver", "CO", "80202", "US", "+13035550123")),
                form == Form.SHIPPED
                        ? Optional.of(new NewStoreOrder.Tracking("USPS", "9400111206206406260787"))
                        : Optional.empty(),
                inventory,
                List.of("tiktok"),
                "A note",
                Map.of("TikTok order", KEY.value()),
                usd("0.00"));
    }

    private static Money usd(String amount) {
        return new Money(new BigDecimal(amount), "USD");
    }
}
