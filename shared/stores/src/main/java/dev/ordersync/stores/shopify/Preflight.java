package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.store.ReadCache;
import dev.ordersync.domain.store.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What Shopify would refuse, and what a create needs to know of the shop; each may be a minute old. */
final class Preflight {
    private final ShopifyApi api;
    private final Variants variants;
    private final ReadCache<String, String> shop;
    private final ReadCache<VariantId, Stock> stock;

    /** @param limited tracked, and not to be sold below zero */
    private record Stock(boolean limited, int available) {
        private static final Stock ENDLESS = new Stock(false, 0);
    }

    Preflight(ShopifyApi api, Variants variants, InstantSource clock) {
        this.api = api;
        this.variants = variants;
        this.shop = new ReadCache<>(clock);
        this.stock = new ReadCache<>(clock);
    }

    List<Refusal> refusals(NewStoreOrder order, Freshness freshness, Deadline deadline) {
        List<Refusal> refusals = new ArrayList<>();
        String currency = currency(freshness, deadline);
        if (!currency.equals(order.currency())) {
            refusals.add(new Refusal(
                    Reason.CURRENCY_MISMATCH, Map.of("orderCurrency", order.currency(), "storeCurrency", currency)));
        }
        if (order.inventory() == Inventory.DECREMENT_OBEYING_POLICY) {
            refusals.addAll(outOfStock(order, freshness, deadline));
        }
        if (order.form() == Form.SHIPPED) {
            location(freshness, deadline); // so that a missing scope is known before the intent
        }
        return refusals;
    }

    /** Where an order that came already shipped is shipped from; empty when the shop has no location. */
    Optional<String> location(Freshness freshness, Deadline deadline) {
        return cached("location", freshness, () -> {
                    JsonNode data = api.data(Documents.LOCATIONS, ShopifyApi.object(), deadline);
                    JsonNode nodes = Json.array(Json.object(data, "locations"), "nodes");
                    String first = "";
                    for (JsonNode node : nodes) {
                        if (node.path("shipsInventory").asBoolean()) {
                            return Json.text(node, "id");
                        }
                        first = first.isEmpty() ? Json.text(node, "id") : first;
                    }
                    return first;
                })
                .transform(id -> id.isEmpty() ? Optional.empty() : Optional.of(id));
    }

    private String currency(Freshness freshness, Deadline deadline) {
        return cached("currency", freshness, () -> {
            JsonNode data = api.data(Documents.CURRENCY, ShopifyApi.object(), deadline);
            return Json.text(Json.object(data, "shop"), "currencyCode");
        });
    }

    private String cached(String what, Freshness freshness, Supplier<String> read) {
        Optional<String> known = freshness == Freshness.CACHED ? shop.get(what) : Optional.empty();
        if (known.isPresent()) {
            return known.get();
        }
        String value = read.get();
        shop.put(what, value);
        return value;
    }

    private List<Refusal> outOfStock(NewStoreOrder order, Freshness freshness, Deadline deadline) {
        Map<VariantId, Integer> wanted = new LinkedHashMap<>();
        Map<VariantId, Line> lines = new HashMap<>();
        for (Line line : order.lines()) {
            wanted.merge(line.variant().id(), line.quantity(), Integer::sum);
            lines.putIfAbsent(line.variant().id(), line);
        }
        Map<VariantId, Stock> there = stock(wanted.keySet().stream().toList(), freshness, deadline);
        List<Refusal> refusals = new ArrayList<>();
        wanted.forEach((id, quantity) -> {
            Stock known = there.getOrDefault(id, Stock.ENDLESS);
            if (known.limited() && known.available() < quantity) {
                refusals.add(new Refusal(
                        Reason.STORE_OUT_OF_STOCK, Map.of("product", CreationReader.product(lines.get(id)))));
            }
        });
        return refusals;
    }

    private Map<VariantId, Stock> stock(List<VariantId> ids, Freshness freshness, Deadline deadline) {
        Map<VariantId, Stock> there = new HashMap<>();
        if (freshness == Freshness.CACHED) {
            ids.forEach(id -> stock.get(id).ifPresent(known -> there.put(id, known)));
        }
        List<VariantId> toAsk =
                ids.stream().filter(id -> !there.containsKey(id)).toList();
        variants.nodes(Documents.STOCK, toAsk, deadline, (id, node) -> {
            boolean limited = node.path("inventoryItem").path("tracked").asBoolean()
                    && node.path("inventoryPolicy").asText("").equals("DENY")
                    && node.path("inventoryQuantity").isInt();
            Stock known =
                    limited ? new Stock(true, node.get("inventoryQuantity").intValue()) : Stock.ENDLESS;
            stock.put(id, known);
            there.put(id, known);
        });
        return there;
    }
}
