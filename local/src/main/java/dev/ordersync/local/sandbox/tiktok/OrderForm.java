package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Unusable;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the body of {@code POST /sandbox/orders}: {@code {"sku":"CT-BLK-M","quantity":2}}, or any part of an order
 * document, or both. What is not said is as {@link SandboxOrder} has it.
 */
final class OrderForm {

    private static final Set<String> TEXTS = Set.of(
            "sku",
            "shop_id",
            "id",
            "status",
            "order_type",
            "user_id",
            "buyer_email",
            "buyer_message",
            "seller_note",
            "fulfillment_type",
            "shipping_type",
            "delivery_type",
            "delivery_option_id",
            "delivery_option_name",
            "warehouse_id",
            "payment_method_name",
            "auto_combine_group_id",
            "tracking_number",
            "shipping_provider",
            "shipping_provider_id",
            "split_or_combine_tag",
            "replaced_order_id",
            "exchange_source_order_id",
            "cancel_reason",
            "cancellation_initiator",
            "commerce_platform",
            "fast_delivery_program");
    private static final Set<String> NUMBERS = Set.of(
            "quantity",
            "create_time",
            "paid_time",
            "release_date",
            "request_cancel_time",
            "cancel_time",
            "rts_sla_time",
            "rts_time",
            "tts_sla_time",
            "delivery_sla_time",
            "shipping_due_time",
            "collection_due_time",
            "delivery_due_time");
    private static final Set<String> FLAGS = Set.of(
            "is_on_hold_order",
            "is_sample_order",
            "is_cod",
            "is_buyer_request_cancel",
            "is_replacement_order",
            "is_exchange_order",
            "is_subscription_order",
            "has_updated_recipient_address");
    private static final Set<String> OBJECTS = Set.of("payment", "recipient_address", "handling_duration");
    private static final Set<String> ARRAYS = Set.of("line_items", "packages");
    /** Said in the builder's words, so that the rest of the document agrees with them. */
    private static final Set<String> UNDERSTOOD = Set.of("sku", "quantity", "shop_id", "id", "status", "line_items");

    private OrderForm() {}

    static SandboxOrder read(JsonNode body) {
        if (!(body instanceof ObjectNode form)) {
            throw new Unusable("the body must be an object, as {\"sku\":\"CT-BLK-M\",\"quantity\":1}");
        }
        form.properties().forEach(field -> check(field.getKey(), field.getValue()));
        SandboxOrder order = new SandboxOrder();
        if (form.has("sku")) {
            order.and(form.get("sku").textValue(), quantity(form));
        } else if (form.has("quantity")) {
            throw new Unusable("quantity: without a sku");
        }
        form.path("line_items").forEach(line -> line(order, line));
        if (order.lines.isEmpty()) {
            throw new Unusable("sku: must be given, or line_items with a seller_sku each");
        }
        understood(order, form);
        ObjectNode rest = form.deepCopy();
        rest.remove(UNDERSTOOD);
        return order.with(rest);
    }

    private static void understood(SandboxOrder order, ObjectNode form) {
        order.id = text(form, "id");
        order.shopId = text(form, "shop_id");
        order.status = text(form, "status");
        order.onHold = form.path("is_on_hold_order").asBoolean(true);
        order.sample = form.path("is_sample_order").asBoolean();
        order.cashOnDelivery = form.path("is_cod").asBoolean();
        order.unitedKingdom =
                form.path("recipient_address").path("region_code").asText().equals("GB");
        if (form.has("create_time")) {
            order.createdAt(Instant.ofEpochSecond(form.get("create_time").longValue()));
        }
        if (form.has("release_date")) {
            order.preOrder(Instant.ofEpochSecond(form.get("release_date").longValue()));
        }
        if (form.path("fulfillment_type").asText().equals("FULFILLMENT_BY_TIKTOK")) {
            order.fulfilledByTikTok();
        }
        if (form.has("tracking_number")) {
            order.trackingNumber = form.get("tracking_number").textValue();
        }
        if (order.id != null && !order.id.matches("\\d{1,20}")) {
            throw new Unusable("id: must be 1 to 20 digits");
        }
        if ("UNPAID".equals(order.status)) {
            order.unpaid();
        }
    }

    private static void line(SandboxOrder order, JsonNode line) {
        if (!(line instanceof ObjectNode fields) || !fields.path("seller_sku").isTextual()) {
            throw new Unusable("line_items: each must be an object with a seller_sku; one line item is one unit");
        }
        order.andExactly(fields.get("seller_sku").textValue(), fields);
    }

    private static int quantity(ObjectNode form) {
        int quantity = form.path("quantity").asInt(1);
        if (quantity < 1 || quantity > 1000) {
            throw new Unusable("quantity: must be 1 to 1000");
        }
        return quantity;
    }

    private static void check(String name, JsonNode value) {
        if (TEXTS.contains(name)) {
            must(name, value, JsonNode::isTextual, "a text");
        } else if (NUMBERS.contains(name)) {
            must(name, value, v -> v.isIntegralNumber() && v.canConvertToLong(), "a whole number");
        } else if (FLAGS.contains(name)) {
            must(name, value, JsonNode::isBoolean, "true or false");
        } else if (OBJECTS.contains(name)) {
            must(name, value, JsonNode::isObject, "an object");
        } else if (ARRAYS.contains(name)) {
            must(name, value, JsonNode::isArray, "an array");
        } else {
            throw new Unusable(name + ": an order has no such field");
        }
    }

    private static void must(String name, JsonNode value, Predicate<JsonNode> rule, String what) {
        if (!rule.test(value)) {
            throw new Unusable(name + ": must be " + what);
        }
    }

    private static String text(ObjectNode form, String name) {
        return form.has(name) ? form.get(name).textValue() : null;
    }
}
