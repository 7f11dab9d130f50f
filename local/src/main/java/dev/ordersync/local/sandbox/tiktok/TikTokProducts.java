package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import dev.ordersync.local.sandbox.SandboxServer;
import dev.ordersync.local.sandbox.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Search Products (202502) and Get Product (202309). Every shop sells the whole catalogue; all of it is on sale. */
final class TikTokProducts {
    private static final Set<String> STATUSES = Set.of(
            "ALL",
            "DRAFT",
            "PENDING",
            "FAILED",
            "ACTIVATE",
            "SELLER_DEACTIVATED",
            "PLATFORM_DEACTIVATED",
            "FREEZE",
            "DELETED");

    private final Map<String, TikTokProduct> catalogue;
    private final TikTokAnswer answer;

    /** @param catalogue by seller SKU; may change meanwhile */
    TikTokProducts(Map<String, TikTokProduct> catalogue, TikTokAnswer answer) {
        this.catalogue = catalogue;
        this.answer = answer;
    }

    Reply search(TikTokShop shop, Request request) {
        JsonNode filter;
        int size;
        int from;
        try {
            filter = SandboxServer.json(request);
            size = Integer.parseInt(request.query().getOrDefault("page_size", ""));
            from = Integer.parseInt(request.query().getOrDefault("page_token", "0"));
        } catch (Unusable | NumberFormatException e) {
            return answer.refusal(400, 36009004, "param page_size, page_token or the body is invalid");
        }
        String status = filter.path("status").asText("ALL");
        if (size < 1 || size > 100 || from < 0 || !STATUSES.contains(status)) {
            return answer.refusal(400, 36009004, "param page_size or body.status is invalid");
        }
        List<List<TikTokProduct>> products = Set.of("ALL", "ACTIVATE").contains(status)
                ? List.copyOf(byProduct().values())
                : List.of();
        int end = Math.min(products.size(), from + size);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode page = data.putArray("products");
        products.subList(Math.min(from, end), end).forEach(skus -> page.add(view(shop, skus, false)));
        data.put("next_page_token", end < products.size() ? Integer.toString(end) : "");
        data.put("total_count", products.size());
        return answer.success(data);
    }

    Reply detail(TikTokShop shop, String id) {
        List<TikTokProduct> skus = byProduct().get(id);
        return skus == null
                ? answer.refusal(400, 36009004, "param product_id is invalid")
                : answer.success(view(shop, skus, true));
    }

    private Map<String, List<TikTokProduct>> byProduct() {
        Map<String, List<TikTokProduct>> products = new TreeMap<>();
        catalogue.values().forEach(sku -> products.computeIfAbsent(sku.productId(), id -> new ArrayList<>())
                .add(sku));
        return products;
    }

    /** Only the detail names the SKUs' external ids. */
    private static ObjectNode view(TikTokShop shop, List<TikTokProduct> skus, boolean detail) {
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        product.put("id", skus.getFirst().productId());
        product.put("title", skus.getFirst().productName());
        product.put("status", "ACTIVATE");
        ArrayNode list = product.putArray("skus");
        for (TikTokProduct one : skus) {
            ObjectNode sku = list.addObject().put("id", one.skuId()).put("seller_sku", one.sellerSku());
            sku.putObject("price")
                    .put("currency", shop.region().equals("GB") ? "GBP" : "USD")
                    .put("sale_price", one.price().toPlainString())
                    .put("tax_exclusive_price", one.price().toPlainString());
            if (detail && !one.externalSkuId().isEmpty()) {
                sku.put("external_sku_id", one.externalSkuId());
            }
        }
        return product;
    }
}
