package dev.ordersync.stores.shopify;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Payment;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.store.Variant;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A US order of two tops and a gift sticker, in which TikTok pays a part, and the store order that it becomes. */
final class SampleOrders {
    static final String ID = "576461413038785752";
    static final ExternalKey KEY = new ExternalKey(new OrderId(ID), 1);
    static final Variant TOP = variant(1, "CT-BLK-M", "Crochet Top");
    static final Variant STICKER = variant(2, "GIFT-1", "Sticker");

    private SampleOrders() {}

    static NewStoreOrder plain() {
        return draft(Form.PLAIN, "", 1);
    }

    static NewStoreOrder draft(Form form, String trackingNumber, int generation) {
        return StoreOrderDraft.of(
                tikTokOrder(trackingNumber, "Leave at the side door"), shop(), matches(), form, generation);
    }

    static NewStoreOrder with(String buyerMessage) {
        return StoreOrderDraft.of(tikTokOrder("", buyerMessage), shop(), matches(), Form.PLAIN, 1);
    }

    static NewStoreOrder obeyingTheStock() {
        NewStoreOrder order = plain();
        return new NewStoreOrder(
                order.key(),
                order.shop(),
                order.form(),
                order.placedAt(),
                order.currency(),
                order.taxesIncluded(),
                order.lines(),
                order.shipping(),
                order.payments(),
                order.paymentState(),
                order.shipTo(),
                order.tracking(),
                Settings.Inventory.DECREMENT_OBEYING_POLICY,
                order.tags(),
                order.note(),
                order.attributes(),
                order.difference());
    }

    private static Variant variant(int id, String sku, String title) {
        return new Variant(
                new VariantId("gid://shopify/ProductVariant/" + id), sku, "Default", title, "ACTIVE", true, true);
    }

    private static List<LineMatch> matches() {
        return List.of(match("2729382476852921560", TOP), match("2729382476852921999", STICKER));
    }

    private static LineMatch match(String sku, Variant variant) {
        return new LineMatch(new SkuId(sku), variant.sku(), LineMatch.Kind.SKU, Optional.of(variant), List.of(variant));
    }

    private static TikTokOrder tikTokOrder(String trackingNumber, String buyerMessage) {
        return new TikTokOrder(
                new ShopId("7494049642642441621"),
                new OrderId(ID),
                OrderStatus.AWAITING_SHIPMENT,
                "AWAITING_SHIPMENT",
                Instant.ofEpochSecond(1763700000),
                Instant.ofEpochSecond(1763703620),
                Optional.of(Instant.ofEpochSecond(1763700012)),
                "",
                Optional.empty(),
                "7021436810468230477",
                "6955005333819123123",
                buyerMessage,
                true,
                false,
                false,
                false,
                "",
                "",
                FulfillmentType.SELLER,
                ShippingType.SELLER,
                trackingNumber.isEmpty() ? "" : "USPS",
                trackingNumber,
                Optional.empty(),
                Optional.empty(),
                new Payment(
                        "USD",
                        usd("32.76"),
                        usd("5.99"),
                        usd("0.00"),
                        usd("5.99"),
                        usd("0.00"),
                        usd("6.00"),
                        usd("0.28")),
                new Recipient(
                        "Dana Example",
                        "Dana",
                        "Example",
                        "(+1)3035550123",
                        "100 Sample St",
                        "Apt 4",
                        "",
                        "",
                        "Denver",
                        "Denver",
                        "Colorado",
                        "80202",
                        "US",
                        "Side Door"),
                List.of(
                        unit("577086512123755123", "2729382476852921560", "Crochet Top", "CT-BLK-M", false),
                        unit("577086512123755124", "2729382476852921560", "Crochet Top", "CT-BLK-M", false),
                        unit("577086512123755125", "2729382476852921999", "Sticker", "GIFT-1", true)));
    }

    private static LineItem unit(String id, String sku, String name, String sellerSku, boolean gift) {
        return new LineItem(
                new LineItemId(id),
                new SkuId(sku),
                "1729582718312380123",
                name,
                "Default",
                sellerSku,
                usd(gift ? "0.00" : "20.00"),
                usd(gift ? "0.00" : "2.00"),
                usd(gift ? "0.00" : "3.00"),
                usd(gift ? "0" : "1.24"),
                gift ? Optional.empty() : Optional.of(new BigDecimal("0.0881")),
                gift,
                "AWAITING_SHIPMENT",
                "",
                List.of());
    }

    private static Shop shop() {
        return new Shop(
                new ShopId("7494049642642441621"),
                new MerchantId("m-1"),
                "A shop",
                "US",
                "cipher",
                "7494049642642441621",
                true,
                new ConnectionId("c-1"),
                Platform.SHOPIFY,
                Instant.EPOCH,
                Settings.defaults(),
                Plan.unlimited(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
