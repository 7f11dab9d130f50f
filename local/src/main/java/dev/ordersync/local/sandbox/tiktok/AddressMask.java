package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the API shows of an order's address, by status, shipping type and region (Partner Center, address masking). */
final class AddressMask {

    private static final Duration CLEAR_AFTER_COMPLETION = Duration.ofDays(30);
    private static final List<String> FIELDS = List.of(
            "name",
            "first_name",
            "last_name",
            "phone_number",
            "address_line1",
            "address_line2",
            "address_detail",
            "postal_code",
            "post_town");

    private AddressMask() {}

    /** A copy of the order with the address as the API answers it at this time. */
    static ObjectNode view(ObjectNode document, Instant now) {
        ObjectNode copy = document.deepCopy();
        if (copy.get("recipient_address") instanceof ObjectNode address) {
            String status = copy.path("status").asText();
            if (status.equals("ON_HOLD")) {
                empty(address);
            } else if (copy.path("fulfillment_type").asText().equals("FULFILLMENT_BY_TIKTOK")) {
                boolean cityClear = !Set.of("UNPAID", "ON_HOLD").contains(status);
                mask(address, cityClear ? Set.of("L4") : Set.of("L3", "L4"));
            } else if (!address.path("region_code").asText().equals("US")) {
                if (byTikTok(copy)) {
                    desensitise(address);
                }
            } else if (byTikTok(copy)
                    || Set.of("UNPAID", "CANCELLED").contains(status)
                    || longCompleted(copy, status, now)) {
                mask(address, Set.of("L3", "L4"));
            }
        }
        return copy;
    }

    private static boolean byTikTok(ObjectNode order) {
        return order.path("shipping_type").asText().equals("TIKTOK");
    }

    private static boolean longCompleted(ObjectNode order, String status, Instant now) {
        Instant changed = Instant.ofEpochSecond(order.path("update_time").asLong());
        return status.equals("COMPLETED") && now.isAfter(changed.plus(CLEAR_AFTER_COMPLETION));
    }

    private static void empty(ObjectNode address) {
        address.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                address.put(field.getKey(), "");
            }
        });
        address.remove("delivery_preferences");
        address.putArray("district_info");
    }

    private static void mask(ObjectNode address, Set<String> levels) {
        for (String field : FIELDS) {
            JsonNode value = address.path(field);
            if (value.isTextual() && !value.textValue().isEmpty()) {
                address.put(field, field.equals("phone_number") ? phone(value.textValue()) : stars(value.textValue()));
            }
        }
        if (address.path("delivery_preferences").isObject()) {
            address.putObject("delivery_preferences").put("drop_off_location", "***");
        }
        StringBuilder full = new StringBuilder();
        for (JsonNode level : address.path("district_info")) {
            if (levels.contains(level.path("address_level").asText())) {
                ((ObjectNode) level).put("address_name", "***");
            }
            full.append(level.path("address_name").asText()).append(", ");
        }
        address.put("full_address", full.append("***").toString());
    }

    private static void desensitise(ObjectNode address) {
        for (String field : List.of("name", "first_name", "last_name")) {
            if (!address.path(field).asText().isEmpty()) {
                address.put(field, stars(address.path(field).asText()));
            }
        }
        address.put("phone_number", phone(address.path("phone_number").asText()));
    }

    private static String stars(String text) {
        return text.substring(0, 1) + "***";
    }

    /** {@code (+1)3035550123} becomes {@code (+1)303-***-0123}. */
    private static String phone(String number) {
        int code = number.indexOf(')') + 1;
        String digits = number.substring(code);
        return digits.length() < 8
                ? "***"
                : number.substring(0, code) + digits.substring(0, 3) + "-***-" + digits.substring(digits.length() - 4);
    }
}
