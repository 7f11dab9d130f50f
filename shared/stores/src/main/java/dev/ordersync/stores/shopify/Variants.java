package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.store.Variant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks product variants up. */
final class Variants {
    private static final Pattern GID = Pattern.compile("gid://shopify/ProductVariant/[0-9]{1,20}");
    private static final Set<String> LIVE = Set.of("ACTIVE", "UNLISTED");
    private static final int IDS_A_CALL = 100;
    private static final int SKUS_A_CALL = 10;

    /** The search also finds what is merely similar, so that one SKU may have several. */
    private static final int HITS_A_SKU = 10;

    private final ShopifyApi api;

    Variants(ShopifyApi api) {
        this.api = api;
    }

    /** Shopify's search goes by tokens and ignores case; what equals is decided here. */
    Map<String, List<Variant>> bySku(Collection<String> skus, Deadline deadline) {
        Map<String, List<Variant>> found = new HashMap<>();
        Set<String> wanted = new LinkedHashSet<>();
        for (String sku : skus) {
            found.put(sku, new ArrayList<>());
            if (!sku.isBlank()) {
                wanted.add(sku.strip());
            }
        }
        Map<String, List<Variant>> hits = new HashMap<>();
        Set<VariantId> seen = new HashSet<>();
        for (List<String> chunk : chunks(List.copyOf(wanted), SKUS_A_CALL)) {
            search(chunk, deadline).stream()
                    .filter(variant -> seen.add(variant.id()))
                    .forEach(variant -> hits.computeIfAbsent(variant.sku(), sku -> new ArrayList<>())
                            .add(variant));
        }
        found.forEach((sku, variants) -> {
            if (!sku.isBlank()) {
                variants.addAll(hits.getOrDefault(sku.strip(), List.of()));
            }
        });
        return found;
    }

    private List<Variant> search(List<String> skus, Deadline deadline) {
        String query = skus.stream().map(Variants::term).collect(Collectors.joining(" OR "));
        List<Variant> variants = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        ObjectNode variables = ShopifyApi.object().put("query", query).put("first", HITS_A_SKU * skus.size());
        while (true) {
            JsonNode page = Json.object(api.data(Documents.VARIANTS_BY_SKU, variables, deadline), "productVariants");
            for (JsonNode node : Json.array(page, "nodes")) {
                variants.add(variant(Json.text(node, "id"), node));
            }
            Optional<String> next = Json.nextPage(page);
            if (next.isEmpty()) {
                return variants;
            }
            if (!cursors.add(next.get())) {
                throw Json.incomplete("another page of variants");
            }
            variables.put("after", next.get());
        }
    }

    /** A quoted term of Shopify's search syntax (shopify.dev, "API search syntax"). */
    private static String term(String sku) {
        return "sku:" + Search.quoted(sku);
    }

    Map<VariantId, Variant> byId(Collection<VariantId> ids, Deadline deadline) {
        Map<VariantId, Variant> found = new HashMap<>();
        nodes(Documents.VARIANTS_BY_ID, ids, deadline, (id, node) -> found.put(id, variant(id.value(), node)));
        return found;
    }

    /** Asks for the ids that can be variants' at all, and gives on those that are. */
    void nodes(
            String document, Collection<VariantId> ids, Deadline deadline, BiConsumer<VariantId, JsonNode> consumer) {
        List<VariantId> askable = ids.stream()
                .distinct()
                .filter(id -> GID.matcher(id.value()).matches())
                .toList();
        for (List<VariantId> chunk : chunks(askable, IDS_A_CALL)) {
            ObjectNode variables = ShopifyApi.object();
            ArrayNode asked = variables.putArray("ids");
            chunk.forEach(id -> asked.add(id.value()));
            JsonNode nodes = Json.array(api.data(document, variables, deadline), "nodes");
            if (nodes.size() != chunk.size()) {
                throw Json.incomplete("an entry for each id");
            }
            for (int i = 0; i < chunk.size(); i++) {
                // Null is what Shopify gives for an id that is gone.
                if (nodes.get(i).path("__typename").asText("").equals("ProductVariant")) {
                    consumer.accept(chunk.get(i), nodes.get(i));
                }
            }
        }
    }

    private static Variant variant(String id, JsonNode node) {
        JsonNode product = Json.object(node, "product");
        String status = Json.text(product, "status");
        return new Variant(
                new VariantId(id),
                node.path("sku").asText("").strip(),
                node.path("title").asText(""),
                product.path("title").asText(""),
                status,
                LIVE.contains(status),
                node.path("inventoryItem").path("requiresShipping").asBoolean(true));
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return chunks;
    }
}
