package dev.ordersync.local.sandbox.shopify;

import static dev.ordersync.local.sandbox.shopify.ShopifyTestBed.money;
import static dev.ordersync.local.sandbox.shopify.ShopifyTestBed.price;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopifyOrdersTest {

    private static final String OBEYING = "{\"inventoryBehaviour\":\"DECREMENT_OBEYING_POLICY\"}";
    private static final String IGNORING = "{\"inventoryBehaviour\":\"DECREMENT_IGNORING_POLICY\"}";
    private static final String ID_METAFIELD =
            ",\"metafields\":[{\"namespace\":\"ordersync\",\"key\":\"order\",\"type\":\"id\",\"value\":\"576\"}]";
    private static final String FIND = """
            query Find($query: String!) { orders(first: 5, query: $query, sortKey: CREATED_AT, reverse: true) {
              nodes { id sourceIdentifier tags cancelledAt displayFulfillmentStatus } } }""";
    private static final String BY_ID = """
            query ById($id: UniqueMetafieldValueInput!) {
              orderByIdentifier(identifier: { customId: $id }) { id sourceIdentifier } }""";
    private static final String CANCEL = """
            mutation Cancel($id: ID!, $restock: Boolean!, $refund: OrderCancelRefundMethodInput) {
              orderCancel(orderId: $id, reason: OTHER, restock: $restock, refundMethod: $refund, notifyCustomer: false) {
                job { id done } orderCancelUserErrors { field message code } } }""";
    private static final String ORDER =
            "query O($id: ID!) { order(id: $id) { id cancelledAt displayFinancialStatus displayFulfillmentStatus tags note } }";

    private final ShopifyTestBed bed = new ShopifyTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void createsAnOrderWithMoneyThatAddsUp() throws IOException {
        String gid = bed.sandbox.variant("CT-BLK-M").gid();
        JsonNode payload = bed.create(
                """
                {"lineItems":[
                   {"variantId":"%s","quantity":2,"requiresShipping":true,%s,
                    "taxLines":[{"title":"Sales tax","rate":"0.0881","channelLiable":true,%s}]},
                   {"title":"Sticker","quantity":1,%s}],
                 "shippingLines":[{"title":"Standard",%s},{"title":"TikTok fees",%s}],
                 "transactions":[{"gateway":"TikTok Shop","kind":"SALE","status":"SUCCESS","amountSet":%s},
                                 {"gateway":"TikTok Shop discount","amountSet":%s}],
                 "sourceIdentifier":"576","tags":["tiktok"],"processedAt":"2026-11-20T10:00:00Z"}""".formatted(
                                gid,
                                price("18.00"),
                                price("2.48"),
                                price("0.00"),
                                price("5.99"),
                                price("0.28"),
                                money("32.76"),
                                money("11.99")),
                "null");

        assertThat(payload.path("userErrors")).isEmpty();
        JsonNode order = payload.path("order");
        assertThat(order.path("totalPriceSet").path("shopMoney").path("amount").asText())
                .isEqualTo("44.75");
        assertThat(order.path("displayFinancialStatus").asText()).isEqualTo("PAID");
        assertThat(order.path("displayFulfillmentStatus").asText()).isEqualTo("UNFULFILLED");
        assertThat(order.path("name").asText()).isEqualTo("#1001");
        assertThat(order.path("lineItems")
                        .path("nodes")
                        .get(0)
                        .path("variant")
                        .path("id")
                        .asText())
                .isEqualTo(gid);
        JsonNode stored = bed.sandbox.orders().get(0);
        assertThat(stored.path("taxLines").get(0).path("channelLiable").asBoolean())
                .isTrue();
        assertThat(stored.path("processedAt").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(stored.path("transactions").findValuesAsText("gateway"))
                .containsExactly("TikTok Shop", "TikTok Shop discount");
    }

    @Test
    void takesNoStockUnlessItIsTold() throws IOException {
        ShopifyVariant variant = bed.sandbox.variant("CT-BLK-M");

        bed.create(bed.order("CT-BLK-M", 2, ""), "null");
        assertThat(bed.sandbox.stock(variant)).isEqualTo(50);

        bed.create(bed.order("CT-BLK-M", 2, ""), IGNORING);
        assertThat(bed.sandbox.stock(variant)).isEqualTo(48);
    }

    @Test
    void refusesWhatIsSoldOutOnlyWhereItObeysThePolicy() throws IOException {
        ShopifyVariant vase = bed.sandbox.variant("SOLD-OUT-1");

        JsonNode refused = bed.create(bed.order("SOLD-OUT-1", 1, ""), OBEYING);
        assertThat(refused.path("order").isNull()).isTrue();
        assertThat(code(refused)).isEqualTo("INVENTORY_CLAIM_FAILED");
        assertThat(bed.sandbox.orders()).isEmpty();
        assertThat(bed.sandbox.stock(vase)).isZero();

        assertThat(bed.create(bed.order("SOLD-OUT-1", 1, ""), IGNORING).path("userErrors"))
                .isEmpty();
        assertThat(bed.sandbox.stock(vase)).isEqualTo(-1);
    }

    @Test
    void refusesAVariantThatDoesNotExist() throws IOException {
        String order = bed.order("LAMP-1", 1, "");
        bed.sandbox.deleteVariant(bed.sandbox.variant("LAMP-1"));

        JsonNode refused = bed.create(order, "null");

        assertThat(field(refused)).containsExactly("order", "lineItems", "0", "variantId");
        assertThat(bed.sandbox.orders()).isEmpty();
    }

    @Test
    void refusesOrdersThatContradictThemselves() throws IOException {
        String tax = "\"taxLines\":[{\"title\":\"T\",\"rate\":\"0.1\"," + price("1.00") + "}]";
        String line = "\"lineItems\":[{\"title\":\"A\",\"quantity\":1," + price("1.00");

        assertThat(field(bed.create("{\"lineItems\":[]}", "null"))).containsExactly("order", "lineItems");
        assertThat(field(bed.create("{" + line + "," + tax + "}]," + tax + "}", "null")))
                .containsExactly("order", "taxLines");
        assertThat(field(bed.create("{\"lineItems\":[{\"quantity\":1," + price("1.00") + "}]}", "null")))
                .endsWith("title");
        assertThat(field(bed.create("{\"lineItems\":[{\"title\":\"A\",\"quantity\":1}]}", "null")))
                .endsWith("priceSet");
        assertThat(field(
                        bed.create("{\"lineItems\":[{\"title\":\"A\",\"quantity\":0," + price("1.00") + "}]}", "null")))
                .endsWith("quantity");
        assertThat(field(bed.create("{" + line.replace("USD", "EUR") + "}]}", "null")))
                .endsWith("priceSet");
        assertThat(field(bed.create("{" + line + "}],\"email\":\"nobody\"}", "null")))
                .endsWith("email");
        assertThat(bed.sandbox.orders()).isEmpty();
    }

    @Test
    void keepsLinesOutOfFulfilmentThatAreNotSaidToNeedShipping() throws IOException {
        JsonNode order = bed.create("{\"lineItems\":[{\"title\":\"A\",\"quantity\":1," + price("1.00") + "}]}", "null")
                .path("order");

        assertThat(order.path("displayFulfillmentStatus").asText()).isEqualTo("FULFILLMENT_NOT_REQUIRED");
        assertThat(order.path("displayFinancialStatus").asText()).isEqualTo("PENDING");
    }

    @Test
    void createsAnOrderThatIsShippedAlready() throws IOException {
        String location = bed.data("{ locations(first: 1) { nodes { id } } }", "{}")
                .path("nodes")
                .get(0)
                .path("id")
                .asText();
        String fulfillment =
                ",\"fulfillment\":{\"locationId\":\"%s\",\"trackingNumber\":\"9400\",\"trackingCompany\":\"USPS\"}";

        JsonNode order = bed.create(bed.order("CT-BLK-M", 2, fulfillment.formatted(location)), "null")
                .path("order");

        assertThat(order.path("displayFulfillmentStatus").asText()).isEqualTo("FULFILLED");
        JsonNode shipment = bed.sandbox.orders().get(0).path("fulfillments").get(0);
        assertThat(shipment.path("trackingInfo").get(0).path("number").asText()).isEqualTo("9400");
        assertThat(field(bed.create(
                        bed.order("CT-BLK-M", 1, fulfillment.formatted("gid://shopify/Location/1")), "null")))
                .containsExactly("order", "fulfillment", "locationId");
    }

    @Test
    void createsTwiceWhatItIsToldTwice() throws IOException {
        bed.create(bed.order("CT-BLK-M", 1, ",\"sourceIdentifier\":\"576\"" + ID_METAFIELD), "null");
        bed.create(bed.order("CT-BLK-M", 1, ",\"sourceIdentifier\":\"576\"" + ID_METAFIELD), "null");

        assertThat(bed.sandbox.orders()).hasSize(2);
    }

    @Test
    void looksNothingUpByAnIdThatIsNotDefined() throws IOException {
        bed.create(bed.order("CT-BLK-M", 1, ID_METAFIELD), "null");

        JsonNode answer = bed.call(BY_ID, "{\"id\":{\"namespace\":\"ordersync\",\"key\":\"order\",\"value\":\"576\"}}");

        assertThat(answer.path("data").path("orderByIdentifier").isNull()).isTrue();
        assertThat(answer.path("errors").get(0).path("extensions").path("code").asText())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void refusesASecondUniqueIdOnceItIsDefined() throws IOException {
        bed.sandbox.defineOrderId("ordersync", "order");
        String gid = bed.create(bed.order("CT-BLK-M", 1, ID_METAFIELD), "null")
                .path("order")
                .path("id")
                .asText();

        JsonNode refused = bed.create(bed.order("CT-BLK-M", 1, ID_METAFIELD), IGNORING);

        assertThat(refused.path("order").isNull()).isTrue();
        assertThat(field(refused)).containsExactly("order", "metafields", "0", "value");
        assertThat(bed.sandbox.orders()).hasSize(1);
        assertThat(bed.sandbox.stock(bed.sandbox.variant("CT-BLK-M"))).isEqualTo(50);
        assertThat(byId("576").path("id").asText()).isEqualTo(gid);
    }

    @Test
    void mayAlsoCreateTheSecondOrderAndDropItsId() throws IOException {
        bed.sandbox.defineOrderId("ordersync", "order");
        bed.sandbox.secondUniqueId(ShopifySandbox.SecondUniqueId.DROPPED);
        String first = bed.create(bed.order("CT-BLK-M", 1, ID_METAFIELD), "null")
                .path("order")
                .path("id")
                .asText();

        bed.create(bed.order("CT-BLK-M", 1, ID_METAFIELD), "null");

        assertThat(bed.sandbox.orders()).hasSize(2);
        assertThat(byId("576").path("id").asText()).isEqualTo(first);
    }

    @Test
    void definesAMetafieldOnceAndOnlyBeforeItsValuesExist() throws IOException {
        String define = """
                mutation D($definition: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $definition) {
                  createdDefinition { id namespace key } userErrors { field message code } } }""";
        String definition =
                "{\"definition\":{\"namespace\":\"ordersync\",\"key\":\"%s\",\"type\":\"id\",\"name\":\"x\",\"ownerType\":\"ORDER\"}}";
        bed.create(bed.order("CT-BLK-M", 1, ID_METAFIELD.replace("\"order\"", "\"late\"")), "null");

        assertThat(bed.data(define, definition.formatted("order"))
                        .path("createdDefinition")
                        .path("key")
                        .asText())
                .isEqualTo("order");
        assertThat(code(bed.data(define, definition.formatted("order")))).isEqualTo("TAKEN");
        assertThat(code(bed.data(define, definition.formatted("late")))).isEqualTo("UNSTRUCTURED_ALREADY_EXISTS");
        assertThat(bed.data(
                                "{ metafieldDefinitions(first: 5, ownerType: ORDER) { nodes { namespace key type { name } } } }",
                                "{}")
                        .path("nodes"))
                .hasSize(1);
    }

    @Test
    void searchesBySourceIdentifierOnceTheIndexHasCaughtUp() throws IOException {
        bed.sandbox.indexLag(Duration.ofSeconds(30));
        bed.create(bed.order("CT-BLK-M", 1, ",\"sourceIdentifier\":\"576\""), "null");
        bed.create(bed.order("CT-BLK-M", 1, ",\"sourceIdentifier\":\"577\""), "null");

        assertThat(found("source_identifier:'576'")).isEmpty();
        bed.business.advance(Duration.ofSeconds(30));

        assertThat(found("source_identifier:'576'")).containsExactly("576");
        assertThat(found("created_at:>='2026-11-21T00:00:00Z'")).containsExactly("577", "576");
    }

    @Test
    void cancelsByAJobAndPutsTheStockBack() throws IOException {
        bed.sandbox.cancelDelay(Duration.ofSeconds(5));
        String gid = bed.create(bed.order("CT-BLK-M", 2, ""), IGNORING)
                .path("order")
                .path("id")
                .asText();

        JsonNode payload = cancel(gid, "null");
        String job = payload.path("job").path("id").asText();

        assertThat(payload.path("job").path("done").asBoolean(true)).isFalse();
        assertThat(job(job)).isFalse();
        assertThat(order(gid).path("cancelledAt").isNull()).isTrue();
        bed.business.advance(Duration.ofSeconds(5));
        assertThat(job(job)).isTrue();
        assertThat(order(gid).path("cancelledAt").isNull()).isFalse();
        assertThat(order(gid).path("displayFinancialStatus").asText()).isEqualTo("VOIDED");
        assertThat(bed.sandbox.stock(bed.sandbox.variant("CT-BLK-M"))).isEqualTo(50);
        assertThat(cancel(gid, "null").path("orderCancelUserErrors")).hasSize(1);
    }

    @Test
    void leavesAPaidOrderPaidUnlessARefundIsAskedFor() throws IOException {
        String paid = ",\"transactions\":[{\"gateway\":\"TikTok Shop\",\"amountSet\":" + money("18.00") + "}]";
        String kept = bed.create(bed.order("CT-BLK-M", 1, paid), "null")
                .path("order")
                .path("id")
                .asText();
        String refunded = bed.create(bed.order("CT-BLK-M", 1, paid), "null")
                .path("order")
                .path("id")
                .asText();

        cancel(kept, "null");
        cancel(refunded, "{\"originalPaymentMethodsRefund\":true}");

        assertThat(order(kept).path("displayFinancialStatus").asText()).isEqualTo("PAID");
        assertThat(order(refunded).path("displayFinancialStatus").asText()).isEqualTo("REFUNDED");
    }

    @Test
    void refusesToCancelWhatIsShippedOrUnknown() throws IOException {
        String gid = bed.create(bed.order("CT-BLK-M", 1, ""), "null")
                .path("order")
                .path("id")
                .asText();
        bed.sandbox.ship(gid, "UPS", "1Z999AA10123456784");

        assertThat(cancel(gid, "null")
                        .path("orderCancelUserErrors")
                        .get(0)
                        .path("code")
                        .asText())
                .isEqualTo("INVALID");
        assertThat(cancel("gid://shopify/Order/1", "null")
                        .path("orderCancelUserErrors")
                        .get(0)
                        .path("code")
                        .asText())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void shipsPartOfAFulfillmentOrder() throws IOException {
        String gid = bed.create(bed.order("CT-BLK-M", 3, ""), "null")
                .path("order")
                .path("id")
                .asText();
        JsonNode open = bed.data("""
                        query F($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id status
                          lineItems(first: 10) { nodes { id remainingQuantity } } } } } }""", "{\"id\":\"" + gid + "\"}")
                .path("fulfillmentOrders")
                .path("nodes")
                .get(0);
        String line = open.path("lineItems").path("nodes").get(0).path("id").asText();

        JsonNode payload = bed.data("""
                mutation F($f: FulfillmentInput!) { fulfillmentCreate(fulfillment: $f) {
                  fulfillment { id status trackingInfo(first: 5) { company number }
                    fulfillmentLineItems(first: 10) { nodes { quantity lineItem { sku } } } }
                  userErrors { field message } } }""", """
                {"f":{"lineItemsByFulfillmentOrder":[{"fulfillmentOrderId":"%s",
                  "fulfillmentOrderLineItems":[{"id":"%s","quantity":2}]}],
                  "trackingInfo":{"company":"UPS","number":"1Z"}}}""".formatted(open.path("id").asText(), line));

        assertThat(payload.path("userErrors")).isEmpty();
        assertThat(payload.path("fulfillment")
                        .path("fulfillmentLineItems")
                        .path("nodes")
                        .get(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(2);
        assertThat(order(gid).path("displayFulfillmentStatus").asText()).isEqualTo("PARTIALLY_FULFILLED");
    }

    @Test
    void overwritesTagsOnUpdateAndAddsThemOnTagsAdd() throws IOException {
        String gid = bed.create(bed.order("CT-BLK-M", 1, ",\"tags\":[\"a\",\"b\"]"), "null")
                .path("order")
                .path("id")
                .asText();
        String id = "{\"id\":\"" + gid + "\",\"tags\":[\"c\"]}";

        bed.data(
                "mutation T($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { message } } }",
                id);
        assertThat(order(gid).path("tags")).extracting(JsonNode::asText).containsExactly("a", "b", "c");
        bed.data("mutation T($id: ID!, $tags: [String!]!) { tagsRemove(id: $id, tags: $tags) { node { id } } }", id);
        assertThat(order(gid).path("tags")).extracting(JsonNode::asText).containsExactly("a", "b");
        bed.data(
                "mutation U($input: OrderInput!) { orderUpdate(input: $input) { order { id } userErrors { message } } }",
                "{\"input\":{\"id\":\"" + gid + "\",\"tags\":[\"d\"],\"note\":\"n\"}}");
        assertThat(order(gid).path("tags")).extracting(JsonNode::asText).containsExactly("d");
        assertThat(order(gid).path("note").asText()).isEqualTo("n");
    }

    @Test
    void marksAPendingOrderAsPaidOnce() throws IOException {
        String gid = bed.create(bed.order("CT-BLK-M", 1, ",\"financialStatus\":\"PENDING\""), "null")
                .path("order")
                .path("id")
                .asText();
        String mark = "mutation M($input: OrderMarkAsPaidInput!) { orderMarkAsPaid(input: $input) "
                + "{ order { displayFinancialStatus } userErrors { message } } }";
        String input = "{\"input\":{\"id\":\"" + gid + "\"}}";

        assertThat(bed.data(mark, input)
                        .path("order")
                        .path("displayFinancialStatus")
                        .asText())
                .isEqualTo("PAID");
        assertThat(bed.data(mark, input).path("userErrors")).hasSize(1);
    }

    @Test
    void hidesOrdersOlderThanSixtyDaysFromAnAppWithoutTheScope() throws IOException {
        String gid = bed.create(bed.order("CT-BLK-M", 1, ""), "null")
                .path("order")
                .path("id")
                .asText();
        bed.business.advance(Duration.ofDays(61));

        assertThat(order(gid).isNull()).isTrue();
        bed.sandbox.grant(Set.of("read_orders", "read_all_orders"));
        assertThat(order(gid).isNull()).isFalse();
    }

    @Test
    void answersNullForADeletedOrder() throws IOException {
        String gid = bed.create(bed.order("CT-BLK-M", 1, ""), "null")
                .path("order")
                .path("id")
                .asText();

        bed.sandbox.deleteOrder(gid);

        assertThat(order(gid).isNull()).isTrue();
    }

    @Test
    void subscribesWebhooksOnceForATopicAndAddress() throws IOException {
        String subscribe = """
                mutation W($topic: WebhookSubscriptionTopic!, $sub: WebhookSubscriptionInput!) {
                  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $sub) {
                    webhookSubscription { id topic uri format } userErrors { field message } } }""";
        String variables =
                "{\"topic\":\"ORDERS_CANCELLED\",\"sub\":{\"uri\":\"https://a.example/w\",\"format\":\"JSON\"}}";

        assertThat(bed.data(subscribe, variables)
                        .path("webhookSubscription")
                        .path("topic")
                        .asText())
                .isEqualTo("ORDERS_CANCELLED");
        assertThat(bed.data(subscribe, variables).path("userErrors")).hasSize(1);
        assertThat(bed.data("{ webhookSubscriptions(first: 5) { nodes { topic uri } } }", "{}")
                        .path("nodes"))
                .hasSize(1);
    }

    @Test
    void showsItsOrdersByHttp() throws IOException {
        bed.create(bed.order("CT-BLK-M", 1, ",\"sourceIdentifier\":\"576\""), "null");

        JsonNode shown = bed.http
                .send("GET", bed.sandbox.url().resolve("/sandbox/orders"), Map.of(), null)
                .json();

        assertThat(shown.path("orders").get(0).path("sourceIdentifier").asText())
                .isEqualTo("576");
    }

    private JsonNode order(String gid) throws IOException {
        return bed.data(ORDER, "{\"id\":\"" + gid + "\"}");
    }

    private JsonNode byId(String value) throws IOException {
        return bed.data(BY_ID, "{\"id\":{\"namespace\":\"ordersync\",\"key\":\"order\",\"value\":\"" + value + "\"}}");
    }

    private List<String> found(String query) throws IOException {
        return bed.data(FIND, "{\"query\":\"" + query + "\"}").path("nodes").findValuesAsText("sourceIdentifier");
    }

    private JsonNode cancel(String gid, String refund) throws IOException {
        return bed.data(CANCEL, "{\"id\":\"" + gid + "\",\"restock\":true,\"refund\":" + refund + "}");
    }

    private boolean job(String id) throws IOException {
        return bed.data("query J($id: ID!) { job(id: $id) { id done } }", "{\"id\":\"" + id + "\"}")
                .path("done")
                .asBoolean();
    }

    private static String code(JsonNode payload) {
        return payload.path("userErrors").get(0).path("code").asText();
    }

    private static List<String> field(JsonNode payload) {
        List<String> path = new ArrayList<>();
        payload.path("userErrors").get(0).path("field").forEach(part -> path.add(part.asText()));
        return path;
    }
}
