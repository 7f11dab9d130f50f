package dev.ordersync.local.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.stores.PlatformStores;
import dev.ordersync.testing.InMemoryShops;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TikTok orders as the domain drafts them and as production is wired, in the sandbox's shop. */
class DraftedOrdersTest {
    private static final String ID = "576461413038785752";
    private final ShopifyTestBed bed = new ShopifyTestBed();
    private final InMemoryVault vault = new InMemoryVault();
    private final ShopBuilder builder = ShopBuilder.shop();

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void createsFindsReadsAndCancels() {
        Store store = store();
        NewStoreOrder order = order(store, Form.PLAIN);

        assertThat(store.preflight(order, Freshness.FRESH)).isEmpty();
        StoreOrder created = created(store.create(order));
        bed.business.advance(Duration.ofMinutes(5)); // the search index is behind
        List<StoreOrder> found = store.find(order.key(), Instant.EPOCH);

        assertThat(found).containsExactly(created);
        assertThat(created.lines())
                .allSatisfy(line -> assertThat(line.lineItemIds()).isNotEmpty());
        assertThat(created.key()).contains(order.key());
        JsonNode kept = bed.sandbox.orders().get(0);
        assertThat(kept.path("displayFinancialStatus").textValue()).isEqualTo("PAID");
        assertThat(kept.path("totalPriceSet").path("shopMoney").path("amount").textValue())
                .isEqualTo("44.75");

        store.cancel(created.id(), Store.Restock.NO);
        bed.business.advance(Duration.ofMinutes(5));
        store.cancel(created.id(), Store.Restock.NO);

        assertThat(store.read(created.id()))
                .hasValueSatisfying(now -> assertThat(now.cancelled()).isTrue());
        assertThat(store.read(new StoreOrderId("gid://shopify/Order/1"))).isEmpty();
    }

    @Test
    void createsEveryForm() {
        Store store = store();

        for (Form form : Form.values()) {
            created(store.create(order(store, form)));
        }

        assertThat(bed.sandbox.orders())
                .extracting(order -> order.path("displayFinancialStatus").textValue() + " "
                        + order.path("displayFulfillmentStatus").textValue())
                .containsExactly(
                        "PAID UNFULFILLED", "PENDING UNFULFILLED", "PAID FULFILLED", "VOIDED FULFILLMENT_NOT_REQUIRED");
    }

    private Store store() {
        Connection connection = new Connection(
                ShopBuilder.CONNECTION,
                ShopBuilder.ID,
                builder.connection().platform(),
                bed.sandbox.url().toString(),
                "");
        vault.put(
                new Vault.Key.Connection(ShopBuilder.CONNECTION.value()),
                Map.of("accessToken", bed.sandbox.store().accessToken()));
        return new PlatformStores(
                        new InMemoryShops().put(connection),
                        UpstreamClient.forOperatorAddresses(),
                        vault,
                        bed.business,
                        bed.wire)
                .of(builder.build());
    }

    private NewStoreOrder order(Store store, Form form) {
        TikTokOrder order = Orders.order(ID)
                .units(2, LineBuilder.top())
                .line(LineBuilder.sticker())
                .tracking("USPS", "9400110200881234567890")
                .build();
        Shop shop = builder.build();
        Map<String, List<Variant>> bySku = store.variantsBySku(List.of("CT-BLK-M", "GIFT-1"));
        Variant top = bySku.get("CT-BLK-M").get(0);
        Variant sticker = bySku.get("GIFT-1").get(0);
        assertThat(store.variantsById(List.of(top.id(), new VariantId("gid://shopify/ProductVariant/1"))))
                .containsExactly(Map.entry(top.id(), top));
        List<LineMatch> matches = List.of(
                new LineMatch(LineBuilder.TOP, top.sku(), LineMatch.Kind.SKU, Optional.of(top), List.of()),
                new LineMatch(LineBuilder.STICKER, sticker.sku(), LineMatch.Kind.SKU, Optional.of(sticker), List.of()));
        return StoreOrderDraft.of(order, shop, matches, form, 1);
    }

    private static StoreOrder created(Creation creation) {
        assertThat(creation).isInstanceOf(Creation.Created.class);
        return ((Creation.Created) creation).order();
    }
}
