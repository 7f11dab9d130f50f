package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.LineItem.BundlePart;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Payment;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Upstream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TikTok's order as JSON (TikTok Shop Partner Center, "Get Order Detail", 202309), read leniently: all its fields are optional
 * there. Without an id, a status, its time, its lines' ids or its money's currency an order cannot be judged, and an amount that
 * cannot be read is never taken for zero: such an order is refused with the field's path.
 */
final class OrderCodec {
    private static final List<String> OTHER_FEES = List.of(
            "retail_delivery_fee",
            "small_order_fee",
            "buyer_service_fee",
            "handling_fee",
            "shipping_insurance_fee",
            "item_insurance_fee",
            "item_insurance_tax");
    /** TikTok allows far fewer parts in a bundle; every unit becomes an object of ours. */
    private static final int MOST_OF_ONE_PART = 999;

    private final ShopId shop;
    private final JsonFields order;
    private final String currency;

    private OrderCodec(ShopId shop, JsonFields order) {
        this.shop = shop;
        this.order = order;
        this.currency = currency(order);
    }

    /**
     * @param requestId TikTok's id of the request that the order came with
     * @throws Permanent something essential is missing or unreadable
     */
    static TikTokOrder decode(ShopId shop, JsonNode order, String requestId) {
        try {
            return new OrderCodec(shop, JsonFields.of(order)).order();
        } catch (JsonFields.Unreadable why) {
            throw refusal(why.getMessage(), requestId);
        }
    }

    static Permanent refusal(String what, String requestId) {
        return new Permanent(Upstream.TIKTOK, Permanent.Kind.REFUSED, "", "the order's " + what, requestId);
    }

    /** The order's id, where it is one. */
    static Optional<OrderId> id(JsonNode order) {
        return Optional.of(JsonFields.of(order).stripped("id"))
                .filter(OrderId::isValid)
                .map(OrderId::new);
    }

    private TikTokOrder order() {
        String id = order.required("id");
        if (!OrderId.isValid(id)) {
            throw order.unreadable("id");
        }
        String status = order.required("status");
        var createdAt = order.requiredInstant("create_time");
        List<JsonFields> lines = order.list("line_items");
        if (lines.isEmpty()) {
            throw order.has("line_items") ? order.unreadable("line_items") : order.missing("line_items");
        }
        return new TikTokOrder(
                shop,
                new OrderId(id),
                OrderStatus.of(status),
                status,
                createdAt,
                order.instant("update_time").orElse(createdAt),
                order.instant("paid_time"),
                order.stripped("order_type"),
                order.instant("release_date"),
                order.stripped("user_id"),
                order.stripped("warehouse_id"),
                order.text("buyer_message"),
                order.isTrue("is_on_hold_order"),
                order.isTrue("is_sample_order"),
                order.isTrue("is_cod"),
                order.isTrue("is_buyer_request_cancel"),
                order.stripped("replaced_order_id"),
                order.stripped("exchange_source_order_id", "exchange_order_source_id"),
                fulfillmentType(),
                "TIKTOK".equals(order.stripped("shipping_type")) ? ShippingType.TIKTOK : ShippingType.SELLER,
                ofOrderOrLine("shipping_provider", "shipping_provider_name", lines),
                ofOrderOrLine("tracking_number", "tracking_number", lines),
                order.instant("rts_sla_time"),
                order.instant("shipping_due_time"),
                payment(),
                recipient(order.object("recipient_address")),
                lines.stream().map(this::line).toList());
    }

    /** A type that TikTok adds one day is not guessed: the seller might ship what somebody else ships already. */
    private FulfillmentType fulfillmentType() {
        return switch (order.stripped("fulfillment_type")) {
            case "", "FULFILLMENT_BY_SELLER" -> FulfillmentType.SELLER;
            case "FULFILLMENT_BY_TIKTOK", "FULFILLMENT_BY_DILAYANI_TOKOPEDIA" -> FulfillmentType.TIKTOK;
            default -> throw order.unreadable("fulfillment_type");
        };
    }

