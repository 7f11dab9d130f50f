package dev.ordersync.stores.shopify;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.util.List;
import java.util.Optional;

/** A US order of two tops and a gift sticker, in which TikTok pays a part, and the store order that it becomes. */
final class SampleOrders {
    static final String ID = "576461413038785752";
    static final ExternalKey KEY = new ExternalKey(new OrderId(ID), 1);

    private static final Recipient DANA = new Recipient(
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
            "Side Door");
    private static final List<LineMatch> MATCHES = List.of(
            new LineMatch(
                    LineBuilder.TOP,
                    "CT-BLK-M",
                    LineMatch.Kind.SKU,
                    Optional.of(variant(1, "CT-BLK-M", "Crochet Top")),
                    List.of()),
            new LineMatch(
                    LineBuilder.STICKER,
                    "GIFT-1",
                    LineMatch.Kind.SKU,
                    Optional.of(variant(2, "GIFT-1", "Sticker")),
                    List.of()));

    private SampleOrders() {}

    static NewStoreOrder plain() {
        return of(Form.PLAIN);
    }

    static NewStoreOrder of(Form form) {
        return draft(Orders.order(ID), ShopBuilder.shop(), form, 1);
    }

    static NewStoreOrder shipped(String carrier, String number) {
        return draft(Orders.order(ID).tracking(carrier, number), ShopBuilder.shop(), Form.SHIPPED, 1);
    }

    static NewStoreOrder secondGeneration() {
        return draft(Orders.order(ID), ShopBuilder.shop(), Form.PLAIN, 2);
    }

    static NewStoreOrder withBuyerMessage(String text) {
        return draft(Orders.order(ID).buyerMessage(text), ShopBuilder.shop(), Form.PLAIN, 1);
    }

    static NewStoreOrder obeyingTheStock() {
        return draft(Orders.order(ID), ShopBuilder.shop().inventory(Inventory.DECREMENT_OBEYING_POLICY), Form.PLAIN, 1);
    }

    /** One that no code of ours makes: it says nothing of its stock. */
    static NewStoreOrder impossible() {
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
                null,
                order.tags(),
                order.note(),
                order.attributes(),
                order.difference());
    }

    private static NewStoreOrder draft(OrderBuilder order, ShopBuilder shop, Form form, int generation) {
        return StoreOrderDraft.of(order.address(DANA).build(), shop.build(), MATCHES, form, generation);
    }

    private static Variant variant(int id, String sku, String title) {
        return new Variant(
                new VariantId("gid://shopify/ProductVariant/" + id), sku, "Default", title, "ACTIVE", true, true);
    }
}
