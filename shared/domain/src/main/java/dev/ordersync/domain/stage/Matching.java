package dev.ordersync.domain.stage;

import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.LinkMove;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the store variant of each SKU of one order: by the merchant's link, else by the seller SKU. Made for one check;
 * what it found is kept, so that the store order is made of the variants that were judged.
 */
public final class Matching {
    private final Store store;
    private final Catalogue catalogue;
    private final Freshness freshness;
    private List<LineMatch> found;
    private final List<LinkMove> moves = new ArrayList<>();

    public Matching(Store store, Catalogue catalogue, Freshness freshness) {
        this.store = store;
        this.catalogue = catalogue;
        this.freshness = freshness;
    }

    /** One match for each {@link Wanted} of the order, in the same order. */
    public List<LineMatch> matches(Facts facts) {
        if (found == null) {
            found = find(facts);
        }
        return found;
    }

    /** What was found so far; empty before the platform stage ran. */
    public List<LineMatch> matches() {
        return found == null ? List.of() : found;
    }

    /**
     * The links whose variant was deleted and re-created under the same SKU, to point at the new one; and those that do
     * not know their variant's SKU yet, without which they could not be healed so.
     */
    public List<LinkMove> moves() {
        return List.copyOf(moves);
    }

    private List<LineMatch> find(Facts facts) {
        List<Wanted> wanted = Wanted.of(facts.order());
        Map<VariantId, Variant> linked = linkedVariants(facts, wanted);
        boolean skuMatch = facts.shop().settings().skuMatch();
        Set<String> toAsk = new LinkedHashSet<>();
        for (Wanted each : wanted) {
            if (skuMatch) {
                Link link = facts.links().get(each.sku());
                String sku = link == null ? each.sellerSku() : link.variantSku();
                boolean gone = link != null && !linked.containsKey(link.variant());
                if (!sku.isEmpty() && (link == null || gone)) {
                    toAsk.add(sku);
                }
            }
        }
        Map<String, List<Variant>> bySku =
                toAsk.isEmpty() ? Map.of() : catalogue.bySku(facts.shop().connection(), store, toAsk, freshness);
        List<LineMatch> matches = new ArrayList<>();
        for (Wanted each : wanted) {
            Link link = facts.links().get(each.sku());
            matches.add(link == null ? bySku(each, bySku) : byLink(each, link, linked, bySku));
        }
        return List.copyOf(matches);
    }

    private Map<VariantId, Variant> linkedVariants(Facts facts, List<Wanted> wanted) {
        Set<VariantId> ids = new LinkedHashSet<>();
        for (Wanted each : wanted) {
            Optional.ofNullable(facts.links().get(each.sku()))
                    .map(Link::variant)
                    .ifPresent(ids::add);
        }
        return ids.isEmpty() ? Map.of() : catalogue.byId(facts.shop().connection(), store, ids, freshness);
    }

    private LineMatch byLink(
            Wanted wanted, Link link, Map<VariantId, Variant> linked, Map<String, List<Variant>> bySku) {
        Variant variant = linked.get(link.variant());
        if (variant != null) {
            if (link.variantSku().isEmpty() && !variant.sku().isEmpty()) {
                moves.add(new LinkMove(link, link.movedTo(variant.id(), variant.sku())));
            }
            return match(wanted, LineMatch.Kind.LINK, Optional.of(variant), List.of());
        }
        // Gone. Exactly one live variant with the SKU that the linked one had is the product, made anew.
        List<Variant> live = bySku.getOrDefault(link.variantSku(), List.of()).stream()
                .filter(Variant::live)
                .toList();
        if (live.size() == 1) {
            moves.add(new LinkMove(
                    link, link.movedTo(live.get(0).id(), live.get(0).sku())));
            return match(wanted, LineMatch.Kind.LINK, Optional.of(live.get(0)), List.of());
        }
        return match(wanted, LineMatch.Kind.DELETED, Optional.empty(), live);
    }

    private static LineMatch bySku(Wanted wanted, Map<String, List<Variant>> bySku) {
        List<Variant> candidates = candidates(bySku.getOrDefault(wanted.sellerSku(), List.of()));
        return switch (candidates.size()) {
            case 0 -> match(wanted, LineMatch.Kind.NONE, Optional.empty(), List.of());
            case 1 -> match(wanted, LineMatch.Kind.SKU, Optional.of(candidates.get(0)), List.of());
            default -> match(wanted, LineMatch.Kind.AMBIGUOUS, Optional.empty(), candidates);
        };
    }

    /** Live variants; only where there is none do drafts, archived and disabled ones count. */
    private static List<Variant> candidates(List<Variant> all) {
        Map<VariantId, Variant> distinct = new LinkedHashMap<>();
        all.forEach(variant -> distinct.put(variant.id(), variant));
        List<Variant> live = distinct.values().stream().filter(Variant::live).toList();
        return live.isEmpty() ? List.copyOf(distinct.values()) : live;
    }

    private static LineMatch match(
            Wanted wanted, LineMatch.Kind kind, Optional<Variant> variant, List<Variant> candidates) {
        return new LineMatch(wanted.sku(), wanted.sellerSku(), kind, variant, candidates);
    }
}