    private String ofOrderOrLine(String ofOrder, String ofLine, List<JsonFields> lines) {
        return Stream.concat(Stream.of(order.stripped(ofOrder)), lines.stream().map(line -> line.stripped(ofLine)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Payment payment() {
        if (order.has("payment") && !order.isObject("payment")) {
            throw order.unreadable("payment");
        }
        JsonFields payment = order.object("payment");
        Money total = money(payment, "total_amount");
        Money shipping = money(payment, "original_shipping_fee");
        if (!payment.has("total_amount") && (shipping.isPositive() || payment.has("sub_total"))) {
            throw payment.missing("total_amount");
        }
        return new Payment(
                currency,
                total,
                shipping,
                money(payment, "shipping_fee_seller_discount"),
                money(payment, "shipping_fee_platform_discount"),
                money(payment, "shipping_fee_tax"),
                money(payment, "platform_discount"),
                OTHER_FEES.stream().map(fee -> money(payment, fee)).reduce(zero(), Money::plus));
    }

    private LineItem line(JsonFields line) {
        String own = ofCurrency(line);
        if (!own.isEmpty() && !own.equals(currency)) {
            throw line.unreadable("currency"); // amounts of two currencies cannot be added
        }
        List<JsonFields> taxes = line.list("item_tax");
        return new LineItem(
                new LineItemId(line.required("id")),
                new SkuId(line.required("sku_id")),
                line.stripped("product_id"),
                line.text("product_name"),
                line.text("sku_name"),
                line.stripped("seller_sku"),
                originalPrice(line),
                money(line, "seller_discount"),
                money(line, "platform_discount"),
                taxes.stream().map(tax -> money(tax, "tax_amount")).reduce(zero(), Money::plus),
                taxes.stream()
                        .flatMap(tax -> tax.decimal("tax_rate").stream())
                        .filter(rate -> rate.signum() > 0)
                        .reduce(BigDecimal::add),
                line.isTrue("is_gift"),
                line.stripped("display_status"),
                line.stripped("tracking_number"),
                line.list("combined_listing_skus").stream()
                        .map(OrderCodec::part)
                        .toList());
    }

    /** By TikTok's own identity: sale price = original price - both discounts. */
    private Money originalPrice(JsonFields line) {
        if (line.has("original_price") || line.isTrue("is_gift") || order.isTrue("is_sample_order")) {
            return money(line, "original_price");
        }
        if (!line.has("sale_price")) {
            throw line.missing("original_price");
        }
        return money(line, "sale_price").plus(money(line, "seller_discount")).plus(money(line, "platform_discount"));
    }

    private static BundlePart part(JsonFields part) {
        SkuId sku = new SkuId(part.required("sku_id"));
        BigDecimal count = part.amount("sku_count").orElseThrow(() -> part.missing("sku_count"));
        boolean usable = count.stripTrailingZeros().scale() <= 0
                && count.signum() > 0
                && count.compareTo(BigDecimal.valueOf(MOST_OF_ONE_PART)) <= 0;
        if (!usable) {
            throw part.unreadable("sku_count");
        }
        return new BundlePart(sku, part.stripped("seller_sku"), count.intValueExact());
    }

    private static Recipient recipient(JsonFields address) {
        String region = address.stripped("region_code").toUpperCase(Locale.ROOT);
        String city = level(address, "L3");
        String town = address.stripped("post_town");
        boolean townFirst = "GB".equals(region) || city.isEmpty();
        return new Recipient(
                address.text("name"),
                address.text("first_name"),
                address.text("last_name"),
                address.text("phone_number"),
                address.stripped("address_line1", "address_detail"),
                address.text("address_line2"),
                address.text("address_line3"),
                address.text("address_line4"),
                townFirst && !town.isEmpty() ? town : city,
                level(address, "L2"),
                level(address, "L1"),
                address.text("postal_code"),
                region,
                address.object("delivery_preferences").text("drop_off_location"));
    }

    /** L0 country, L1 state, L2 county, L3 city (TikTok Shop Partner Center, changelog "Address level field"). */
    private static String level(JsonFields address, String level) {
        return address.list("district_info").stream()
                .filter(district -> level.equalsIgnoreCase(district.stripped("address_level")))
                .map(district -> district.stripped("address_name"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Money zero() {
        return Money.zero(currency);
    }

    private Money money(JsonFields fields, String name) {
        Optional<BigDecimal> amount = fields.amount(name);
        if (amount.isPresent() && amount.get().signum() != 0 && currency.isEmpty()) {
            throw order.object("payment").missing("currency");
        }
        return new Money(amount.orElse(BigDecimal.ZERO), currency);
    }

    /** The payment's currency, or its lines' where the payment names none. */
    private static String currency(JsonFields order) {
        return Stream.concat(Stream.of(order.object("payment")), order.list("line_items").stream())
                .map(OrderCodec::ofCurrency)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String ofCurrency(JsonFields fields) {
        String found = fields.stripped("currency").toUpperCase(Locale.ROOT);
        if (fields.has("currency") && !found.matches("[A-Z]{3}")) {
            throw fields.unreadable("currency");
        }
        return found;
    }
}
