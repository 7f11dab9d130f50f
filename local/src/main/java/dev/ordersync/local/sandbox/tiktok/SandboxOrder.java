package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An order that a buyer is about to place. Left alone it is seller-shipped, in the US, paid at the moment it is placed,
 * and on hold for the hour after; each method changes one thing and returns this.
 */
public final class SandboxOrder {

    /** Units of one SKU; each becomes a line item of its own, for TikTok has no quantity. */
    record Line(String sellerSku, int quantity, boolean gift, boolean cancelled, ObjectNode overrides) {}

    final List<Line> lines = new ArrayList<>();
    final ObjectNode overrides = JsonNodeFactory.instance.objectNode();
    String id;
    String shopId;
    Instant createdAt;
    boolean paid = true;
    Duration payAfter;
    boolean onHold = true;
    boolean sample;
    boolean cashOnDelivery;
    boolean unitedKingdom;
    String fulfillmentType = "FULFILLMENT_BY_SELLER";
    String shippingType = "SELLER";
    Instant releaseDate;
    String buyer = "7021436810468230477";
    String status;
    String trackingNumber;
    BigDecimal sellerDiscount = BigDecimal.ZERO;
    BigDecimal platformDiscount = BigDecimal.ZERO;
    BigDecimal taxPerUnit;
    BigDecimal retailDeliveryFee = BigDecimal.ZERO;

    SandboxOrder() {}

    public static SandboxOrder of(String sellerSku, int quantity) {
        return new SandboxOrder().and(sellerSku, quantity);
    }

    /** The order of 44.75 USD that the documentation of money works through: two tops, a gift, both kinds of discount. */
    public static SandboxOrder documented() {
        return of("CT-BLK-M", 2)
                .andGift("GIFT-1")
                .discounts("2.00", "3.00")
                .taxPerUnit("1.24")
                .retailDeliveryFee("0.28");
    }

    public SandboxOrder and(String sellerSku, int quantity) {
        return line(sellerSku, quantity, false, false);
    }

    public SandboxOrder andGift(String sellerSku) {
        return line(sellerSku, 1, true, false);
    }

    /** One unit more, which is cancelled already. */
    public SandboxOrder andCancelled(String sellerSku) {
        return line(sellerSku, 1, false, true);
    }

    private SandboxOrder line(String sellerSku, int quantity, boolean gift, boolean cancelled) {
        lines.add(new Line(sellerSku, quantity, gift, cancelled, JsonNodeFactory.instance.objectNode()));
        return this;
    }

    public SandboxOrder id(String orderId) {
        id = orderId;
        return this;
    }

    /** Placed in this shop; the account's first one otherwise. */
    public SandboxOrder shop(String itsId) {
        shopId = itsId;
        return this;
    }

    public SandboxOrder buyer(String userId) {
        buyer = userId;
        return this;
    }

    /** Business time; the moment of placing otherwise. An order older than its hold is placed as AWAITING_SHIPMENT. */
    public SandboxOrder createdAt(Instant time) {
        createdAt = time;
        return this;
    }

    /** UNPAID until {@link TikTokSandbox#pay}. */
    public SandboxOrder unpaid() {
        paid = false;
        return this;
    }

    /** UNPAID, and paid so long after it was created. */
    public SandboxOrder paidAfter(Duration delay) {
        paid = false;
        payAfter = delay;
        return this;
    }

    /** {@code is_on_hold_order} false: AWAITING_SHIPMENT as soon as it is paid. */
    public SandboxOrder withoutHold() {
        onHold = false;
        return this;
    }

    /** A free sample: every price zero. */
    public SandboxOrder sample() {
        sample = true;
        return this;
    }

    public SandboxOrder cashOnDelivery() {
        cashOnDelivery = true;
        return this;
    }

    /** {@code shipping_type} TIKTOK: TikTok's label, the address masked. */
    public SandboxOrder shippedByTikTok() {
        shippingType = "TIKTOK";
        return this;
    }

    /** FULFILLMENT_BY_TIKTOK: from TikTok's warehouse. */
    public SandboxOrder fulfilledByTikTok() {
        fulfillmentType = "FULFILLMENT_BY_TIKTOK";
        return shippedByTikTok();
    }

    /** {@code order_type} PRE_ORDER: on hold until its release. */
    public SandboxOrder preOrder(Instant release) {
        releaseDate = release;
        return this;
    }

    /** GBP, prices that include tax, a British address. */
    public SandboxOrder inUnitedKingdom() {
        unitedKingdom = true;
        return this;
    }

    /** Of each unit that is no gift. */
    public SandboxOrder discounts(String bySeller, String byPlatform) {
        sellerDiscount = new BigDecimal(bySeller);
        platformDiscount = new BigDecimal(byPlatform);
        return this;
    }

    /** Of each unit that is no gift; 8.25 % of its price otherwise (in the US). */
    public SandboxOrder taxPerUnit(String amount) {
        taxPerUnit = new BigDecimal(amount);
        return this;
    }

    public SandboxOrder retailDeliveryFee(String amount) {
        retailDeliveryFee = new BigDecimal(amount);
        return this;
    }

    /** Already on its way when it is first seen: AWAITING_COLLECTION, IN_TRANSIT, DELIVERED or COMPLETED. */
    public SandboxOrder shipped(String itsStatus, String number) {
        status = itsStatus;
        trackingNumber = number;
        return this;
    }

    /** Placed with this status, which then does not walk by itself; may be one that nobody documents. */
    public SandboxOrder status(String itsStatus) {
        status = itsStatus;
        return this;
    }

    /** Fields of the order document to set as they are, deep for objects; last word over everything else. */
    public SandboxOrder with(ObjectNode fields) {
        Documents.merge(overrides, fields);
        return this;
    }

    SandboxOrder andExactly(String sellerSku, ObjectNode fields) {
        lines.add(new Line(sellerSku, 1, false, false, fields));
        return this;
    }

    Optional<Duration> payAfter() {
        return Optional.ofNullable(payAfter);
    }
}
