package dev.ordersync.local.sandbox.shopify;

import graphql.GraphQL;
import graphql.GraphqlErrorException;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Ties the schema's fields to the store's state, each root field behind the access scope that Shopify asks for it. */
final class ShopifySchema {

    private static final Duration WITHOUT_ALL_ORDERS = Duration.ofDays(60);
    private static final Set<String> VARIANT_FIELDS =
            Set.of("id", "sku", "barcode", "title", "product_id", "product_status", "inventory_quantity", "managed");

    private final ShopifyState state;

    ShopifySchema(ShopifyState state) {
        this.state = state;
    }

    static Reader definition() {
        InputStream resource = ShopifySchema.class.getResourceAsStream("admin.graphql");
        return new InputStreamReader(resource, StandardCharsets.UTF_8);
    }

    GraphQL build() {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        Scalars.all().forEach(wiring::scalar);
        wiring.wiringFactory(new Lists());
        for (String type : List.of("Node", "DisplayableError")) {
            wiring.type(
                    type,
                    builder -> builder.typeResolver(env -> {
                        Map<String, Object> object = env.getObject();
                        return env.getSchema().getObjectType((String) object.get("__typename"));
                    }));
        }
        wiring.type("QueryRoot", builder -> {
            queries().forEach(builder::dataFetcher);
            return builder;
        });
        wiring.type("Mutation", builder -> {
            mutations().forEach(builder::dataFetcher);
            return builder;
        });
        wiring.type("Order", builder -> builder.dataFetcher("metafield", this::metafield)
                .dataFetcher("metafields", this::metafields)
                .dataFetcher(
                        "fulfillmentOrders", scoped("read_merchant_managed_fulfillment_orders", ShopifySchema::own)));
        try (Reader definition = definition()) {
            return GraphQL.newGraphQL(new SchemaGenerator()
                            .makeExecutableSchema(new SchemaParser().parse(definition), wiring.build()))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, DataFetcher<?>> queries() {
        Map<String, DataFetcher<?>> queries = new LinkedHashMap<>();
        queries.put("shop", call -> state.shop());
        queries.put("currentAppInstallation", call -> state.installation());
        queries.put("publicApiVersions", call -> ShopifyState.versions());
        queries.put("job", call -> state.orders().job(call.getArgument("id")));
        queries.put("node", call -> node(call.getArgument("id")));
        queries.put("nodes", call -> nodes(call.getArgument("ids")));
        queries.put("order", scoped("read_orders", call -> order(call.getArgument("id"))));
        queries.put("orderByIdentifier", scoped("read_orders", this::orderByIdentifier));
        queries.put("orders", scoped("read_orders", this::orders));
        queries.put("productVariant", scoped("read_products", call -> variant(call.getArgument("id"))));
        queries.put("productVariants", scoped("read_products", this::variants));
        queries.put("location", scoped("read_locations", call -> state.location(call.getArgument("id"))));
        queries.put("locations", scoped("read_locations", call -> Connections.page(state.locations(), call)));
        queries.put(
                "metafieldDefinitions",
                scoped(
                        "read_orders",
                        call -> Connections.page(
                                state.orders()
                                        .definitions()
                                        .views(
                                                call.getArgument("ownerType"),
                                                call.getArgument("namespace"),
                                                call.getArgument("key")),
                                call)));
        queries.put(
                "webhookSubscriptions",
                call -> Connections.page(state.webhooks(call.getArgument("topics"), call.getArgument("uri")), call));
        return queries;
    }

    private Map<String, DataFetcher<?>> mutations() {
        ShopifyOrders orders = state.orders();
        Map<String, DataFetcher<?>> mutations = new LinkedHashMap<>();
        mutations.put("orderCreate", call -> orders.create(call.getArgument("order"), call.getArgument("options")));
        mutations.put("orderCancel", call -> orders.cancel(call.getArguments()));
        mutations.put("orderUpdate", call -> orders.update(call.getArgument("input")));
        mutations.put("orderMarkAsPaid", call -> {
            Map<String, Object> input = call.getArgument("input");
            return orders.markAsPaid(Input.text(input, "id"));
        });
        mutations.put("tagsAdd", call -> orders.addTags(call.getArgument("id"), call.getArgument("tags")));
        mutations.put("tagsRemove", call -> orders.removeTags(call.getArgument("id"), call.getArgument("tags")));
        mutations.put("metafieldDefinitionCreate", call -> orders.define(call.getArgument("definition")));
        mutations.replaceAll((name, fetcher) -> scoped("write_orders", fetcher));
        mutations.put(
                "fulfillmentCreate",
                scoped(
                        "write_merchant_managed_fulfillment_orders",
                        call -> orders.fulfill(call.getArgument("fulfillment"))));
        mutations.put("webhookSubscriptionCreate", call -> {
            String topic = call.getArgument("topic");
            require(topic.startsWith("FULFILLMENT") ? "read_fulfillments" : "read_orders", call);
            return state.subscribe(topic, call.getArgument("webhookSubscription"));
        });
        return mutations;
    }

    private <T> DataFetcher<T> scoped(String scope, DataFetcher<T> fetcher) {
        return call -> {
            require(scope, call);
            return fetcher.get(call);
        };
    }

    private void require(String scope, DataFetchingEnvironment call) {
        if (!state.grants(scope)) {
            throw GraphqlErrorException.newErrorException()
                    .message("Access denied for " + call.getField().getName() + " field. Required access: `" + scope
                            + "` access scope.")
                    .path(call.getExecutionStepInfo().getPath().toList())
                    .sourceLocation(call.getField().getSourceLocation())
                    .extensions(Map.of(
                            "code", "ACCESS_DENIED",
                            "documentation", "https://shopify.dev/api/usage/access-scopes",
                            "requiredAccess", "`" + scope + "` access scope."))
                    .build();
        }
    }

    private List<Object> nodes(List<String> ids) {
        List<Object> nodes = new ArrayList<>();
        ids.forEach(id -> nodes.add(node(id)));
        return nodes;
    }

    /** The object, or null: deleted, never there, or of a kind that the sandbox does not keep. */
    private Object node(String id) {
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

    private Map<String, Object> variant(String id) {
        return state.catalogue().find(id).map(state.catalogue()::view).orElse(null);
    }

    private Map<String, Object> order(String id) {
        return state.orders()
                .find(id)
                .filter(this::young)
                .map(state.orders().views()::order)
                .orElse(null);
    }

    private Map<String, Object> orderByIdentifier(DataFetchingEnvironment call) {
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

    private Map<String, Object> orders(DataFetchingEnvironment call) {
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

    private Map<String, Object> variants(DataFetchingEnvironment call) {
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

    private Object metafield(DataFetchingEnvironment call) {
        return metafieldsOf(call).stream()
                .filter(metafield -> metafield.get("key").equals(call.getArgument("key")))
                .findFirst()
                .orElse(null);
    }

    private Object metafields(DataFetchingEnvironment call) {
        return Connections.page(metafieldsOf(call), call);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> metafieldsOf(DataFetchingEnvironment call) {
        Map<String, Object> order = call.getSource();
        String namespace = call.getArgument("namespace");
        return ((List<Map<String, Object>>) order.get("metafields"))
                .stream()
                        .filter(metafield ->
                                namespace == null || metafield.get("namespace").equals(namespace))
                        .toList();
    }

    /** A list below an object, paged if the schema has it as a connection. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> own(DataFetchingEnvironment call) {
        Map<String, Object> source = call.getSource();
        return Connections.page(
                (List<Map<String, Object>>) source.get(call.getField().getName()), call);
    }

    /** Fetchers for the two ways in which the schema limits lists: connections, and plain lists with {@code first}. */
    private static final class Lists implements WiringFactory {

        @Override
        public DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment field) {
            if (connection(field.getFieldType())) {
                return ShopifySchema::own;
            }
            boolean limited = field.getFieldDefinition().getInputValueDefinitions().stream()
                    .anyMatch(argument -> argument.getName().equals("first"));
            return limited
                    ? Lists::firsts
                    : PropertyDataFetcher.fetching(field.getFieldDefinition().getName());
        }

        private static boolean connection(GraphQLType type) {
            return GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLNamedType named
                    && named.getName().endsWith("Connection");
        }

        private static Object firsts(DataFetchingEnvironment call) {
            Map<String, Object> source = call.getSource();
            List<?> all = (List<?>) source.get(call.getField().getName());
            Integer first = call.getArgument("first");
            return first == null || first >= all.size() ? all : all.subList(0, first);
        }
    }
}
