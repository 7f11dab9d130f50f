package dev.ordersync.local.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.Http;
import dev.ordersync.local.sandbox.MovableClock;
import dev.ordersync.local.sandbox.SandboxContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A store with clocks that the test moves, and a client with its token. */
final class ShopifyTestBed implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final String CREATE = """
            mutation Create($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
              orderCreate(order: $order, options: $options) {
                order { id legacyResourceId name sourceIdentifier tags displayFinancialStatus displayFulfillmentStatus
                  totalPriceSet { shopMoney { amount currencyCode } }
                  lineItems(first: 100) { nodes { id sku quantity variant { id } } } }
                userErrors { field message code } } }""";

    final MovableClock business = new MovableClock("2026-11-21T10:00:00Z");
    final MovableClock wire = new MovableClock("2026-11-25T08:00:00Z");
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Faults faults = new Faults();
    final ShopifySandbox sandbox =
            new ShopifySandbox(0, new SandboxContext(business, wire, calls::add, faults), ShopifyStore.demo());
    final Http http = new Http();

    Http.Answer send(String token, String query, String variables) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("query", query);
        body.set("variables", JSON.readTree(variables));
        return http.send(
                "POST",
                sandbox.url().resolve("/admin/api/2026-10/graphql.json"),
                Map.of("X-Shopify-Access-Token", token, "Content-Type", "application/json"),
                body.toString());
    }

    /** The whole answer. */
    JsonNode call(String query, String variables) throws IOException {
        return send(sandbox.store().accessToken(), query, variables).json();
    }

    /** The data of one root field, of an answer without errors. */
    JsonNode data(String query, String variables) throws IOException {
        JsonNode answer = call(query, variables);
        if (answer.has("errors")) {
            throw new AssertionError(answer.toPrettyString());
        }
        return answer.path("data").elements().next();
    }

    /** orderCreate with these variables; answers its payload. */
    JsonNode create(String order, String options) throws IOException {
        return data(CREATE, "{\"order\":" + order + ",\"options\":" + options + "}");
    }

    /** An order of one line, as JSON. */
    String order(String sku, int quantity, String more) {
        return """
                {"lineItems":[{"variantId":"%s","quantity":%d,"requiresShipping":true,%s}]%s}""".formatted(sandbox.variant(sku).gid(), quantity, price("18.00"), more);
    }

    static String price(String amount) {
        return "\"priceSet\":" + money(amount);
    }

    static String money(String amount) {
        return "{\"shopMoney\":{\"amount\":\"" + amount + "\",\"currencyCode\":\"USD\"}}";
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
