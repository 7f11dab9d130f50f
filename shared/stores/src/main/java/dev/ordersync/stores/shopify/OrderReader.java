package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.OrderList;
import dev.ordersync.domain.store.StoreOrder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads store orders, with all of their lines. */
final class OrderReader {
    /** Of Shopify's statuses those that say that something has left; the others are many, and more come. */
    private static final Set<String> SHIPPED = Set.of("FULFILLED", "PARTIALLY_FULFILLED");

    private final ShopifyApi api;

    OrderReader(ShopifyApi api) {
        this.api = api;
    }

    /** Empty when Shopify knows no such order; a cancelled, closed or archived one it knows. */
    Optional<StoreOrder> order(String id, Deadline deadline) {
        JsonNode data = api.data(Documents.ORDER, ShopifyApi.object().put("id", id), deadline);
        JsonNode order = Json.present(data, "order");
        return order.isNull() ? Optional.empty() : Optional.of(complete(order, deadline));
    }

    /**
     * The order that an answer holds, its further lines fetched where it has more than one page of them.
     *
     * @throws dev.ordersync.domain.upstream.UpstreamException where something is missing
     */
    StoreOrder complete(JsonNode order, Deadline deadline) {
        String id = Json.text(order, "id");
        List<StoreOrder.Line> lines = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        JsonNode page = Json.object(order, "lineItems");
        while (true) {
            for (JsonNode line : Json.array(page, "nodes")) {
                lines.add(line(line));
            }
            Optional<String> next = Json.nextPage(page);
            if (next.isEmpty()) {
                return new StoreOrder(
                        new StoreOrderId(id),
                        order.path("name").asText(""),
                        ExternalKey.parse(order.path("sourceIdentifier").asText("")),
                        instant(order),
                        order.hasNonNull("cancelledAt"),
                        SHIPPED.contains(order.path("displayFulfillmentStatus").asText("")),
                        order.path("canMarkAsPaid").asBoolean(),
                        order.path("tags")
                                .valueStream()
                                .map(tag -> tag.asText(""))
                                .toList(),
                        order.path("note").asText(""),
                        lines);
            }
            if (!cursors.add(next.get())) {
                throw Json.incomplete("another page of lines");
            }
            JsonNode more =
                    api.data(Documents.ORDER, ShopifyApi.object().put("id", id).put("after", next.get()), deadline);
            page = Json.object(Json.object(more, "order"), "lineItems");
        }
    }

    /** A page of the orders that match, oldest first. */
    OrderList list(String query, Optional<String> after, Deadline deadline) {
        ObjectNode variables = ShopifyApi.object().put("query", query);
        after.ifPresent(cursor -> variables.put("after", cursor));
        JsonNode page = Json.object(api.data(Documents.ORDERS_BY_TIME, variables, deadline), "orders");
        List<OrderList.Entry> entries = new ArrayList<>();
        for (JsonNode order : Json.array(page, "nodes")) {
            entries.add(new OrderList.Entry(
                    new StoreOrderId(Json.text(order, "id")),
                    ExternalKey.parse(order.path("sourceIdentifier").asText("")),
                    instant(order)));
        }
        return new OrderList(entries, Json.nextPage(page));
    }

    private static StoreOrder.Line line(JsonNode line) {
        String variant = line.path("variant").path("id").asText("");
        return new StoreOrder.Line(
                Json.text(line, "id"),
                variant.isEmpty() ? Optional.empty() : Optional.of(new VariantId(variant)),
                line.path("sku").asText(""),
                line.path("quantity").asInt(),
                lineItemIds(line.path("customAttributes")));
    }

    private static List<LineItemId> lineItemIds(JsonNode attributes) {
        for (JsonNode attribute : attributes) {
            if (attribute.path("key").asText("").equals(OrderInput.LINE_ITEM_IDS)) {
                return Arrays.stream(attribute.path("value").asText("").split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .map(LineItemId::new)
                        .toList();
            }
        }
        return List.of();
    }

    private static Instant instant(JsonNode order) {
        try {
            return Instant.parse(Json.text(order, "createdAt"));
        } catch (DateTimeParseException unreadable) {
            throw Json.incomplete("a readable createdAt");
        }
    }
}
