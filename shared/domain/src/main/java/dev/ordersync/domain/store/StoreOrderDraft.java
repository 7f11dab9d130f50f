package dev.ordersync.domain.store;

import dev.ordersync.domain.Money;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.NewStoreOrder.Payment;
import dev.ordersync.domain.store.NewStoreOrder.PaymentState;
import dev.ordersync.domain.store.NewStoreOrder.ShippingLine;
import dev.ordersync.domain.store.NewStoreOrder.Tax;
import dev.ordersync.domain.store.NewStoreOrder.Tracking;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the store order of a TikTok order: what the seller earns, line by line, and who pays it. */
public final class StoreOrderDraft {
    public static final String TAG = "tiktok-shop";
    public static final String TAG_ON_HOLD = "tiktok-on-hold";
    public static final String TAG_SHIPPED = "tiktok-already-shipped";
    public static final String TAG_CANCELLED = "tiktok-cancelled";
    public static final String TAG_LINES_CANCELLED = "tiktok-lines-cancelled";
    public static final String TAG_CANCEL_REQUESTED = "tiktok-cancel-requested";
    private static final String PAID_BY_BUYER = "TikTok Shop";
    private static final String PAID_BY_TIKTOK = "TikTok Shop discount";
    private static final int RATE_SCALE = 4;

    private StoreOrderDraft() {}

    /**
     * @param matches one for each SKU of the order, each with its variant
     * @param generation the n-th deliberate creation
     */
    public static NewStoreOrder of(TikTokOrder order, Shop shop, List<LineMatch> matches, Form form, int generation) {
        boolean taxesIncluded = !shop.pricesExcludeTax();
        List<Line> lines = LineDraft.lines(order, matches, taxesIncluded, form != Form.CANCELLED);
        List<ShippingLine> shipping = shipping(order, taxesIncluded);
        Paid paid = paid(order, taxesIncluded);
        Money difference = difference(order, paid, lines, shipping);
        return new NewStoreOrder(
                new ExternalKey(order.id(), generation),
                order.shop(),
                form,
                order.paidAt().orElse(order.createdAt()),
                order.payment().currency(),
                taxesIncluded,
                lines,
                shipping,
                payments(paid, paymentState(order, form)),
                paymentState(order, form),
                form == Form.HELD ? Optional.empty() : AddressDraft.of(order),
                form == Form.SHIPPED ? tracking(order) : Optional.empty(),
                form == Form.CANCELLED ? Inventory.BYPASS : shop.settings().inventory(),
                tags(order, form),
                note(order, difference),
                attributes(order),
                difference);
    }

    /** Where the order goes, as the store is to have it; empty where TikTok shows nothing of it. */
    public static Optional<StoreAddress> address(TikTokOrder order) {
        return AddressDraft.of(order);
    }

    /** Units in words: "2 x Crochet Top, 1 x Sticker". */
    public static String cancelledTitles(TikTokOrder order) {
        return titles(order, LineItem::isCancelled);
    }

    private static List<ShippingLine> shipping(TikTokOrder order, boolean taxesIncluded) {
        List<ShippingLine> shipping = new ArrayList<>();
        Money price = order.payment().shippingPrice();
        Money tax = order.payment().shippingFeeTax();
        List<Tax> taxes = taxesIncluded || tax.isZero()
                ? List.of()
                : List.of(new Tax(LineDraft.TAX_TITLE, rate(tax, price), tax));
        shipping.add(new ShippingLine("TikTok shipping", price, taxes));
        if (!order.payment().otherFees().isZero()) {
            // A custom item would wait for fulfilment; a shipping line does not.
            shipping.add(new ShippingLine("TikTok fees", order.payment().otherFees(), List.of()));
        }
        return shipping;
    }

    private static BigDecimal rate(Money tax, Money price) {
        return price.isZero() ? BigDecimal.ZERO : tax.amount().divide(price.amount(), RATE_SCALE, RoundingMode.HALF_UP);
    }

    private static Money difference(TikTokOrder order, Paid paid, List<Line> lines, List<ShippingLine> shipping) {
        Money sum = order.zero();
        for (Line line : lines) {
            sum = sum.plus(line.unitPrice().times(line.quantity())).plus(total(line.taxes(), order));
        }
        for (ShippingLine line : shipping) {
            sum = sum.plus(line.price()).plus(total(line.taxes(), order));
        }
        return paid.byBuyer().plus(paid.byTikTok()).minus(sum);
    }

