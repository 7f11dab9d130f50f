package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Writes the order document of Get Order Detail 202309 for a placed order, with the address in clear: what the API
 * shows of it is the business of {@link AddressMask}.
 */
final class OrderDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal SALES_TAX = new BigDecimal("0.0825");
    private static final BigDecimal SHIPPING = new BigDecimal("5.99");

    private final SandboxOrder order;
    private final Function<String, TikTokProduct> products;
    private final LongSupplier ids;
    private final String currency;
    private final ArrayNode lines = NODES.arrayNode();
    private BigDecimal originals = money("0");
    private BigDecimal sellerDiscounts = money("0");
    private BigDecimal platformDiscounts = money("0");
    private BigDecimal taxes = money("0");

    OrderDocument(SandboxOrder order, Function<String, TikTokProduct> products, LongSupplier ids) {
        this.order = order;
        this.products = products;
        this.ids = ids;
        this.currency = order.unitedKingdom ? "GBP" : "USD";
    }

    /** The document, without status and update_time. */
    ObjectNode write(String id, Instant now) {
        Instant created = order.createdAt == null ? now : order.createdAt;
        ObjectNode document = NODES.objectNode();
        document.put("id", id);
        document.put("status", "UNPAID");
        document.put("order_type", order.releaseDate == null ? "" : "PRE_ORDER");
        document.put("create_time", created.getEpochSecond());
        document.put("update_time", created.getEpochSecond());
        if (order.paid && !order.cashOnDelivery) {
            document.put("paid_time", created.getEpochSecond());
        }
        if (order.releaseDate != null) {
            document.put("release_date", order.releaseDate.getEpochSecond());
        }
        identity(document);
        delivery(document);
        deadlines(document, created);
        order.lines.forEach(this::units);
        document.set("line_items", lines);
        document.set("payment", payment());
        document.set("recipient_address", order.unitedKingdom ? british() : american());
        if (order.trackingNumber != null) {
            shipped(document, created);
        }
        Documents.merge(document, order.overrides);
        return document;
    }

    private void identity(ObjectNode document) {
        document.put("user_id", order.buyer);
        document.put("buyer_email", "v2b2V5@chat.seller.tiktok.com");
        document.put("buyer_message", "");
        document.put("seller_note", "");
        document.put("is_on_hold_order", order.onHold);
        document.put("is_sample_order", order.sample);
        document.put("is_cod", order.cashOnDelivery);
        document.put("is_buyer_request_cancel", false);
        document.put("is_replacement_order", false);
        document.put("is_exchange_order", false);
        document.put("has_updated_recipient_address", false);
        document.put("commerce_platform", "TIKTOK_SHOP");
    }

    private void delivery(ObjectNode document) {
        document.put("fulfillment_type", order.fulfillmentType);
        document.put("shipping_type", order.shippingType);
        document.put("delivery_type", "HOME_DELIVERY");
        document.put("delivery_option_id", "7091146663229654785");
        document.put("delivery_option_name", "Standard Shipping");
        document.put("warehouse_id", "6955005333819123123");
        document.put("payment_method_name", order.cashOnDelivery ? "Cash on Delivery" : "Credit Card");
        document.putArray("packages");
        document.put("auto_combine_group_id", "");
    }

    private static void deadlines(ObjectNode document, Instant created) {
        document.put("rts_sla_time", created.plus(Duration.ofDays(3)).getEpochSecond());
        document.put("tts_sla_time", created.plus(Duration.ofDays(4)).getEpochSecond());
        document.put("shipping_due_time", created.plus(Duration.ofDays(7)).getEpochSecond());
        document.put("collection_due_time", created.plus(Duration.ofDays(8)).getEpochSecond());
        document.put("delivery_sla_time", created.plus(Duration.ofDays(10)).getEpochSecond());
    }

    private void units(SandboxOrder.Line line) {
        TikTokProduct product = products.apply(line.sellerSku());
        boolean free = line.gift() || order.sample;
        BigDecimal original = free ? money("0") : money(product.price().toPlainString());
        BigDecimal bySeller = free ? money("0") : order.sellerDiscount.setScale(2);
        BigDecimal byPlatform = free ? money("0") : order.platformDiscount.setScale(2);
        BigDecimal sale = original.subtract(bySeller).subtract(byPlatform);
        BigDecimal tax = order.unitedKingdom || free ? money("0") : tax(sale);
        for (int unit = 0; unit < line.quantity(); unit++) {
            ObjectNode item = NODES.objectNode();
            item.put("id", Long.toString(ids.getAsLong()));
            item.put("sku_id", product.skuId());
            item.put("product_id", product.productId());
            item.put("product_name", product.productName());
            item.put("sku_name", product.skuName());
            item.put("seller_sku", product.sellerSku());
            item.put("sku_image", "https://example.invalid/" + product.skuId() + ".jpg");
            item.put("currency", currency);
            item.put("original_price", original.toPlainString());
            item.put("seller_discount", bySeller.toPlainString());
            item.put("platform_discount", byPlatform.toPlainString());
            item.put("sale_price", sale.toPlainString());
            item.put("display_status", line.cancelled() ? "CANCELLED" : "UNPAID");
            item.put("is_gift", line.gift());
            item.put("gift_retail_price", free ? product.price().toPlainString() : "0");
            if (line.cancelled()) {
                item.put("cancel_user", "BUYER");
                item.put("cancel_reason", "No longer needed");
            }
            if (!order.unitedKingdom) {
                taxLine(item.putArray("item_tax").addObject(), tax);
            }
            if (!product.parts().isEmpty()) {
                parts(item.putArray("combined_listing_skus"), product);
            }
            if (lines.isEmpty() && order.retailDeliveryFee.signum() > 0) {
                item.put("retail_delivery_fee", order.retailDeliveryFee.toPlainString());
            }
            Documents.merge(item, line.overrides());
            lines.add(item);
            originals = originals.add(original);
            sellerDiscounts = sellerDiscounts.add(bySeller);
            platformDiscounts = platformDiscounts.add(byPlatform);
            taxes = taxes.add(tax);
        }
    }

    private BigDecimal tax(BigDecimal sale) {
        return order.taxPerUnit != null
                ? order.taxPerUnit
                : sale.multiply(SALES_TAX).setScale(2, RoundingMode.HALF_UP);
    }

    private static void taxLine(ObjectNode line, BigDecimal tax) {
        line.put("tax_type", "SALES_TAX");
        line.put("tax_amount", tax.toPlainString());
        line.put("tax_rate", SALES_TAX.toPlainString());
    }

    private static void parts(ArrayNode parts, TikTokProduct bundle) {
        for (TikTokProduct.Part part : bundle.parts()) {
            ObjectNode node = parts.addObject();
            node.put("sku_id", part.skuId());
            node.put("sku_count", part.count());
            node.put("product_id", part.productId());
            node.put("seller_sku", part.sellerSku());
        }
    }

    private ObjectNode payment() {
        BigDecimal shipping = order.sample ? money("0") : SHIPPING;
        BigDecimal subTotal = originals.subtract(sellerDiscounts).subtract(platformDiscounts);
        BigDecimal total = subTotal.add(taxes).add(order.retailDeliveryFee);
        ObjectNode payment = NODES.objectNode();
        payment.put("currency", currency);
        payment.put("original_total_product_price", originals.toPlainString());
        payment.put("seller_discount", sellerDiscounts.toPlainString());
        payment.put("platform_discount", platformDiscounts.toPlainString());
        payment.put("sub_total", subTotal.toPlainString());
        payment.put("original_shipping_fee", shipping.toPlainString());
        payment.put("shipping_fee_seller_discount", "0.00");
        payment.put("shipping_fee_platform_discount", shipping.toPlainString());
        payment.put("shipping_fee_cofunded_discount", "0.00");
        payment.put("shipping_fee", "0.00");
        payment.put("product_tax", taxes.toPlainString());
        payment.put("shipping_fee_tax", "0.00");
        payment.put("tax", taxes.toPlainString());
        if (order.retailDeliveryFee.signum() > 0) {
            payment.put("retail_delivery_fee", order.retailDeliveryFee.toPlainString());
        }
        payment.put("total_amount", total.toPlainString());
        return payment;
    }

    private void shipped(ObjectNode document, Instant created) {
        String packageId = Long.toString(ids.getAsLong());
        document.put("tracking_number", order.trackingNumber);
        document.put("shipping_provider", "USPS");
        document.put("shipping_provider_id", "7117858858072016686");
        document.put("rts_time", created.plus(Duration.ofHours(2)).getEpochSecond());
        ((ArrayNode) document.get("packages")).addObject().put("id", packageId);
        lines.forEach(line -> ((ObjectNode) line)
                .put("package_id", packageId)
                .put("tracking_number", order.trackingNumber)
                .put("shipping_provider_id", "7117858858072016686")
                .put("shipping_provider_name", "USPS"));
    }

    private static ObjectNode american() {
        ObjectNode address = person("Dana", "Example", "(+1)3035550123", "US", "80202");
        address.put("address_line1", "100 Sample St");
        address.put("address_line2", "Apt 4");
        address.put("address_detail", "100 Sample St Apt 4");
        address.put("full_address", "United States, Colorado, Denver, Denver, 100 Sample St Apt 4");
        address.putObject("delivery_preferences").put("drop_off_location", "Side Door");
        levels(address, "United States", "Colorado", "Denver", "Denver");
        return address;
    }

    private static ObjectNode british() {
        ObjectNode address = person("Sam", "Example", "(+44)7700900123", "GB", "LS1 1AA");
        address.put("address_line1", "1 Sample Road");
        address.put("address_line2", "");
        address.put("address_detail", "1 Sample Road");
        address.put("post_town", "Leeds");
        address.put("full_address", "United Kingdom, England, West Yorkshire, Leeds, 1 Sample Road");
        levels(address, "United Kingdom", "England", "West Yorkshire", "Leeds");
        return address;
    }

    private static ObjectNode person(String first, String last, String phone, String region, String postalCode) {
        ObjectNode address = NODES.objectNode();
        address.put("name", first + " " + last);
        address.put("first_name", first);
        address.put("last_name", last);
        address.put("phone_number", phone);
        address.put("region_code", region);
        address.put("postal_code", postalCode);
        return address;
    }

    private static void levels(ObjectNode address, String... names) {
        String[] kinds = {"Country", "State", "County", "City"};
        ArrayNode levels = address.putArray("district_info");
        for (int level = 0; level < names.length; level++) {
            levels.addObject()
                    .put("address_level", "L" + level)
                    .put("address_level_name", kinds[level])
                    .put("address_name", names[level]);
        }
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(2, RoundingMode.UNNECESSARY);
    }
}
