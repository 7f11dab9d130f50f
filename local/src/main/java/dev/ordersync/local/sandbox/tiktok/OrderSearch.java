package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import dev.ordersync.local.sandbox.SandboxServer;
import dev.ordersync.local.sandbox.Unusable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** POST /order/202309/orders/search: filters in the body, paging in the query. */
final class OrderSearch {

    private static final Set<String> FILTERS = Set.of(
            "order_status",
            "create_time_ge",
            "create_time_lt",
            "update_time_ge",
            "update_time_lt",
            "shipping_type",
            "buyer_user_id",
            "is_buyer_request_cancel",
            "warehouse_ids");

    private final TikTokOrders orders;
    private final TikTokAnswer answer;

    OrderSearch(TikTokOrders orders, TikTokAnswer answer) {
        this.orders = orders;
        this.answer = answer;
    }

    Reply answer(TikTokShop shop, Request request) {
        try {
            JsonNode filter =
                    request.body().length == 0 ? JsonNodeFactory.instance.objectNode() : SandboxServer.json(request);
            filter.fieldNames().forEachRemaining(name -> {
                if (!FILTERS.contains(name)) {
                    throw new Unusable("param body." + name + " is unknown");
                }
            });
            return answer.success(page(shop, filter, request.query()));
        } catch (Unusable e) {
            return answer.refusal(400, 36009004, e.getMessage());
        }
    }

    private ObjectNode page(TikTokShop shop, JsonNode filter, Map<String, String> query) {
        int size = number(query.getOrDefault("page_size", "20"), "page_size");
        if (size < 1 || size > 100) {
            throw new Unusable("param page_size must be 1 to 100");
        }
        String field = one(query, "sort_field", Set.of("create_time", "update_time"), "create_time");
        String direction = one(query, "sort_order", Set.of("ASC", "DESC"), "DESC");
        Comparator<ObjectNode> sort = Comparator.<ObjectNode>comparingLong(
                        order -> order.path(field).asLong())
                .thenComparing(order -> order.path("id").asText());
        List<ObjectNode> found = orders.views(shop).stream()
                .filter(order -> matches(order, filter))
                .sorted(direction.equals("ASC") ? sort : sort.reversed())
                .toList();
        int from = query.containsKey("page_token") ? offset(query.get("page_token")) : 0;
        int to = Math.min(found.size(), from + size);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("next_page_token", to < found.size() ? token(to) : "");
        data.put("total_count", found.size());
        ArrayNode page = data.putArray("orders");
        found.subList(Math.min(from, to), to).forEach(order -> {
            order.path("line_items").forEach(line -> ((ObjectNode) line).remove("combined_listing_skus"));
            page.add(order);
        });
        return data;
    }

    private static boolean matches(ObjectNode order, JsonNode filter) {
        return same(order, "status", filter.path("order_status"))
                && same(order, "shipping_type", filter.path("shipping_type"))
                && same(order, "user_id", filter.path("buyer_user_id"))
                && same(order, "is_buyer_request_cancel", filter.path("is_buyer_request_cancel"))
                && within(order.path("create_time").asLong(), filter, "create_time")
                && within(order.path("update_time").asLong(), filter, "update_time")
                && (filter.path("warehouse_ids").isEmpty()
                        || contains(filter.path("warehouse_ids"), order.path("warehouse_id")));
    }

    private static boolean same(ObjectNode order, String field, JsonNode wanted) {
        return wanted.isMissingNode() || order.path(field).asText().equals(wanted.asText());
    }

    private static boolean within(long time, JsonNode filter, String field) {
        return time >= filter.path(field + "_ge").asLong(Long.MIN_VALUE)
                && time < filter.path(field + "_lt").asLong(Long.MAX_VALUE);
    }

    private static boolean contains(JsonNode ids, JsonNode id) {
        for (JsonNode each : ids) {
            if (each.equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static String one(Map<String, String> query, String name, Set<String> allowed, String otherwise) {
        String value = query.getOrDefault(name, otherwise);
        if (!allowed.contains(value)) {
            throw new Unusable("param " + name + " must be one of " + allowed);
        }
        return value;
    }

    /** As TikTok's, a token has characters that a query must encode. */
    private static String token(int offset) {
        return "+/" + Base64.getEncoder().encodeToString(("o" + offset).getBytes(StandardCharsets.UTF_8)) + "==";
    }

    private static int offset(String token) {
        if (!token.startsWith("+/") || !token.endsWith("==")) {
            throw new Unusable("param page_token is invalid");
        }
        try {
            byte[] text = Base64.getDecoder().decode(token.substring(2, token.length() - 2));
            return number(new String(text, StandardCharsets.UTF_8).substring(1), "page_token");
        } catch (IllegalArgumentException e) {
            throw new Unusable("param page_token is invalid");
        }
    }

    private static int number(String text, String name) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Unusable("param " + name + " must be a number");
        }
    }
}
