package dev.ordersync.local.sandbox.shopify;

import graphql.GraphqlErrorException;
import graphql.schema.DataFetchingEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the schema's root fields find: objects by their ids, and searches over orders and variants. */
final class ShopifyReads {

    private static final Duration WITHOUT_ALL_ORDERS = Duration.ofDays(60);
    private static final Set<String> VARIANT_FIELDS =
            Set.of("id", "sku", "barcode", "title", "product_id", "product_status", "inventory_quantity", "managed");

    private final ShopifyState state;

    ShopifyReads(ShopifyState state) {
        this.state = state;
    }

    List<Object> nodes(List<String> ids) {
        List<Object> nodes = new ArrayList<>();
        ids.forEach(id -> nodes.add(node(id)));
        return nodes;
    }

    /** The object, or null: deleted, never there, or of a kind that the sandbox does not keep. */
    Object node(String id) {
        if (!id.matches("gid://shopify/[A-Za-z]+/[^/]+")) {
            throw GraphqlErrorException.newErrorException()
                    .message("Invalid global id '" + id + "'")
                    .extensions(Map.of("code", "argumentLiteralsIncompatible"))
                    .build();
        }
        if (id.startsWith("gid://shopify/ProductVariant/")) {
            return variant(id);
        }
        if (id.startsWith("gid://shopify/Location/")) {
            return state.location(id);
        }
        return order(id);
    }

    Map<String, Object> variant(String id) {
        return state.catalogue().find(id).map(state.catalogue()::view).orElse(null);
    }

    Map<String, Object> order(String id) {
        return state.orders()
                .find(id)
                .filter(this::young)
                .map(state.orders().views()::order)
                .orElse(null);
    }

    Map<String, Object> orderByIdentifier(DataFetchingEnvironment call) {
        Map<String, Object> identifier = call.getArgument("identifier");
        if (identifier.get("id") != null) {
            return order(Input.text(identifier, "id"));
        }
        Map<String, Object> customId = Input.object(identifier, "customId");
        String namespace = MetafieldDefinitions.namespace(customId);
        String key = Input.text(customId, "key");
        if (!state.orders().definitions().unique(namespace, key)) {
            // The error's shape is documented nowhere; integrators report this one.
            throw GraphqlErrorException.newErrorException()
                    .message("Metafield definition of type 'id' is required when using custom ids.")
                    .extensions(Map.of("code", "NOT_FOUND"))
                    .build();
        }
        Optional<StoredOrder> found = state.orders().byCustomId(namespace, key, Input.text(customId, "value"));
        return found.filter(this::young).map(state.orders().views()::order).orElse(null);
    }

    Map<String, Object> orders(DataFetchingEnvironment call) {
        return searched(() -> {
            List<StoredOrder> found = state.orders()
                    .search(
                            call.getArgument("query"),
                            call.getArgument("sortKey"),
                            Boolean.TRUE.equals(call.getArgument("reverse")));
            return Connections.page(
                    found.stream()
                            .filter(this::young)
                            .map(state.orders().views()::order)
                            .toList(),
                    call);
        });
    }

    Map<String, Object> variants(DataFetchingEnvironment call) {
        return searched(() -> {
            Predicate<SearchQuery.Searchable> wanted = SearchQuery.parse(call.getArgument("query"), VARIANT_FIELDS);
            return Connections.page(
                    state.catalogue().all().stream()
                            .filter(variant -> wanted.test(searchable(variant)))
                            .map(state.catalogue()::view)
                            .toList(),
                    call);
        });
    }

    private static Map<String, Object> searched(Supplier<Map<String, Object>> search) {
        try {
            return search.get();
        } catch (IllegalArgumentException e) {
            throw GraphqlErrorException.newErrorException()
                    .message(e.getMessage())
                    .build();
        }
    }

    private SearchQuery.Searchable searchable(ShopifyVariant variant) {
        return new SearchQuery.Searchable(
                Map.of(
                        "sku", List.of(variant.sku()),
                        "title", List.of(variant.productTitle() + " " + variant.title())),
                Map.of(
                        "id", SearchQuery.values(variant.id()),
                        "product_id", SearchQuery.values(variant.productId()),
                        "product_status", List.of(variant.status()),
                        "inventory_quantity",
                                SearchQuery.values(state.catalogue().stock(variant)),
                        "managed", SearchQuery.values(variant.tracked())));
    }

    /** Orders older than 60 days are hidden without {@code read_all_orders}. */
    private boolean young(StoredOrder order) {
        return state.grants("read_all_orders")
                || order.createdAt.isAfter(state.now().minus(WITHOUT_ALL_ORDERS));
    }
}
