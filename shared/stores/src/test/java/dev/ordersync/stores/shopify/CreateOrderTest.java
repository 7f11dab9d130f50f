package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.http.UpstreamClient;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateOrderTest {
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    @Test
    void sendsTheOrderAsTikTokSoldIt() throws IOException {
        shopify.answer(Answers.CREATED);

        Creation creation = shopify.store().create(SampleOrders.plain());

        FakeShopify.Request request = shopify.onlyRequest();
        assertThat(request.variables()).isEqualTo(golden("create-order.json"));
        assertThat(request.path()).isEqualTo("/admin/api/2026-07/graphql.json");
        assertThat(request.token()).isEqualTo(FakeShopify.TOKEN);
        assertThat(creation).isInstanceOfSatisfying(Creation.Created.class, created -> {
            StoreOrder order = created.order();
            assertThat(order.id()).isEqualTo(new StoreOrderId("gid://shopify/Order/1001"));
            assertThat(order.name()).isEqualTo("#1001");
            assertThat(order.key()).contains(SampleOrders.KEY);
            assertThat(order.cancelled()).isFalse();
            assertThat(order.lines())
                    .extracting(StoreOrder.Line::lineItemIds)
                    .containsExactly(
                            List.of(new LineItemId("57646141303878575201"), new LineItemId("57646141303878575202")),
                            List.of());
            assertThat(order.lines())
                    .extracting(StoreOrder.Line::variant)
                    .containsExactly(Optional.of(new VariantId("gid://shopify/ProductVariant/1")), Optional.empty());
        });
    }

    /** 2 x 18.00 + 0.00 + 5.99 + 2.48 + 0.28 = 44.75 = 32.76 + 11.99. */
    @Test
    void whatIsSentAddsUpToWhatWasPaid() {
        shopify.answer(Answers.CREATED);

        shopify.store().create(SampleOrders.plain());

        JsonNode order = shopify.onlyRequest().variables().path("order");
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : order.path("lineItems")) {
            sum = sum.add(
                    amount(line.path("priceSet")).multiply(line.get("quantity").decimalValue()));
            sum = sum.add(taxes(line));
        }
        for (JsonNode line : order.path("shippingLines")) {
            sum = sum.add(amount(line.path("priceSet"))).add(taxes(line));
        }
        BigDecimal paid = BigDecimal.ZERO;
        for (JsonNode transaction : order.path("transactions")) {
            paid = paid.add(amount(transaction.path("amountSet")));
        }
        assertThat(sum).isEqualByComparingTo("44.75").isEqualByComparingTo(paid);
    }

    @Test
    void anOrderOnHoldTakesStockButHasNoAddressAndNoPayment() {
        JsonNode order = created(SampleOrders.of(Form.HELD));

        assertThat(order.has("shippingAddress")).isFalse();
        assertThat(order.has("transactions")).isFalse();
        assertThat(order.path("financialStatus").textValue()).isEqualTo("PENDING");
        assertThat(shopify.onlyRequest()
                        .variables()
                        .path("options")
                        .path("inventoryBehaviour")
                        .textValue())
                .isEqualTo("DECREMENT_IGNORING_POLICY");
        assertThat(order.path("lineItems").get(0).path("requiresShipping").booleanValue())
                .isTrue();
    }

    @Test
    void aCancelledOrderTakesNoStockAndIsNeverShippable() {
        JsonNode order = created(SampleOrders.of(Form.CANCELLED));

        assertThat(order.has("transactions")).isFalse();
        assertThat(order.path("financialStatus").textValue()).isEqualTo("VOIDED");
        assertThat(order.path("lineItems")).allSatisfy(line -> assertThat(line.path("requiresShipping"))
                .isEqualTo(FakeShopify.JSON.getNodeFactory().booleanNode(false)));
        assertThat(shopify.onlyRequest()
                        .variables()
                        .path("options")
                        .path("inventoryBehaviour")
                        .textValue())
                .isEqualTo("BYPASS");
    }

    @Test
    void anOrderThatIsOnItsWayIsMarkedFulfilledWithItsTrackingNumber() {
        shopify.answer(
                "{\"data\":{\"locations\":{\"nodes\":[{\"id\":\"gid://shopify/Location/1\",\"shipsInventory\":false},"
                        + "{\"id\":\"gid://shopify/Location/2\",\"shipsInventory\":true}]}}}");
        shopify.answer(Answers.CREATED).answer(Answers.CREATED);
        ShopifyStore store = shopify.store();

        store.create(SampleOrders.shipped("USPS", "9400110200881234567890"));
        store.create(SampleOrders.of(Form.SHIPPED));

        assertThat(shopify.requests()).as("the location is asked for once").hasSize(3);
        JsonNode first = shopify.requests().get(1).variables().path("order");
        assertThat(first.path("fulfillmentStatus").textValue()).isEqualTo("FULFILLED");
        assertThat(first.path("fulfillment").path("locationId").textValue()).isEqualTo("gid://shopify/Location/2");
        assertThat(first.path("fulfillment").path("trackingCompany").textValue())
                .isEqualTo("USPS");
        assertThat(first.path("fulfillment").path("trackingNumber").textValue()).isEqualTo("9400110200881234567890");
        assertThat(first.path("fulfillment").path("notifyCustomer").booleanValue())
                .isFalse();
        JsonNode second = shopify.requests().get(2).variables().path("order");
        assertThat(second.path("fulfillment").has("trackingNumber")).isFalse();
    }

    @Test
    void aMissingLocationScopeIsKnownBeforeAnythingIsCreated() {
        String denied = Answers.error(
                "ACCESS_DENIED",
                "Access denied for locations field. Required access: `read_locations` access scope.",
                "[\"locations\"]",
                "null");
        shopify.answer(denied);

        Creation creation = shopify.store().create(SampleOrders.shipped("UPS", "1Z"));

        assertThat(creation).isInstanceOfSatisfying(Creation.Refused.class, refused -> assertThat(
                        refused.args().get("words"))
                .contains("read_locations"));
        shopify.onlyRequest();
    }

    @Test
    void theSecondGenerationHasAKeyOfItsOwn() {
        JsonNode order = created(SampleOrders.secondGeneration());

        assertThat(order.path("sourceIdentifier").textValue()).isEqualTo(SampleOrders.ID + "-2");
        assertThat(order.path("metafields").get(0).path("value").textValue()).isEqualTo(SampleOrders.ID + "-2");
    }

    @Test
    void halfASurrogatePairInABuyersMessageStopsNoOrder() {
        JsonNode order = created(SampleOrders.withBuyerMessage("thanks \ud83d!"));

        assertThat(order.path("note").textValue()).contains("thanks ?!");
    }

    /** 250 lines do not come at once; nobody may take the first 100 for all of them. */
    @Test
    void readsTheLinesThatDidNotFitTheAnswer() {
        String more = Answers.CREATED.replace(
                "\"hasNextPage\": false, \"endCursor\": null", "\"hasNextPage\": true, \"endCursor\": \"c1\"");
        shopify.answer(more).answer(Answers.data("order", Answers.order("1001", null)));

        Creation creation = shopify.store().create(SampleOrders.plain());

        assertThat(creation).isInstanceOfSatisfying(Creation.Created.class, created -> assertThat(
                        created.order().lines())
                .hasSize(4));
        assertThat(shopify.requests().get(1).variables().path("after").textValue())
                .isEqualTo("c1");
    }

    @Test
    void anOrderWhoseLinesCannotAllBeReadIsLeftToTheLookUp() {
        String more = Answers.CREATED.replace(
                "\"hasNextPage\": false, \"endCursor\": null", "\"hasNextPage\": true, \"endCursor\": \"c1\"");
        shopify.answer(more).answer(503, "", Map.of());

        assertThat(shopify.store().create(SampleOrders.plain())).isInstanceOf(Creation.Unknown.class);
    }

    @Test
    void callsTheVersionThatTheConnectionNames() {
        shopify.answer(Answers.data("shop", "{\"currencyCode\":\"USD\"}"));
        ShopifyStore store = new ShopifyStore(
                FakeShopify.connection(shopify.url(), "2026-10"),
                UpstreamClient.forOperatorAddresses(),
                shopify.vault,
                shopify.clock,
                shopify.wire);

        store.preflight(SampleOrders.plain(), Freshness.FRESH);

        assertThat(shopify.onlyRequest().path()).isEqualTo("/admin/api/2026-10/graphql.json");
    }

    @Test
    void aKeyThatIsNotOursIsNoKey() {
        shopify.answer(Answers.CREATED.replace(SampleOrders.ID, "amazon-1"));

        assertThat(shopify.store().create(SampleOrders.plain()))
                .isInstanceOfSatisfying(
                        Creation.Created.class,
                        created -> assertThat(created.order().key()).isEqualTo(Optional.<ExternalKey>empty()));
    }

    private JsonNode created(NewStoreOrder order) {
        shopify.answer(Answers.CREATED);
        assertThat(shopify.store().create(order)).isInstanceOf(Creation.Created.class);
        return shopify.onlyRequest().variables().path("order");
    }

    private static BigDecimal amount(JsonNode bag) {
        return new BigDecimal(bag.path("shopMoney").path("amount").textValue());
    }

    private static BigDecimal taxes(JsonNode line) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode tax : line.path("taxLines")) {
            assertThat(tax.path("channelLiable").booleanValue()).isTrue();
            sum = sum.add(amount(tax.path("priceSet")));
        }
        return sum;
    }

    private static JsonNode golden(String file) throws IOException {
        try (InputStream in = CreateOrderTest.class.getResourceAsStream(file)) {
            return FakeShopify.JSON.readTree(in);
        }
    }
}
