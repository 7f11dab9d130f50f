package dev.ordersync.testing.draft;

import dev.ordersync.domain.Money;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.ShippingLine;
import dev.ordersync.domain.store.NewStoreOrder.Tax;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.testing.ShopBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Store orders of TikTok orders whose every SKU has a variant. */
final class Drafts {
    static final String ID = "576461413038785752";

    private Drafts() {}

    static NewStoreOrder plain(TikTokOrder order) {
        return draft(order, ShopBuilder.shop().build(), Form.PLAIN);
    }

    static NewStoreOrder british(TikTokOrder order) {
        return draft(order, ShopBuilder.shop().region("GB").build(), Form.PLAIN);
    }

    static NewStoreOrder draft(TikTokOrder order, Shop shop, Form form) {
        return StoreOrderDraft.of(order, shop, matches(order), form, 1);
    }

    static List<LineMatch> matches(TikTokOrder order) {
        Map<SkuId, LineMatch> matches = new LinkedHashMap<>();
        order.lineItems().forEach(unit -> {
            matches.put(unit.sku(), match(unit.sku(), unit.sellerSku(), true));
            unit.parts().forEach(part -> matches.put(part.sku(), match(part.sku(), part.sellerSku(), true)));
        });
        return List.copyOf(matches.values());
    }

    static LineMatch match(SkuId sku, String sellerSku, boolean physical) {
        Variant variant = new Variant(
                new VariantId("variant of " + sku), sellerSku, "Default", "Product", "ACTIVE", true, physical);
        return new LineMatch(sku, sellerSku, LineMatch.Kind.SKU, Optional.of(variant), List.of());
    }

    /** What lines, shipping, fees and taxes of the store order come to. */
    static Money sum(NewStoreOrder draft) {
        Stream<Money> lines = draft.lines().stream()
                .flatMap(line -> Stream.concat(
                        Stream.of(line.unitPrice().times(line.quantity())),
                        line.taxes().stream().map(Tax::amount)));
        Stream<Money> shipping = draft.shipping().stream()
                .flatMap((ShippingLine line) -> Stream.concat(
                        Stream.of(line.price()), line.taxes().stream().map(Tax::amount)));
        return Stream.concat(lines, shipping).reduce(Money.zero(draft.currency()), Money::plus);
    }

    static Money paid(NewStoreOrder draft) {
        return draft.payments().stream()
                .map(NewStoreOrder.Payment::amount)
                .reduce(Money.zero(draft.currency()), Money::plus);
    }
}
