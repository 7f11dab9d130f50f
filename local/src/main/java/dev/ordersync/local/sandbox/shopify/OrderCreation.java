package dev.ordersync.local.sandbox.shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * One {@code orderCreate}: reads the input into an order, and collects what Shopify would refuse. Nothing is stored and
 * no stock is taken here.
 */
final class OrderCreation {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern STATE = Pattern.compile("[A-Z]{2}");

    private final Map<String, Object> input;
    private final ShopifyStore store;
    private final ShopifyCatalogue catalogue;
    private final Instant now;
    private final LongSupplier ids;
    private final List<UserError> errors = new ArrayList<>();
    private final StoredOrder order = new StoredOrder();

    OrderCreation(
            Map<String, Object> input, ShopifyStore store, ShopifyCatalogue catalogue, Instant now, LongSupplier ids) {
        this.input = input;
        this.store = store;
        this.catalogue = catalogue;
        this.now = now;
        this.ids = ids;
    }

    List<UserError> errors() {
        return errors;
    }

    /** The order; complete only if there are no errors. */
    StoredOrder read() {
        header();
        lines();
        shipping();
        order.taxes = taxes(input, order.subtotal(), "order", "taxLines");
        if (!order.taxes.isEmpty() && order.lines.stream().anyMatch(line -> !line.taxes.isEmpty())) {
            errors.add(UserError.invalid(
                    "Tax lines can be specified on the order or on the line items, but not on both",
                    "order",
                    "taxLines"));
        }
        payments();
        metafields(Input.objects(input, "metafields"));
        customer();
        String status = Input.text(input, "financialStatus");
        order.financialStatus = status == null ? order.derivedFinancialStatus() : status;
        return order;
    }

    private void header() {
        order.createdAt = now;
        order.updatedAt = now;
        String processed = Input.text(input, "processedAt");
        Instant processedAt = processed == null ? now : Instant.parse(processed);
        order.processedAt = processedAt.isAfter(now) ? now : processedAt; // clamped since 2026-07
        order.sourceIdentifier = Input.text(input, "sourceIdentifier");
        order.sourceName = Input.text(input, "sourceName");
        order.name = Input.text(input, "name");
        order.note = Input.text(input, "note");
        order.poNumber = Input.text(input, "poNumber");
        order.test = Input.flag(input, "test");
        order.taxesIncluded = Input.flag(input, "taxesIncluded");
        order.tags.addAll(Input.texts(input, "tags"));
        order.attributes.addAll(Input.objects(input, "customAttributes"));
        order.email = checked(Input.text(input, "email"), EMAIL, "Email is invalid", "email");
        order.phone = checked(Input.text(input, "phone"), PHONE, "Phone is invalid", "phone");
        order.shippingAddress = address("shippingAddress");
        order.billingAddress = address("billingAddress");
        String currency = Input.text(input, "currency");
        if (currency != null && !currency.equals(store.currency())) {
            errors.add(UserError.invalid("Currency must be the shop's currency", "order", "currency"));
        }
    }

    private Map<String, Object> address(String field) {
        Map<String, Object> address = Input.object(input, field);
        if (address != null && "US".equals(Input.text(address, "countryCode"))) {
            checked(Input.text(address, "provinceCode"), STATE, "Province is invalid", field, "provinceCode");
        }
        return address;
    }

    private String checked(String value, Pattern pattern, String message, String... field) {
        if (value != null && !pattern.matcher(value).matches()) {
            List<String> path = new ArrayList<>(List.of("order"));
            path.addAll(List.of(field));
            errors.add(new UserError("INVALID", path, message));
        }
        return value;
    }

