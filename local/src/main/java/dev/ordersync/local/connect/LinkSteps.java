package dev.ordersync.local.connect;

import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.Directory.Existing;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.Links.Consistency;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.local.config.Configuration.LinkEntry;
import dev.ordersync.tiktok.TikTokSellerClient;
import dev.ordersync.tiktok.TikTokSellerClient.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file's links, and those that the seller has named at TikTok: where {@code external_sku_id} names a variant of the store. */
final class LinkSteps {
    private static final String LINKS = "links";
    private static final String SHOPIFY_VARIANT = "gid://shopify/ProductVariant/";
    private static final int SHOWN = 5;

    private final Directory directory;
    private final Links links;
    private final TikTokSellerClient seller;

    LinkSteps(Directory directory, Links links, TikTokSellerClient seller) {
        this.directory = directory;
        this.links = links;
        this.seller = seller;
    }

    /** Stores the file's links without asking anybody. Returns the SKUs that were not linked before. */
    List<SkuId> ofFile(Shop shop, List<LinkEntry> entries, Existing existing) {
        Map<SkuId, Link> there =
                there(shop.id(), entries.stream().map(LinkEntry::sku).toList());
        List<SkuId> linked = new ArrayList<>();
        for (LinkEntry entry : entries) {
            Optional<Link> before = Optional.ofNullable(there.get(entry.sku()));
            // Pointing a link at another variant keeps its time.
            Instant linkedAt =
                    entry.linkedAt().or(() -> before.map(Link::linkedAt)).orElse(shop.connectedAt());
            boolean same = before.filter(link -> link.variant().equals(entry.variant())
                            && link.linkedAt().equals(linkedAt))
                    .isPresent();
            boolean wanted = before.isEmpty() || existing == Existing.OVERWRITE && !same;
            if (wanted
                    && directory.putLink(shop.id(), new Link(entry.sku(), entry.variant(), "", linkedAt), existing)) {
                linked.add(entry.sku());
            }
        }
        return linked;
    }

    /** Links what is not linked yet and has a name at TikTok that the store knows. Returns the SKUs that it linked. */
    List<SkuId> proposed(Shop shop, List<Product> products, Store store, List<Finding> findings) {
        Map<SkuId, VariantId> named = new LinkedHashMap<>();
        Map<VariantId, Variant> variants;
        try {
            for (Product product : products) {
                if (!there(shop.id(), product.skus()).keySet().containsAll(product.skus())) {
                    seller.externalSkus(shop, product.id())
                            .forEach((sku, external) -> named.put(sku, variant(external)));
                }
            }
            variants = named.isEmpty() ? Map.of() : store.variantsById(List.copyOf(named.values()));
        } catch (UpstreamException why) {
            findings.add(Finding.failed(LINKS, why, "Products that are not linked are matched by their SKU."));
            return List.of();
        }
        Map<SkuId, Link> there = there(shop.id(), named.keySet());
        List<SkuId> linked = new ArrayList<>();
        int unknown = 0;
        for (Map.Entry<SkuId, VariantId> one : named.entrySet()) {
            Variant variant = variants.get(one.getValue());
            if (there.containsKey(one.getKey())) {
                continue;
            }
            if (variant == null) {
                unknown++;
                continue;
            }
            Link link = new Link(one.getKey(), variant.id(), variant.sku(), shop.connectedAt());
            if (directory.putLink(shop.id(), link, Existing.KEEP)) {
                linked.add(one.getKey());
            }
        }
        findings.add(finding(linked, unknown));
        return linked;
    }

    private static Finding finding(List<SkuId> linked, int unknown) {
        String rest = unknown == 0 ? "" : "; " + unknown + " of TikTok's external_sku_id name no variant of the store";
        if (linked.isEmpty()) {
            return Finding.ok(LINKS, "nothing to link by TikTok's external_sku_id" + rest);
        }
        String shown =
                String.join(", ", linked.stream().limit(SHOWN).map(SkuId::value).toList());
        String more = linked.size() > SHOWN ? ", ..." : "";
        return Finding.made(LINKS, linked.size() + " TikTok SKUs by their external_sku_id: " + shown + more + rest);
    }

    private Map<SkuId, Link> there(ShopId shop, Collection<SkuId> skus) {
        return skus.isEmpty() ? new HashMap<>() : links.of(shop, skus, Consistency.STRONG);
    }

    /** Sellers and their tools write the number alone, or Shopify's whole id. What is neither names no variant. */
    private static VariantId variant(String external) {
        return new VariantId(external.matches("[0-9]{1,20}") ? SHOPIFY_VARIANT + external : external);
    }
}
