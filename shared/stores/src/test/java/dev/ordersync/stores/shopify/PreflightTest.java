package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.Refusal;
import dev.ordersync.domain.upstream.Permanent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final String USD = Answers.data("shop", "{\"currencyCode\":\"USD\"}");
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    @Test
    void aStoreInAnotherCurrencyWouldRefuse() {
        shopify.answer(Answers.data("shop", "{\"currencyCode\":\"EUR\"}"));

        assertThat(shopify.store().preflight(SampleOrders.plain(), Freshness.CACHED))
                .containsExactly(
                        new Refusal(Reason.CURRENCY_MISMATCH, Map.of("orderCurrency", "USD", "storeCurrency", "EUR")));
    }

    @Test
    void theCurrencyIsAskedOnceAMinute() {
        ShopifyStore store = shopify.answer(USD).answer(USD).store();

        store.preflight(SampleOrders.plain(), Freshness.CACHED);
        store.preflight(SampleOrders.plain(), Freshness.CACHED);
        assertThat(shopify.requests()).hasSize(1);

        shopify.clock.advance(Duration.ofSeconds(61));
        store.preflight(SampleOrders.plain(), Freshness.CACHED);
        assertThat(shopify.requests()).hasSize(2);
    }

    @Test
    void syncAsksAfresh() {
        ShopifyStore store = shopify.answer(USD).answer(USD).store();

        store.preflight(SampleOrders.plain(), Freshness.CACHED);
        assertThat(store.preflight(SampleOrders.plain(), Freshness.FRESH)).isEmpty();

        assertThat(shopify.requests()).hasSize(2);
    }

    @Test
    void trackedStockThatMustNotGoBelowZeroIsCounted() {
        shopify.answer(USD).answer(stock(variant(1, "DENY", true), variant(0, "DENY", true)));

        assertThat(shopify.store().preflight(SampleOrders.obeyingTheStock(), Freshness.FRESH))
                .extracting(Refusal::args)
                .containsExactly(Map.of("product", "Crochet Top"), Map.of("product", "Sticker"));
    }

    @Test
    void stockThatIsEnoughOrNotCountedRefusesNothing() {
        shopify.answer(USD).answer(stock(variant(2, "DENY", true), variant(0, "CONTINUE", true)));
        assertThat(shopify.store().preflight(SampleOrders.obeyingTheStock(), Freshness.FRESH))
                .isEmpty();

        shopify.answer(USD).answer(stock(variant(0, "DENY", false), "null"));
        assertThat(shopify.store().preflight(SampleOrders.obeyingTheStock(), Freshness.FRESH))
                .isEmpty();
    }

    @Test
    void stockIsNotAskedWhereItIsIgnored() {
        shopify.answer(USD);

        assertThat(shopify.store().preflight(SampleOrders.plain(), Freshness.FRESH))
                .isEmpty();
        shopify.onlyRequest();
    }

    @Test
    void theScopeForAShippedOrderIsMissedBeforeTheIntent() {
        shopify.answer(USD).answer(Answers.error("ACCESS_DENIED", "needs read_locations", "[\"locations\"]", "null"));

        assertThatExceptionOfType(Permanent.class)
                .isThrownBy(() -> shopify.store().preflight(SampleOrders.shipped("UPS", "1Z"), Freshness.FRESH))
                .withMessageContaining("read_locations");
    }

    private static String stock(String first, String second) {
        return "{\"data\":{\"nodes\":[" + first + "," + second + "]}}";
    }

    private static String variant(int available, String policy, boolean tracked) {
        return "{\"__typename\":\"ProductVariant\",\"inventoryQuantity\":" + available + ",\"inventoryPolicy\":\""
                + policy + "\",\"inventoryItem\":{\"tracked\":" + tracked + "}}";
    }
}