    private static Money total(List<Tax> taxes, TikTokOrder order) {
        return taxes.stream().map(Tax::amount).reduce(order.zero(), Money::plus);
    }

    /** Who paid what for the units of this store order. */
    private record Paid(Money byBuyer, Money byTikTok) {}

    /** What was paid for units that had left before the order came to the store is not paid for this store order. */
    private static Paid paid(TikTokOrder order, boolean taxesIncluded) {
        Money byBuyer = order.payment().total();
        Money byTikTok = order.payment().paidByTikTok();
        if (order.isPartlyShipped()) {
            for (LineItem unit : order.lineItems()) {
                if (!unit.isCancelled() && order.isShipped(unit)) {
                    byBuyer = byBuyer.minus(unit.unitPrice().minus(unit.platformDiscount()));
                    byBuyer = taxesIncluded ? byBuyer : byBuyer.minus(unit.tax());
                    byTikTok = byTikTok.minus(unit.platformDiscount());
                }
            }
        }
        return new Paid(byBuyer, byTikTok);
    }

    private static List<Payment> payments(Paid paid, PaymentState state) {
        if (state != PaymentState.PAID) {
            return List.of();
        }
        List<Payment> payments = new ArrayList<>();
        if (paid.byBuyer().isPositive()) {
            payments.add(new Payment(PAID_BY_BUYER, paid.byBuyer()));
        }
        if (paid.byTikTok().isPositive()) {
            payments.add(new Payment(PAID_BY_TIKTOK, paid.byTikTok()));
        }
        return payments;
    }

    private static PaymentState paymentState(TikTokOrder order, Form form) {
        return switch (form) {
            case CANCELLED -> PaymentState.VOIDED;
            case HELD -> PaymentState.PENDING;
            case PLAIN, SHIPPED -> order.cashOnDelivery() ? PaymentState.PENDING : PaymentState.PAID;
        };
    }

    private static Optional<Tracking> tracking(TikTokOrder order) {
        return Stream.concat(
                        Stream.of(order.trackingNumber()),
                        order.lineItems().stream().map(LineItem::trackingNumber))
                .filter(number -> !number.isEmpty())
                .findFirst()
                .map(number -> new Tracking(order.shippingProvider(), number));
    }

    private static List<String> tags(TikTokOrder order, Form form) {
        List<String> tags = new ArrayList<>();
        tags.add(TAG);
        switch (form) {
            case PLAIN -> {}
            case HELD -> tags.add(TAG_ON_HOLD);
            case SHIPPED -> tags.add(TAG_SHIPPED);
            case CANCELLED -> tags.add(TAG_CANCELLED);
        }
        if (order.isCancelRequestOpen()) {
            tags.add(TAG_CANCEL_REQUESTED);
        }
        return tags;
    }

    private static Map<String, String> attributes(TikTokOrder order) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("TikTok order", order.id().value());
        attributes.put("TikTok shop", order.shop().value());
        if (order.sample()) {
            attributes.put("TikTok sample", "yes");
        }
        return attributes;
    }

    private static String note(TikTokOrder order, Money difference) {
        List<String> lines = new ArrayList<>();
        lines.add("TikTok order " + order.id());
        addIfAny(lines, "Replaces TikTok order ", order.replacedOrderId());
        addIfAny(lines, "Exchanged for TikTok order ", order.exchangeSourceOrderId());
        addIfAny(lines, "Buyer: ", order.buyerMessage());
        addIfAny(lines, "Leave at: ", AddressDraft.clear(order.recipient().dropOff()));
        if (order.isPartlyShipped()) {
            addIfAny(lines, "Shipped before, not in this order: ", titles(order, order::isShipped));
        }
        if (!order.isCancelled()) {
            addIfAny(lines, "Cancelled on TikTok, not in this order: ", titles(order, LineItem::isCancelled));
        }
        if (!difference.isZero()) {
            lines.add("TikTok's total differs from this order's by " + difference);
        }
        return String.join("\n", lines);
    }

    private static void addIfAny(List<String> lines, String label, String text) {
        if (!text.isBlank()) {
            lines.add(label + text.strip());
        }
    }

    private static String titles(TikTokOrder order, Predicate<LineItem> which) {
        Map<String, Long> counted = order.lineItems().stream()
                .filter(which)
                .collect(Collectors.groupingBy(LineItem::productName, LinkedHashMap::new, Collectors.counting()));
        return counted.entrySet().stream()
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