    private void lines() {
        List<Map<String, Object>> lines = Input.objects(input, "lineItems");
        if (lines.isEmpty()) {
            errors.add(UserError.invalid("Line items must have at least one line item", "order", "lineItems"));
        }
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), Integer.toString(i));
        }
    }

    private void line(Map<String, Object> given, String index) {
        StoredOrder.Line line = new StoredOrder.Line();
        line.id = ids.getAsLong();
        line.quantity = (Integer) given.get("quantity");
        if (line.quantity < 1) {
            errors.add(UserError.invalid("Quantity must be greater than 0", "order", "lineItems", index, "quantity"));
        }
        String variantId = Input.text(given, "variantId");
        Optional<ShopifyVariant> variant = variantId == null ? Optional.empty() : catalogue.find(variantId);
        if (variantId != null && variant.isEmpty()) {
            errors.add(UserError.invalid("Variant does not exist", "order", "lineItems", index, "variantId"));
        }
        money(given, "priceSet", "order", "lineItems", index, "priceSet");
        BigDecimal price = Input.amount(given, "priceSet");
        line.variant = variant.orElse(null);
        line.title = given.get("title") != null
                ? Input.text(given, "title")
                : variant.map(ShopifyVariant::productTitle).orElse(null);
        if (line.title == null && variantId == null) {
            errors.add(UserError.invalid("Title can't be blank", "order", "lineItems", index, "title"));
        }
        if (price == null && variantId == null) {
            errors.add(UserError.invalid("Price can't be blank", "order", "lineItems", index, "priceSet"));
        }
        line.price = price != null ? price : variant.map(ShopifyVariant::price).orElse(BigDecimal.ZERO);
        line.sku = given.get("sku") != null
                ? Input.text(given, "sku")
                : variant.map(ShopifyVariant::sku).orElse(null);
        line.variantTitle = given.get("variantTitle") != null
                ? Input.text(given, "variantTitle")
                : variant.map(ShopifyVariant::title).orElse(null);
        line.vendor = Input.text(given, "vendor");
        line.requiresShipping = Input.flag(given, "requiresShipping"); // false unless it is said
        line.taxable = Input.flag(given, "taxable");
        line.attributes = Input.objects(given, "properties").stream()
                .map(property -> Map.of("key", property.get("name"), "value", property.get("value")))
                .toList();
        line.taxes = taxes(given, line.total(), "order", "lineItems", index, "taxLines");
        order.lines.add(line);
    }

    private void shipping() {
        List<Map<String, Object>> lines = Input.objects(input, "shippingLines");
        for (int i = 0; i < lines.size(); i++) {
            Map<String, Object> given = lines.get(i);
            String index = Integer.toString(i);
            money(given, "priceSet", "order", "shippingLines", index, "priceSet");
            BigDecimal price = Input.amount(given, "priceSet");
            order.shipping.add(new StoredOrder.Shipping(
                    ids.getAsLong(),
                    Input.text(given, "title"),
                    Input.text(given, "code"),
                    Input.text(given, "source"),
                    price,
                    taxes(given, price, "order", "shippingLines", index, "taxLines")));
        }
    }

    private List<StoredOrder.Tax> taxes(Map<String, Object> given, BigDecimal base, String... field) {
        List<StoredOrder.Tax> taxes = new ArrayList<>();
        for (Map<String, Object> tax : Input.objects(given, "taxLines")) {
            money(tax, "priceSet", field);
            BigDecimal rate = new BigDecimal(Input.text(tax, "rate"));
            BigDecimal amount = Input.amount(tax, "priceSet");
            taxes.add(new StoredOrder.Tax(
                    Input.text(tax, "title"),
                    rate,
                    amount != null ? amount : base.multiply(rate).setScale(2, RoundingMode.HALF_UP),
                    Input.flag(tax, "channelLiable")));
        }
        return taxes;
    }

    private void payments() {
        List<Map<String, Object>> payments = Input.objects(input, "transactions");
        for (int i = 0; i < payments.size(); i++) {
            Map<String, Object> given = payments.get(i);
            money(given, "amountSet", "order", "transactions", Integer.toString(i), "amountSet");
            String processed = Input.text(given, "processedAt");
            order.payments.add(new StoredOrder.Payment(
                    ids.getAsLong(),
                    Input.text(given, "kind"),
                    Input.text(given, "status"),
                    Input.text(given, "gateway"),
                    Input.amount(given, "amountSet"),
                    processed == null ? order.processedAt : Instant.parse(processed),
                    Input.flag(given, "test")));
        }
    }

    private void metafields(List<Map<String, Object>> metafields) {
        for (int i = 0; i < metafields.size(); i++) {
            Map<String, Object> given = metafields.get(i);
            for (String field : List.of("key", "type", "value")) {
                if (Input.text(given, field) == null) {
                    errors.add(UserError.invalid(
                            field + " can't be blank", "order", "metafields", Integer.toString(i), field));
                }
            }
            StoredOrder.Metafield metafield = new StoredOrder.Metafield(
                    ids.getAsLong(),
                    MetafieldDefinitions.namespace(given),
                    Input.text(given, "key"),
                    Input.text(given, "type"),
                    Input.text(given, "value"));
            order.metafields.put(metafield.namespace() + "." + metafield.key(), metafield);
        }
    }

    private void customer() {
        if (input.get("customer") != null && input.get("customerId") != null) {
            errors.add(new UserError(
                    "REDUNDANT_CUSTOMER_FIELDS",
                    List.of("order", "customer"),
                    "Give customer or customerId, not both"));
        }
    }

    /** Shop money is in the shop's currency and not negative; presentment money needs its currency said on the order. */
    private void money(Map<String, Object> given, String bagField, String... field) {
        Map<String, Object> bag = Input.object(given, bagField);
        if (bag == null) {
            return;
        }
        Map<String, Object> shopMoney = Input.object(bag, "shopMoney");
        if (!store.currency().equals(Input.text(shopMoney, "currencyCode"))) {
            errors.add(UserError.invalid("Shop money must be in " + store.currency(), field));
        }
        if (new BigDecimal(Input.text(shopMoney, "amount")).signum() < 0) {
            errors.add(UserError.invalid("Price must not be negative", field));
        }
        if (bag.get("presentmentMoney") != null && input.get("presentmentCurrency") == null) {
            errors.add(UserError.invalid("Presentment currency can't be blank", "order", "presentmentCurrency"));
        }
    }

    /** The units wanted of each tracked variant. */
    static Map<ShopifyVariant, Integer> units(StoredOrder order) {
        Map<ShopifyVariant, Integer> units = new LinkedHashMap<>();
        for (StoredOrder.Line line : order.lines) {
            if (line.variant != null && line.variant.tracked()) {
                units.merge(line.variant, line.quantity, Integer::sum);
            }
        }
        return units;
    }
}
