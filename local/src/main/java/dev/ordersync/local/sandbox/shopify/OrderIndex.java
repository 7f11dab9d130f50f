package dev.ordersync.local.sandbox.shopify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The search index behind {@code orders(query:)}: it may lag behind what look-ups by id already show. */
final class OrderIndex {

    private static final Set<String> FIELDS = Set.of(
            "id",
            "name",
            "source_identifier",
            "source_name",
            "tag",
            "email",
            "created_at",
            "updated_at",
            "processed_at",
            "financial_status",
            "fulfillment_status",
            "status");

    private Duration lag = Duration.ZERO;

    void lag(Duration behind) {
        lag = behind;
    }

    /** Throws IllegalArgumentException for a query that it cannot read. */
    List<StoredOrder> search(List<StoredOrder> orders, String query, String sortKey, boolean reverse, Instant now) {
        Set<String> fields = new LinkedHashSet<>(FIELDS);
        orders.forEach(order -> order.metafields.keySet().forEach(key -> fields.add("metafields." + key)));
        Predicate<SearchQuery.Searchable> wanted = SearchQuery.parse(query, fields);
        Instant indexed = now.minus(lag);
        Comparator<StoredOrder> sort = Comparator.comparing((StoredOrder order) -> switch (sortKey) {
                    case "CREATED_AT" -> order.createdAt;
                    case "UPDATED_AT" -> order.updatedAt;
                    case "PROCESSED_AT" -> order.processedAt;
                    default -> Instant.EPOCH;
                })
                .thenComparingLong(order -> order.id);
        return orders.stream()
                .filter(order -> !order.createdAt.isAfter(indexed))
                .filter(order -> wanted.test(searchable(order)))
                .sorted(reverse ? sort.reversed() : sort)
                .toList();
    }

    private static SearchQuery.Searchable searchable(StoredOrder order) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        texts.put("name", SearchQuery.values(order.name));
        texts.put("source_identifier", SearchQuery.values(order.sourceIdentifier));
        texts.put("email", SearchQuery.values(order.email));
        Map<String, List<String>> exact = new LinkedHashMap<>();
        exact.put("id", SearchQuery.values(order.id));
        exact.put("tag", order.tags);
        exact.put("source_name", SearchQuery.values(order.sourceName));
        exact.put("created_at", SearchQuery.values(order.createdAt));
        exact.put("updated_at", SearchQuery.values(order.updatedAt));
        exact.put("processed_at", SearchQuery.values(order.processedAt));
        exact.put("financial_status", SearchQuery.values(order.financialStatus));
        exact.put("fulfillment_status", SearchQuery.values(order.fulfillmentStatus()));
        exact.put("status", List.of(order.cancelledAt == null ? "open" : "cancelled"));
        order.metafields.forEach((key, metafield) -> exact.put("metafields." + key, List.of(metafield.value())));
        return new SearchQuery.Searchable(texts, exact);
    }
}
