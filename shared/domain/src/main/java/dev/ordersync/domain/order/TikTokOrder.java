package dev.ordersync.domain.order;

import dev.ordersync.domain.Money;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order as TikTok has it at the moment it was read.
 *
 * @param statusText TikTok's own word, also where {@link #status} is UNKNOWN
 * @param onHoldOrder TikTok's {@code is_on_hold_order}: the order was or will be on hold; no sign of being held now
 * @param autoCancelAt TikTok's {@code shipping_due_time}: TikTok cancels an unshipped order then
 * @param shipBy TikTok's {@code rts_sla_time}
 * @param trackingNumber of the whole order; empty where only the units have theirs
 * @param lineItems at least one
 * @param orderType empty for an ordinary order, else ZERO_LOTTERY, PRE_ORDER, MADE_TO_ORDER, BACK_ORDER
 */
public record TikTokOrder(
        ShopId shop,
        OrderId id,
        OrderStatus status,
        String statusText,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> paidAt,
        String orderType,
        Optional<Instant> releaseDate,
        String userId,
        String warehouseId,
        String buyerMessage,
        boolean onHoldOrder,
        boolean sample,
        boolean cashOnDelivery,
        boolean cancelRequested,
        String replacedOrderId,
        String exchangeSourceOrderId,
        FulfillmentType fulfillmentType,
        ShippingType shippingType,
        String shippingProvider,
        String trackingNumber,
        Optional<Instant> shipBy,
        Optional<Instant> autoCancelAt,
        Payment payment,
        Recipient recipient,
        List<LineItem> lineItems) {

    /** The hour after payment in which the buyer may cancel freely (TikTok Shop Partner Center, "On hold order status"). */
    public static final Duration REMORSE = Duration.ofHours(1);

    /** TikTok moves orders off hold a little after the hour. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    public TikTokOrder {
        lineItems = List.copyOf(lineItems);
        if (lineItems.isEmpty()) {
            throw new IllegalArgumentException("order " + id + " has no line items");
        }
    }

    /** When the remorse hour began: payment, and creation where nothing was to be paid up front. */
    public Instant remorseStart() {
        return paidAt.orElse(createdAt);
    }

    /** Whether the buyer may still cancel freely: the warehouse must not ship. */
    public boolean isOnHold(Instant now) {
        return status == OrderStatus.ON_HOLD
                || status == OrderStatus.AWAITING_SHIPMENT
                        && !onHoldOrder
                        && now.isBefore(remorseStart().plus(REMORSE));
    }

    /** When the buyer can no longer cancel freely; a pre-order is held until a day before its release. */
    public Instant expectedHoldEnd() {
        Instant hour = remorseStart().plus(REMORSE).plus(GRACE);
        return releaseDate
                .filter(release -> orderType.equals("PRE_ORDER"))
                .map(release -> release.minus(Duration.ofDays(1)))
                .filter(release -> release.isAfter(hour))
                .orElse(hour);
    }

    /** Whether somebody has shipped it already, so that the store order is made as shipped. */
    public boolean isAlreadyShipped() {
        return status == OrderStatus.PARTIALLY_SHIPPING
                ? unitsLeft().stream().allMatch(this::isShipped)
                : status.isShipped(shippingType);
    }

    /** Whether some units have left and others are still to be shipped: only those become the store order. */
    public boolean isPartlyShipped() {
        return status == OrderStatus.PARTIALLY_SHIPPING && !isAlreadyShipped();
    }

    public boolean isShipped(LineItem unit) {
        return unit.isShipped(shippingType);
    }

    /** Whether it was cancelled as a whole. TikTok's order status follows its last line a little later. */
    public boolean isCancelled() {
        return status == OrderStatus.CANCELLED || unitsLeft().isEmpty();
    }

    /** Whether the buyer asks to cancel and nobody has decided yet. */
    public boolean isCancelRequestOpen() {
        return cancelRequested && !isCancelled();
    }

    /** Whether money never came: a cancelled order that was never paid must not become a store order. */
    public boolean neverPaid() {
        return paidAt.isEmpty() && !cashOnDelivery && payment.total().isPositive();
    }

    /**
     * The units that the store order is made of: without cancelled ones, unless the whole order is cancelled, and of a
     * partly shipped order those not yet shipped.
     */
    public List<LineItem> unitsToSync() {
        if (isCancelled()) {
            return lineItems;
        }
        return unitsLeft().stream()
                .filter(unit -> !isPartlyShipped() || !isShipped(unit))
                .toList();
    }

    public int cancelledUnits() {
        return lineItems.size() - unitsLeft().size();
    }

    private List<LineItem> unitsLeft() {
        return lineItems.stream().filter(unit -> !unit.isCancelled()).toList();
    }

    public Money zero() {
        return Money.zero(payment.currency());
    }

    /** Neither the buyer nor their message: what is logged of an order may not identify a person. */
    @Override
    public String toString() {
        return "TikTokOrder[" + id + " " + statusText + "]";
    }
}
