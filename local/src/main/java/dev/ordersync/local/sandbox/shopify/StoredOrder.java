package dev.ordersync.local.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An order as the store keeps it. */
final class StoredOrder {

    record Tax(String title, BigDecimal rate, BigDecimal amount, boolean channelLiable) {}

    record Shipping(long id, String title, String code, String source, BigDecimal price, List<Tax> taxes) {}

    record Payment(
            long id, String kind, String status, String gateway, BigDecimal amount, Instant processedAt, boolean test) {

        boolean received() {
            return status.equals("SUCCESS") && (kind.equals("SALE") || kind.equals("CAPTURE"));
        }
    }

    record Metafield(long id, String namespace, String key, String type, String value) {}

    record Tracking(String company, String number, String url) {}

    record Shipment(long id, Instant createdAt, String status, List<Tracking> tracking, Map<Long, Integer> units) {}

    /** A line; of {@code fulfilled} the shipments keep count. */
    static final class Line {
        long id;
        ShopifyVariant variant;
        String sku;
        String title;
        String variantTitle;
        String vendor;
        int quantity;
        BigDecimal price;
        boolean requiresShipping;
        boolean taxable;
        List<Tax> taxes;
        List<Map<String, Object>> attributes;
        int fulfilled;

        BigDecimal total() {
            return price.multiply(BigDecimal.valueOf(quantity));
        }
    }

    long id;
    String name;
    Instant createdAt;
    Instant updatedAt;
    Instant processedAt;
    String sourceIdentifier;
    String sourceName;
    String note;
    String email;
    String phone;
    String poNumber;
    boolean test;
    boolean taxesIncluded;
    List<String> tags = new ArrayList<>();
    List<Map<String, Object>> attributes = new ArrayList<>();
    Map<String, Object> shippingAddress;
    Map<String, Object> billingAddress;
    List<Line> lines = new ArrayList<>();
    List<Shipping> shipping = new ArrayList<>();
    List<Tax> taxes = new ArrayList<>();
    List<Payment> payments = new ArrayList<>();
    List<Shipment> shipments = new ArrayList<>();
    Map<String, Metafield> metafields = new LinkedHashMap<>();
    String financialStatus;
    /** Whether the units were taken out of the stock, so that a cancellation may put them back. */
    boolean stockTaken;

    Instant cancelledAt;
    String cancelReason;

    String gid() {
        return "gid://shopify/Order/" + id;
    }

    BigDecimal subtotal() {
        return lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal shippingTotal() {
        return shipping.stream().map(Shipping::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<Tax> allTaxes() {
        List<Tax> all = new ArrayList<>(taxes);
        lines.forEach(line -> all.addAll(line.taxes));
        shipping.forEach(line -> all.addAll(line.taxes()));
        return all;
    }

    BigDecimal taxTotal() {
        return allTaxes().stream().map(Tax::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal total() {
        BigDecimal net = subtotal().add(shippingTotal());
        return taxesIncluded ? net : net.add(taxTotal());
    }

    BigDecimal received() {
        return payments.stream()
                .filter(Payment::received)
                .map(Payment::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    String derivedFinancialStatus() {
        BigDecimal received = received();
        if (received.compareTo(total()) >= 0) {
            return "PAID";
        }
        if (received.signum() > 0) {
            return "PARTIALLY_PAID";
        }
        boolean authorized = payments.stream().anyMatch(p -> p.kind().equals("AUTHORIZATION"));
        return authorized ? "AUTHORIZED" : "PENDING";
    }

    boolean shipped() {
        return shipments.stream().anyMatch(shipment -> shipment.status().equals("SUCCESS"));
    }

    String fulfillmentStatus() {
        int fulfilled = lines.stream().mapToInt(line -> line.fulfilled).sum();
        boolean open = lines.stream().anyMatch(line -> line.requiresShipping && line.fulfilled < line.quantity);
        if (fulfilled > 0) {
            return open ? "PARTIALLY_FULFILLED" : "FULFILLED";
        }
        return open ? "UNFULFILLED" : "FULFILLMENT_NOT_REQUIRED";
    }
}
