package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.NewStoreOrder.Payment;
import dev.ordersync.domain.store.NewStoreOrder.ShippingLine;
import dev.ordersync.domain.store.NewStoreOrder.Tax;
import dev.ordersync.domain.store.NewStoreOrder.Tracking;
import dev.ordersync.domain.store.StoreAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The variables of {@code orderCreate} (shopify.dev, OrderCreateOrderInput and OrderCreateOptionsInput). Three of its
 * defaults are not ours: a line need not be shipped, no stock is taken, and the seller owes the tax. No customer is made
 * and no e-mail set.
 */
final class OrderInput {
    /** The metafield whose values Shopify keeps unique, where the shop has its definition (type {@code id}, owner ORDER). */
    static final String METAFIELD_NAMESPACE = "tiktok_shop";

    static final String METAFIELD_KEY = "order_id";

    /** Names of line properties with an underscore in front are not shown to buyers. */
    static final String LINE_ITEM_IDS = "_tiktok_line_item_ids";

    private static final String GIFT = "TikTok gift";

    private OrderInput() {}

    /** @param location where an order that came already shipped was shipped from */
    static ObjectNode of(NewStoreOrder order, Optional<String> location) {
        ObjectNode variables = ShopifyApi.object();
        ObjectNode input = variables.putObject("order");
        header(input, order);
        order.lines().forEach(line -> line(input.withArray("lineItems").addObject(), line));
        order.shipping()
                .forEach(charge -> charge(input.withArray("shippingLines").addObject(), charge));
        payment(input, order);
        order.shipTo().ifPresent(address -> address(input.putObject("shippingAddress"), address));
        if (order.form() == Form.SHIPPED) {
            input.put("fulfillmentStatus", "FULFILLED");
            location.ifPresent(id -> fulfillment(input.putObject("fulfillment"), id, order.tracking()));
        }
        variables
                .putObject("options")
                .put("inventoryBehaviour", order.inventory().name())
                .put("sendReceipt", false)
                .put("sendFulfillmentReceipt", false);
        return variables;
    }

    private static void header(ObjectNode input, NewStoreOrder order) {
        String key = order.key().value();
        input.put("sourceIdentifier", key);
        input.withArray("metafields")
                .addObject()
                .put("namespace", METAFIELD_NAMESPACE)
                .put("key", METAFIELD_KEY)
                .put("type", "id")
                .put("value", key);
        input.put("currency", order.currency());
        input.put("taxesIncluded", order.taxesIncluded());
        input.put("processedAt", order.placedAt().toString());
        order.tags().forEach(input.withArray("tags")::add);
        putIfAny(input, "note", order.note());
        ArrayNode attributes = input.withArray("customAttributes");
        order.attributes()
                .forEach(
                        (name, value) -> attributes.addObject().put("key", name).put("value", value));
    }

    private static void line(ObjectNode input, Line line) {
        input.put("variantId", line.variant().id().value());
        putIfAny(input, "title", line.title());
        // The warehouse knows the store's own SKU; TikTok's may be another where the merchant linked the two.
        putIfAny(
                input,
                "sku",
                line.variant().sku().isEmpty()
                        ? line.sellerSku()
                        : line.variant().sku());
        input.put("quantity", line.quantity());
        input.put("requiresShipping", line.requiresShipping());
        money(input, "priceSet", line.unitPrice());
        taxes(input, line.taxes());
        ArrayNode properties = input.withArray("properties");
        properties
                .addObject()
                .put("name", LINE_ITEM_IDS)
                .put("value", line.lineItemIds().stream().map(LineItemId::value).collect(Collectors.joining(",")));
        if (line.gift()) {
            properties.addObject().put("name", GIFT).put("value", "yes");
        }
    }

    private static void charge(ObjectNode input, ShippingLine charge) {
        input.put("title", charge.title());
        money(input, "priceSet", charge.price());
        taxes(input, charge.taxes());
    }

    private static void taxes(ObjectNode input, List<Tax> taxes) {
        for (Tax tax : taxes) {
            ObjectNode line = input.withArray("taxLines")
                    .addObject()
                    .put("title", tax.title())
                    .put("rate", tax.rate().toPlainString())
                    .put("channelLiable", true); // TikTok collects and remits it
            money(line, "priceSet", tax.amount());
        }
    }

    /** With payments Shopify derives the financial status from them; without any it is said. */
    private static void payment(ObjectNode input, NewStoreOrder order) {
        for (Payment payment : order.payments()) {
            ObjectNode transaction = input.withArray("transactions")
                    .addObject()
                    .put("kind", "SALE")
                    .put("status", "SUCCESS")
                    .put("gateway", payment.gateway());
            money(transaction, "amountSet", payment.amount());
        }
        if (order.payments().isEmpty()) {
            input.put("financialStatus", order.paymentState().name());
        }
    }

    /** The parts that the address has. */
    static void address(ObjectNode input, StoreAddress address) {
        parts(address).forEach((field, text) -> putIfAny(input, field, text));
    }

    /**
     * The address in the place of another: a part that it lacks is nulled, since shopify.dev does not say whether
     * orderUpdate keeps what is left out, and half of an old address must not stay behind.
     */
    static void wholeAddress(ObjectNode input, StoreAddress address) {
        parts(address).forEach((field, text) -> {
            input.putNull(field);
            putIfAny(input, field, text);
        });
    }

    private static Map<String, String> parts(StoreAddress address) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("firstName", address.firstName());
        parts.put("lastName", address.lastName());
        parts.put("address1", address.line1());
        parts.put("address2", address.line2());
        parts.put("city", address.city());
        parts.put("provinceCode", address.provinceCode());
        parts.put("zip", address.postalCode());
        parts.put("countryCode", address.countryCode());
        parts.put("phone", address.phone());
        return parts;
    }

    private static void fulfillment(ObjectNode input, String location, Optional<Tracking> tracking) {
        input.put("locationId", location);
        input.put("notifyCustomer", false);
        tracking.ifPresent(known -> {
            putIfAny(input, "trackingCompany", known.carrier());
            putIfAny(input, "trackingNumber", known.number());
        });
    }

    private static void money(ObjectNode input, String field, Money money) {
        input.putObject(field)
                .putObject("shopMoney")
                .put("amount", money.amount().toPlainString())
                .put("currencyCode", money.currency());
    }

    private static void putIfAny(ObjectNode input, String field, String text) {
        if (text != null && !text.isBlank()) {
            input.put(field, text);
        }
    }
}
