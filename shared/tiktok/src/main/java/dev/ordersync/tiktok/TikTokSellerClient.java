package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Shop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What connecting a shop asks of TikTok: the shops that an authorisation opens ("Get Authorized Shops", 202309), and what they
 * sell ("Search Products", 202502, and "Get Product", 202309, which alone names the store's SKU).
 */
public final class TikTokSellerClient {
    private static final String SHOPS = "/authorization/202309/shops";
    private static final String SEARCH = "/product/202502/products/search";
    private static final String PRODUCT = "/product/202309/products/";
    private static final String MOST = "100";

    private final TikTokApi api;

    public TikTokSellerClient(TikTokApi api) {
        this.api = api;
    }

    /** A shop that the authorisation opens. @param region TikTok's code */
    public record AuthorisedShop(String id, String cipher, String name, String region) {}

    /** A product on sale. @param currencies of its SKUs' prices */
    public record Product(String id, List<SkuId> skus, List<String> currencies) {}

    /** @param next goes on where the page ends; empty at the end */
    public record Page(List<Product> products, Optional<String> next) {}

    /**
     * The shops behind an authorisation.
     *
     * @throws dev.ordersync.domain.upstream.Permanent AUTH_EXPIRED where there is no token that TikTok accepts
     */
    public List<AuthorisedShop> shops(String authorisation) {
        JsonNode shops =
                list(api.get(new Vault.Key.Authorisation(authorisation), SHOPS).data(), "shops");
        List<AuthorisedShop> authorised = new ArrayList<>();
        for (JsonNode shop : shops) {
            JsonFields fields = JsonFields.of(shop);
            authorised.add(new AuthorisedShop(
                    fields.stripped("id"),
                    fields.stripped("cipher"),
                    fields.stripped("name"),
                    fields.stripped("region")));
        }
        return authorised;
    }

    /** What the shop has on sale, a page of it. */
    public Page products(Shop shop, Optional<String> page) {
        Map<String, String> query = new HashMap<>(Map.of("page_size", MOST));
        page.ifPresent(token -> query.put("page_token", token));
        JsonNode filter = JsonNodeFactory.instance.objectNode().put("status", "ACTIVATE");
        JsonNode data = api.post(shop, SEARCH, query, filter).data();
        List<Product> products = new ArrayList<>();
        for (JsonNode product : list(data, "products")) {
            JsonFields fields = JsonFields.of(product);
            List<SkuId> skus = new ArrayList<>();
            List<String> currencies = new ArrayList<>();
            for (JsonFields sku : fields.list("skus")) {
                skuId(sku).ifPresent(skus::add);
                currencies.add(sku.object("price").stripped("currency"));
            }
            products.add(new Product(
                    fields.stripped("id"),
                    skus,
                    currencies.stream()
                            .filter(currency -> !currency.isEmpty())
                            .distinct()
                            .toList()));
        }
        String next = JsonFields.of(data).stripped("next_page_token");
        return new Page(products, Optional.of(next).filter(token -> !token.isEmpty()));
    }

    /** What the seller says that a product's SKUs are called elsewhere; those of which nothing is said are not in it. */
    public Map<SkuId, String> externalSkus(Shop shop, String product) {
        JsonFields data =
                JsonFields.of(api.get(shop, PRODUCT + product, Map.of()).data());
        Map<SkuId, String> external = new HashMap<>();
        for (JsonFields sku : data.list("skus")) {
            String name = sku.stripped("external_sku_id");
            if (!name.isEmpty()) {
                skuId(sku).ifPresent(id -> external.put(id, name));
            }
        }
        return external;
    }

    private static Optional<SkuId> skuId(JsonFields sku) {
        return Optional.of(sku.stripped("id"))
                .filter(id -> id.matches("[0-9]{1,20}"))
                .map(SkuId::new);
    }

    private static JsonNode list(JsonNode data, String name) {
        JsonNode list = data.path(name);
        if (!list.isArray() && !list.isNull() && !list.isMissingNode()) {
            throw TikTokErrors.unavailable("TikTok's list of " + name + " is no list");
        }
        return list;
    }
}
