package dev.ordersync.local.sandbox.shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows an order as the API's {@code Order} and the types below it: maps with the schema's field names. */
final class OrderView {

    private final ShopifyStore store;
    private final ShopifyCatalogue catalogue;

    OrderView(ShopifyStore store, ShopifyCatalogue catalogue) {
        this.store = store;
        this.catalogue = catalogue;
    }

    Map<String, Object> order(StoredOrder order) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "Order");
        view.put("id", order.gid());
        view.put("legacyResourceId", order.id);
        view.put("name", order.name);
        view.put("sourceIdentifier", order.sourceIdentifier);
        view.put("sourceName", order.sourceName);
        view.put("createdAt", order.createdAt.toString());
        view.put("updatedAt", order.updatedAt.toString());
        view.put("processedAt", order.processedAt.toString());
        view.put("cancelledAt", order.cancelledAt == null ? null : order.cancelledAt.toString());
        view.put("cancelReason", order.cancelReason);
        view.put("closed", false);
        view.put("closedAt", null);
        view.put("confirmed", true);
        view.put("test", order.test);
        view.put("tags", List.copyOf(order.tags));
        view.put("note", order.note);
        view.put("email", order.email);
        view.put("phone", order.phone);
        view.put("poNumber", order.poNumber);
        view.put("customAttributes", List.copyOf(order.attributes));
        view.put("displayFinancialStatus", order.financialStatus);
        view.put("displayFulfillmentStatus", order.fulfillmentStatus());
        view.put("requiresShipping", order.lines.stream().anyMatch(line -> line.requiresShipping));
        view.put("currencyCode", store.currency());
        view.put("presentmentCurrencyCode", store.currency());
        money(view, order);
        view.put("shippingAddress", address(order, order.shippingAddress));
        view.put("billingAddress", address(order, order.billingAddress));
        view.put("lineItems", order.lines.stream().map(this::line).toList());
        List<Map<String, Object>> shipping =
                order.shipping.stream().map(this::shipping).toList();
        view.put("shippingLines", shipping);
        view.put("shippingLine", shipping.isEmpty() ? null : shipping.getFirst());
        view.put("taxLines", taxes(order.allTaxes()));
        view.put("transactions", order.payments.stream().map(this::payment).toList());
        view.put(
                "fulfillments",
                order.shipments.stream().map(s -> shipment(order, s)).toList());
        view.put("fulfillmentOrders", fulfillmentOrders(order));
        view.put(
                "metafields",
                order.metafields.values().stream().map(m -> metafield(order, m)).toList());
        return view;
    }

    private void money(Map<String, Object> view, StoredOrder order) {
        BigDecimal outstanding = order.total().subtract(order.received()).max(BigDecimal.ZERO);
        boolean paid = order.financialStatus.equals("PAID");
        view.put("taxesIncluded", order.taxesIncluded);
        view.put("subtotalPriceSet", bag(order.subtotal()));
        view.put("totalShippingPriceSet", bag(order.shippingTotal()));
        view.put("totalTaxSet", bag(order.taxTotal()));
        view.put("totalPriceSet", bag(order.total()));
        view.put("currentTotalPriceSet", bag(order.total()));
        view.put("totalReceivedSet", bag(order.received()));
        view.put("totalOutstandingSet", bag(outstanding));
        view.put("fullyPaid", paid);
        view.put("unpaid", order.received().signum() == 0 && !paid);
        view.put("canMarkAsPaid", order.cancelledAt == null && !paid);
    }

    Map<String, Object> bag(BigDecimal amount) {
        Map<String, Object> money = new LinkedHashMap<>();
        money.put(
                "amount",
                amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString());
        money.put("currencyCode", store.currency());
        return Map.of("shopMoney", money, "presentmentMoney", money);
    }

    private Map<String, Object> line(StoredOrder.Line line) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "LineItem");
        view.put("id", "gid://shopify/LineItem/" + line.id);
        view.put("name", line.variantTitle == null ? line.title : line.title + " - " + line.variantTitle);
        view.put("title", line.title);
        view.put("variantTitle", line.variantTitle);
        view.put("vendor", line.vendor);
        view.put("sku", line.sku);
        view.put("quantity", line.quantity);
        view.put("currentQuantity", line.quantity);
        view.put("unfulfilledQuantity", line.quantity - line.fulfilled);
        view.put("requiresShipping", line.requiresShipping);
        view.put("taxable", line.taxable);
        view.put("customAttributes", line.attributes);
        view.put("originalUnitPriceSet", bag(line.price));
        view.put("originalTotalSet", bag(line.total()));
        view.put("taxLines", taxes(line.taxes));
        boolean alive =
                line.variant != null && catalogue.find(line.variant.gid()).isPresent();
        view.put("variant", alive ? catalogue.view(line.variant) : null);
        return view;
    }

    private Map<String, Object> shipping(StoredOrder.Shipping shipping) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", "gid://shopify/ShippingLine/" + shipping.id());
        view.put("title", shipping.title());
        view.put("code", shipping.code());
        view.put("source", shipping.source());
        view.put("originalPriceSet", bag(shipping.price()));
        view.put("taxLines", taxes(shipping.taxes()));
        return view;
    }

    private List<Map<String, Object>> taxes(List<StoredOrder.Tax> taxes) {
        return taxes.stream()
                .map(tax -> {
                    Map<String, Object> view = new LinkedHashMap<>();
                    view.put("title", tax.title());
                    view.put("rate", tax.rate().doubleValue());
                    view.put("priceSet", bag(tax.amount()));
                    view.put("channelLiable", tax.channelLiable());
                    return view;
                })
                .toList();
    }

    private Map<String, Object> payment(StoredOrder.Payment payment) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "OrderTransaction");
        view.put("id", "gid://shopify/OrderTransaction/" + payment.id());
        view.put("kind", payment.kind());
        view.put("status", payment.status());
        view.put("gateway", payment.gateway());
        view.put("amountSet", bag(payment.amount()));
        view.put("createdAt", payment.processedAt().toString());
        view.put("processedAt", payment.processedAt().toString());
        view.put("test", payment.test());
        return view;
    }

    Map<String, Object> metafield(StoredOrder order, StoredOrder.Metafield metafield) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "Metafield");
        view.put("id", "gid://shopify/Metafield/" + metafield.id());
        view.put("namespace", metafield.namespace());
        view.put("key", metafield.key());
        view.put("type", metafield.type());
        view.put("value", metafield.value());
        view.put("jsonValue", metafield.value());
        view.put("ownerType", "ORDER");
        view.put("createdAt", order.createdAt.toString());
        view.put("updatedAt", order.updatedAt.toString());
        return view;
    }

    Map<String, Object> shipment(StoredOrder order, StoredOrder.Shipment shipment) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "Fulfillment");
        view.put("id", "gid://shopify/Fulfillment/" + shipment.id());
        view.put("legacyResourceId", shipment.id());
        view.put("name", order.name + "-F" + (order.shipments.indexOf(shipment) + 1));
        view.put("status", shipment.status());
        view.put("displayStatus", shipment.status().equals("SUCCESS") ? "FULFILLED" : "CANCELED");
        view.put("createdAt", shipment.createdAt().toString());
        view.put("updatedAt", shipment.createdAt().toString());
        view.put("deliveredAt", null);
        view.put("inTransitAt", null);
        view.put(
                "totalQuantity",
                shipment.units().values().stream().mapToInt(Integer::intValue).sum());
        view.put(
                "trackingInfo",
                shipment.tracking().stream().map(OrderView::tracking).toList());
        view.put(
                "fulfillmentLineItems",
                order.lines.stream()
                        .filter(line -> shipment.units().containsKey(line.id))
                        .map(line -> {
                            Map<String, Object> item = new LinkedHashMap<>();
                            item.put("__typename", "FulfillmentLineItem");
                            item.put(
                                    "id",
                                    "gid://shopify/FulfillmentLineItem/" + (shipment.id() * 1000 + line.id % 1000));
                            item.put("quantity", shipment.units().get(line.id));
                            item.put("lineItem", line(line));
                            return item;
                        })
                        .toList());
        return view;
    }

    private static Map<String, Object> tracking(StoredOrder.Tracking tracking) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("company", tracking.company());
        view.put("number", tracking.number());
        view.put("url", tracking.url());
        return view;
    }

    /** One fulfilment order over the lines that need shipping; the others never enter fulfilment. */
    private List<Map<String, Object>> fulfillmentOrders(StoredOrder order) {
        List<Map<String, Object>> lines = order.lines.stream()
                .filter(line -> line.requiresShipping)
                .map(line -> {
                    Map<String, Object> item = new LinkedHashMap<>();
                    item.put("__typename", "FulfillmentOrderLineItem");
                    item.put("id", "gid://shopify/FulfillmentOrderLineItem/" + line.id);
                    item.put("sku", line.sku);
                    item.put("totalQuantity", line.quantity);
                    item.put("remainingQuantity", line.quantity - line.fulfilled);
                    item.put("lineItem", line(line));
                    return item;
                })
                .toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        boolean open = order.lines.stream().anyMatch(line -> line.requiresShipping && line.fulfilled < line.quantity);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("__typename", "FulfillmentOrder");
        view.put("id", "gid://shopify/FulfillmentOrder/" + order.id);
        view.put("orderId", order.gid());
        view.put("orderName", order.name);
        view.put("status", order.cancelledAt != null ? "CANCELLED" : open ? "OPEN" : "CLOSED");
        view.put("lineItems", lines);
        return List.of(view);
    }

    private static Map<String, Object> address(StoredOrder order, Map<String, Object> address) {
        if (address == null) {
            return null;
        }
        Map<String, Object> view = new LinkedHashMap<>(address);
        String first = Input.text(address, "firstName");
        String last = Input.text(address, "lastName");
        view.put("__typename", "MailingAddress");
        view.put("id", "gid://shopify/MailingAddress/" + order.id + "?model_name=Address");
        view.put("countryCodeV2", address.get("countryCode"));
        view.put("name", ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip());
        return view;
    }
}
