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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ties the schema's fields to the store's state, each root field behind the access scope that Shopify asks for it. */
final class ShopifySchema {

    private final ShopifyState state;
    private final ShopifyReads reads;

    ShopifySchema(ShopifyState state) {
        this.state = state;
        this.reads = new ShopifyReads(state);
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
        queries.put("node", call -> reads.node(call.getArgument("id")));
        queries.put("nodes", call -> reads.nodes(call.getArgument("ids")));
        queries.put("order", scoped("read_orders", call -> reads.order(call.getArgument("id"))));
        queries.put("orderByIdentifier", scoped("read_orders", reads::orderByIdentifier));
        queries.put("orders", scoped("read_orders", reads::orders));
        queries.put("productVariant", scoped("read_products", call -> reads.variant(call.getArgument("id"))));
        queries.put("productVariants", scoped("read_products", reads::variants));
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
