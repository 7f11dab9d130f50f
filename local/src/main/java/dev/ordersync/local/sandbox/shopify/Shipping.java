package dev.ordersync.local.sandbox.shopify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Fulfilments: part or all of an order's units under some tracking numbers. */
final class Shipping {

    private final LongSupplier ids;

    Shipping(LongSupplier ids) {
        this.ids = ids;
    }

    StoredOrder.Shipment ship(
            StoredOrder order, Map<Long, Integer> units, List<StoredOrder.Tracking> tracking, Instant now) {
        StoredOrder.Shipment shipment =
                new StoredOrder.Shipment(ids.getAsLong(), now, "SUCCESS", List.copyOf(tracking), units);
        order.shipments.add(shipment);
        order.lines.forEach(line -> line.fulfilled += units.getOrDefault(line.id, 0));
        order.updatedAt = now;
        return shipment;
    }

    /** All units of an order that is imported as shipped already. */
    void shipWhole(StoredOrder order, Map<String, Object> fulfillment, Instant now) {
        List<StoredOrder.Tracking> tracking = new ArrayList<>();
        if (fulfillment != null) {
            List<String> numbers = new ArrayList<>(Input.texts(fulfillment, "trackingNumbers"));
            if (fulfillment.get("trackingNumber") != null) {
                numbers.add(Input.text(fulfillment, "trackingNumber"));
            }
            numbers.stream()
                    .distinct()
                    .forEach(number -> tracking.add(
                            new StoredOrder.Tracking(Input.text(fulfillment, "trackingCompany"), number, null)));
        }
        Map<Long, Integer> units = new LinkedHashMap<>();
        order.lines.forEach(line -> units.put(line.id, line.quantity));
        ship(order, units, tracking, now);
    }

    /** {@code fulfillmentCreate}; a refusal is added to {@code errors}. */
    Optional<StoredOrder.Shipment> fulfill(
            Optional<StoredOrder> found, Map<String, Object> input, Instant now, List<UserError> errors) {
        if (found.isEmpty() || found.get().cancelledAt != null) {
            return refused("Fulfillment order does not exist", errors);
        }
        StoredOrder order = found.get();
        Map<String, Object> wanted =
                Input.objects(input, "lineItemsByFulfillmentOrder").getFirst();
        List<Map<String, Object>> lines = Input.objects(wanted, "fulfillmentOrderLineItems");
        Map<Long, Integer> units = new LinkedHashMap<>();
        for (StoredOrder.Line line : order.lines) {
            int open = line.requiresShipping ? line.quantity - line.fulfilled : 0;
            int quantity = lines.isEmpty() ? open : asked(lines, line);
            if (quantity > open) {
                return refused("Invalid fulfillment order line item quantity requested", errors);
            }
            if (quantity > 0) {
                units.put(line.id, quantity);
            }
        }
        if (units.isEmpty()) {
            return refused("Fulfillment order has no line items left to fulfill", errors);
        }
        return Optional.of(ship(order, units, tracking(Input.object(input, "trackingInfo")), now));
    }

    /** The id of the one fulfilment order that the input names; null where it names none or several. */
    static String fulfillmentOrder(Map<String, Object> input) {
        List<Map<String, Object>> wanted = Input.objects(input, "lineItemsByFulfillmentOrder");
        return wanted.size() == 1 ? Input.text(wanted.getFirst(), "fulfillmentOrderId") : null;
    }

    private static int asked(List<Map<String, Object>> lines, StoredOrder.Line line) {
        return lines.stream()
                .filter(given ->
                        Objects.equals(Input.text(given, "id"), "gid://shopify/FulfillmentOrderLineItem/" + line.id))
                .mapToInt(given -> (Integer) given.get("quantity"))
                .sum();
    }

    private static List<StoredOrder.Tracking> tracking(Map<String, Object> info) {
        if (info == null) {
            return List.of();
        }
        List<String> numbers = new ArrayList<>(Input.texts(info, "numbers"));
        if (info.get("number") != null) {
            numbers.addFirst(Input.text(info, "number"));
        }
        return numbers.stream()
                .map(number -> new StoredOrder.Tracking(Input.text(info, "company"), number, Input.text(info, "url")))
                .toList();
    }

    private static Optional<StoredOrder.Shipment> refused(String message, List<UserError> errors) {
        errors.add(new UserError(null, List.of("fulfillment"), message));
        return Optional.empty();
    }
}
