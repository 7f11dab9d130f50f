package dev.ordersync.testing;

import dev.ordersync.domain.Money;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Payment;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds a {@link TikTokOrder}; {@link Orders} says what it is to begin with. The first {@code line} or {@code units}
 * takes the place of the default lines. The total adds up by itself unless a test gives one.
 */
public final class OrderBuilder {
    private final OrderId id;
    private ShopId shop = ShopBuilder.ID;
    private OrderStatus status = OrderStatus.AWAITING_SHIPMENT;
    private String statusText;
    private Instant createdAt = Orders.CREATED_AT;
    private Instant updatedAt = Orders.OFF_HOLD_AT;
    private Optional<Instant> paidAt = Optional.of(Orders.PAID_AT);
    private String orderType = "";
    private Optional<Instant> releaseDate = Optional.empty();
    private String buyerMessage = "Leave at the side door";
    private boolean onHoldOrder = true;
    private boolean sample;
    private boolean cashOnDelivery;
    private boolean cancelRequested;
    private String replaced = "";
    private String exchanged = "";
    private FulfillmentType fulfillmentType = FulfillmentType.SELLER;
    private ShippingType shippingType = ShippingType.SELLER;
    private String shippingProvider = "";
    private String trackingNumber = "";
    private Optional<Instant> autoCancelAt = Optional.of(Instant.ofEpochSecond(1_764_220_000));
    private String currency = "USD";
    private String shippingFee = "5.99";
    private String shippingSellerDiscount = "0.00";
    private String shippingPlatformDiscount = "5.99";
    private String shippingTax = "0.00";
    private String otherFees = "0.28";
    private Optional<String> total = Optional.empty();
    private Recipient recipient;
    private final List<LineItem> lines = new ArrayList<>();

    OrderBuilder(OrderId id) {
        this.id = id;
        this.recipient = Orders.recipient(id.value());
    }

    public OrderBuilder shop(ShopId which) {
        shop = which;
        return this;
    }

    public OrderBuilder status(OrderStatus to) {
        status = to;
        return this;
    }

    /** A status as TikTok spells it, known to us or not. */
    public OrderBuilder status(String text) {
        status = OrderStatus.of(text);
        statusText = text;
        return this;
    }

    /** When the order was placed; it is paid 12 s later. */
    public OrderBuilder createdAt(Instant at) {
        createdAt = at;
        paidAt = paidAt.map(paid -> at.plusSeconds(12));
        return this;
    }

    public OrderBuilder updatedAt(Instant at) {
        updatedAt = at;
        return this;
    }

    public OrderBuilder paidAt(Instant at) {
        paidAt = Optional.of(at);
        return this;
    }

    /** Without a time of payment, as an unpaid order, cash on delivery and one that costs nothing. */
    public OrderBuilder unpaid() {
        paidAt = Optional.empty();
        return this;
    }

    /** TikTok's order type, such as PRE_ORDER, and when the goods are released. */
    public OrderBuilder type(String type, Instant released) {
        orderType = type;
        releaseDate = Optional.ofNullable(released);
        return this;
    }

    public OrderBuilder buyerMessage(String text) {
        buyerMessage = text;
        return this;
    }

    /** TikTok's {@code is_on_hold_order}: was or will be on hold. */
    public OrderBuilder onHoldOrder(boolean was) {
        onHoldOrder = was;
        return this;
    }

    public OrderBuilder sample() {
        sample = true;
        return this;
    }

    public OrderBuilder cashOnDelivery() {
        cashOnDelivery = true;
        return unpaid();
    }

    public OrderBuilder cancelRequested() {
        cancelRequested = true;
        return this;
    }

    public OrderBuilder replaces(String order) {
        replaced = order;
        return this;
    }

    public OrderBuilder exchangedFor(String order) {
        exchanged = order;
        return this;
    }

    public OrderBuilder fulfillmentType(FulfillmentType by) {
        fulfillmentType = by;
        return this;
    }

    public OrderBuilder shippingType(ShippingType by) {
        shippingType = by;
        return this;
    }

    public OrderBuilder tracking(String carrier, String number) {
        shippingProvider = carrier;
        trackingNumber = number;
        return this;
    }

    /** TikTok's {@code shipping_due_time}. */
    public OrderBuilder autoCancelAt(Instant at) {
        autoCancelAt = Optional.ofNullable(at);
        return this;
    }

    /** The currency of what is added from here on; give it first. */
    public OrderBuilder currency(String code) {
        currency = code;
        return this;
    }

    public OrderBuilder shipping(String fee, String sellerDiscount, String platformDiscount) {
        shippingFee = fee;
        shippingSellerDiscount = sellerDiscount;
        shippingPlatformDiscount = platformDiscount;
        return this;
    }

    public OrderBuilder shippingTax(String tax) {
        shippingTax = tax;
        return this;
    }

    public OrderBuilder otherFees(String fees) {
        otherFees = fees;
        return this;
    }

    /** What the buyer paid, where it is not to add up. */
    public OrderBuilder total(String paid) {
        total = Optional.of(paid);
        return this;
    }

    /** Neither shipping nor fees: the order costs what its lines cost. */
    public OrderBuilder nothingButLines() {
        return shipping("0", "0", "0").otherFees("0");
    }

    public OrderBuilder address(Recipient to) {
        recipient = to;
        return this;
    }

    /** One unit without discount or tax. */
    public OrderBuilder line(String sku, String sellerSku, String price) {
        return line(LineBuilder.unit(sku, sellerSku, price));
    }

    /** Several units of one kind, each its own line item as TikTok has it. */
    public OrderBuilder units(int count, LineBuilder line) {
        for (int i = 0; i < count; i++) {
            line(line);
        }
        return this;
    }

    /** One unit; its line item id is the order's id and two digits of its place. */
    public OrderBuilder line(LineBuilder line) {
        lines.add(line.build(String.format("%s%02d", id, lines.size() + 1), currency));
        return this;
    }

    public TikTokOrder build() {
        if (lines.isEmpty()) {
            units(2, LineBuilder.top()).line(LineBuilder.sticker());
        }
        return new TikTokOrder(
                shop,
                id,
                status,
                statusText == null ? status.name() : statusText,
                createdAt,
                updatedAt,
                paidAt,
                orderType,
                releaseDate,
                "7021436810468230477",
                "6955005333819123123",
                buyerMessage,
                onHoldOrder,
                sample,
                cashOnDelivery,
                cancelRequested,
                replaced,
                exchanged,
                fulfillmentType,
                shippingType,
                shippingProvider,
                trackingNumber,
                Optional.of(Instant.ofEpochSecond(1_763_960_000)),
                autoCancelAt,
                payment(),
                recipient,
                lines);
    }

    private Payment payment() {
        Money fromTikTok = sum(lines.stream().map(LineItem::platformDiscount).toList());
        Money goods = sum(lines.stream()
                .map(line -> line.unitPrice().minus(line.platformDiscount()).plus(line.tax()))
                .toList());
        Money shipping = money(shippingFee).minus(money(shippingSellerDiscount)).minus(money(shippingPlatformDiscount));
        Money adding = goods.plus(shipping).plus(money(shippingTax)).plus(money(otherFees));
        return new Payment(
                currency,
                total.map(this::money).orElse(adding),
                money(shippingFee),
                money(shippingSellerDiscount),
                money(shippingPlatformDiscount),
                money(shippingTax),
                fromTikTok,
                money(otherFees));
    }

    private Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.zero(currency), Money::plus);
    }

    private Money money(String amount) {
        return Money.of(amount, currency);
    }
}
