package dev.ordersync.domain.stage;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.LineItem.BundlePart;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A TikTok SKU that an order needs a store variant for; a bundle needs one for each of its parts. */
public record Wanted(SkuId sku, String sellerSku, String title) {
    /** The SKUs of the units to sync, each once, in TikTok's line order. */
    public static List<Wanted> of(TikTokOrder order) {
        Map<SkuId, Wanted> wanted = new LinkedHashMap<>();
        for (LineItem unit : order.unitsToSync()) {
            if (unit.parts().isEmpty()) {
                wanted.putIfAbsent(unit.sku(), new Wanted(unit.sku(), unit.sellerSku(), unit.productName()));
            }
            for (BundlePart part : unit.parts()) {
                wanted.putIfAbsent(part.sku(), new Wanted(part.sku(), part.sellerSku(), unit.productName()));
            }
        }
        return List.copyOf(wanted.values());
    }

    Map<String, String> args() {
        String shown = sellerSku.isEmpty() ? "none" : sellerSku;
        return Map.of("sku", sku.value(), "sellerSku", Words.cut(shown, 60), "title", Words.cut(title, 100));
    }
}
