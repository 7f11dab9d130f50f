package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.OrderList;
import dev.ordersync.domain.store.Store.Restock;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookUpTest {
    private static final StoreOrderId ORDER = new StoreOrderId("gid://shopify/Order/1001");
    private static final String NOBODY = Answers.data("orderByIdentifier", "null");
    private static final String NOTHING = found();
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    @Test
    void looksByMetafieldAndBySearchAndReadsWhatItFindsOnce() {
        shopify.answer(Answers.data("orderByIdentifier", "{\"id\":\"gid://shopify/Order/1001\"}"))
                .answer(found("1001", SampleOrders.ID))
                .answer(Answers.data("order", Answers.order("1001", null)));

        List<StoreOrder> orders = find(SampleOrders.KEY);

        assertThat(orders).extracting(StoreOrder::id).containsExactly(ORDER);
        assertThat(orders.get(0).lines().get(0).lineItemIds()).hasSize(2);
        assertThat(shopify.requests().get(0).variables().path("customId"))
                .isEqualTo(FakeShopify.JSON.valueToTree(
                        Map.of("namespace", "tiktok_shop", "key", "order_id", "value", SampleOrders.ID)));
        assertThat(shopify.requests().get(1).variables().path("query").textValue())
                .isEqualTo("source_identifier:'" + SampleOrders.ID + "'");
    }

    @Test
    void bothLookUpsMustBeEmptyForNothing() {
        shopify.answer(NOBODY).answer(NOTHING);

        assertThat(find(SampleOrders.KEY)).isEmpty();
        assertThat(shopify.requests()).hasSize(2);
    }

    @Test
    void anotherGenerationIsAnotherOrder() {
        ExternalKey second = new ExternalKey(new OrderId(SampleOrders.ID), 2);
        shopify.answer(NOBODY).answer(found("1001", SampleOrders.ID, "1002", SampleOrders.ID + "-2"));
        shopify.answer(
                Answers.data("order", Answers.order("1002", null, SampleOrders.ID + "-2", "2026-11-21T11:00:00Z")));

        assertThat(find(second)).extracting(StoreOrder::key).containsExactly(Optional.of(second));
    }

    @Test
    void twoOrdersComeOldestFirst() {
        shopify.answer(Answers.data("orderByIdentifier", "{\"id\":\"gid://shopify/Order/1002\"}"))
                .answer(found("1001", SampleOrders.ID))
                .answer(Answers.data("order", Answers.order("1002", null, SampleOrders.ID, "2026-11-21T11:00:00Z")))
                .answer(Answers.data("order", Answers.order("1001", null, SampleOrders.ID, "2026-11-21T10:00:00Z")));

        assertThat(find(SampleOrders.KEY)).extracting(StoreOrder::name).containsExactly("#1001", "#1002");
    }

    @Test
    void listsAPageOfATimeAndSaysHowToGoOn() {
        String node =
                "{\"id\":\"gid://shopify/Order/1001\",\"createdAt\":\"2026-11-21T10:00:00Z\",\"sourceIdentifier\":%s}";
        shopify.answer(Answers.data(
                "orders",
                "{\"nodes\":[" + node.formatted("\"" + SampleOrders.ID + "-2\"") + "," + node.formatted("null") + ","
                        + node.formatted("\"113-99-1\"")
                        + "],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"c-1\"}}"));
        Instant from = Instant.parse("2026-11-20T10:00:00Z");

        OrderList page = shopify.store().createdBetween(from, from.plusSeconds(86_400), Optional.of("c-0"));

        assertThat(page.next()).contains("c-1");
        assertThat(page.orders())
                .extracting(OrderList.Entry::key)
                .containsExactly(
                        Optional.of(new ExternalKey(new OrderId(SampleOrders.ID), 2)),
                        Optional.empty(),
                        Optional.empty());
        assertThat(shopify.onlyRequest().variables().path("after").asText()).isEqualTo("c-0");
        assertThat(shopify.onlyRequest().variables().path("query").asText())
                .isEqualTo("created_at:>='2026-11-20T10:00:00Z' created_at:<'2026-11-21T10:00:00Z'");
    }

    @Test
    void looksAtEveryPageOfTheSearch() {
        shopify.answer(NOBODY)
                .answer(NOTHING.replace("\"hasNextPage\":false", "\"hasNextPage\":true,\"endCursor\":\"c1\""))
                .answer(found("1001", SampleOrders.ID))
                .answer(Answers.data("order", Answers.order("1001", null)));

        assertThat(find(SampleOrders.KEY)).hasSize(1);
        assertThat(shopify.requests().get(2).variables().path("after").textValue())
                .isEqualTo("c1");
    }

    @Test
    void aSearchThatTurnsInACircleDecidesNothing() {
        String circle = NOTHING.replace("\"hasNextPage\":false", "\"hasNextPage\":true,\"endCursor\":\"c1\"");
        shopify.answer(NOBODY).answer(circle).answer(circle);

        assertThatExceptionOfType(Transient.class).isThrownBy(() -> find(SampleOrders.KEY));
    }

    /** The merchant's shop may have no definition yet: then only the search can find the order. */
    @Test
    void withoutTheMetafieldsDefinitionTheSearchDecides() {
        shopify.answer(Answers.error(
                        "NOT_FOUND",
                        "Metafield definition of type 'id' is required when using custom ids.",
                        "[\"orderByIdentifier\"]",
                        "{\"orderByIdentifier\":null}"))
                .answer(found("1001", SampleOrders.ID))
                .answer(Answers.data("order", Answers.order("1001", null)));

        assertThat(find(SampleOrders.KEY)).hasSize(1);
    }

    @Test
    void aLookUpThatFailsIsNotAnEmptyOne() {
        shopify.answer(Answers.error("INTERNAL_SERVER_ERROR", "Internal error", null, null));
        assertThatExceptionOfType(Transient.class).isThrownBy(() -> find(SampleOrders.KEY));

        shopify.answer(NOBODY).answer("{\"data\":{\"orders\":null}}");
        assertThatExceptionOfType(Transient.class).isThrownBy(() -> find(SampleOrders.KEY));

        shopify.answer("{\"data\":{}}");
        assertThatExceptionOfType(Transient.class).isThrownBy(() -> find(SampleOrders.KEY));

        shopify.answer(NOBODY).answer(503, "", Map.of());
        assertThatExceptionOfType(Transient.class).isThrownBy(() -> find(SampleOrders.KEY));
    }

    @Test
    void readsAnOrderThatWasCancelled() {
        shopify.answer(Answers.data("order", Answers.order("1001", "2026-11-21T12:00:00Z")));

        assertThat(shopify.store().read(ORDER))
                .hasValueSatisfying(order -> assertThat(order.cancelled()).isTrue());
    }

    @Test
    void onlyNullMeansGone() {
        shopify.answer(Answers.data("order", "null"));
        assertThat(shopify.store().read(ORDER)).isEmpty();

        shopify.answer("{\"data\":{}}");
        assertThatExceptionOfType(Transient.class)
                .isThrownBy(() -> shopify.store().read(ORDER));

        shopify.answer(Answers.error("ACCESS_DENIED", "no", "[\"order\"]", "{\"order\":null}"));
        assertThatExceptionOfType(Permanent.class)
                .isThrownBy(() -> shopify.store().read(ORDER));
    }

    @Test
    void whatIsNoOrdersIdIsNowhere() {
        assertThat(shopify.store().read(new StoreOrderId("1001"))).isEmpty();
        assertThat(shopify.requests()).isEmpty();
    }

    @Test
    void cancelsWithoutMailAndWithoutMovingMoney() {
        shopify.answer("{\"data\":{\"orderCancel\":{\"job\":{\"id\":\"gid://shopify/Job/1\",\"done\":false},"
                + "\"orderCancelUserErrors\":[]}}}");

        shopify.store().cancel(ORDER, Restock.NO);

        assertThat(shopify.onlyRequest().document())
                .contains("notifyCustomer: false")
                .doesNotContain("refund");
        assertThat(shopify.onlyRequest().variables().path("restock").booleanValue())
                .isFalse();
        assertThat(shopify.onlyRequest().variables().path("orderId").textValue())
                .isEqualTo(ORDER.value());
    }

    @Test
    void cancellingACancelledOrderIsDone() {
        shopify.answer(cancelError("INVALID", "Cannot cancel order"))
                .answer(Answers.data("order", Answers.order("1001", "2026-11-21T12:00:00Z")));

        assertThatCode(() -> shopify.store().cancel(ORDER, Restock.YES)).doesNotThrowAnyException();
    }

    @Test
    void aCancelThatShopifyRefusesSaysWhy() {
        shopify.answer(cancelError("INVALID", "Order has fulfillments"))
                .answer(Answers.data("order", Answers.order("1001", null)));

        assertThatThrownBy(() -> shopify.store().cancel(ORDER, Restock.YES))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("Order has fulfillments");
    }

    private List<StoreOrder> find(ExternalKey key) {
        return shopify.store().find(key, Instant.EPOCH);
    }

    private static String cancelError(String code, String message) {
        return "{\"data\":{\"orderCancel\":{\"job\":null,\"orderCancelUserErrors\":["
                + Answers.userError("[\"orderId\"]", message, code) + "]}}}";
    }

    /** The search's page, of order numbers and their keys. */
    private static String found(String... numbersAndKeys) {
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < numbersAndKeys.length; i += 2) {
            nodes.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"gid://shopify/Order/")
                    .append(numbersAndKeys[i])
                    .append("\",\"sourceIdentifier\":\"")
                    .append(numbersAndKeys[i + 1])
                    .append("\"}");
        }
        return "{\"data\":{\"orders\":{\"nodes\":[" + nodes + "],\"pageInfo\":{\"hasNextPage\":false}}}}";
    }
}
