package dev.ordersync.stores.shopify;

import java.util.List;

/**
 * Everything that is ever asked of Shopify. No customer and no address is read; a note, which may quote the buyer, is read
 * only to be added to. Page sizes keep each document's cost below
 * the 1,000 points that one query may cost (shopify.dev, "API limits").
 */
final class Documents {
    private static final String LINES = """
            {
              nodes { id sku quantity variant { id } customAttributes { key value } }
              pageInfo { hasNextPage endCursor }
            }""";

    private static final String ORDER_FIELDS =
            "id name createdAt cancelledAt displayFulfillmentStatus canMarkAsPaid tags note sourceIdentifier";

    private static final String VARIANT_FIELDS =
            "id sku title product { title status } inventoryItem { requiresShipping }";

    static final String CREATE_ORDER = """
            mutation CreateOrder($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
              orderCreate(order: $order, options: $options) {
                order { %s lineItems(first: 100) %s }
                userErrors { field message code }
              }
            }""".formatted(ORDER_FIELDS, LINES);

    static final String ORDER = """
            query Order($id: ID!, $after: String) {
              order(id: $id) { %s lineItems(first: 100, after: $after) %s }
            }""".formatted(ORDER_FIELDS, LINES);

    static final String ORDER_BY_CUSTOM_ID = """
            query OrderByCustomId($customId: UniqueMetafieldValueInput!) {
              orderByIdentifier(identifier: { customId: $customId }) { id }
            }""";

    static final String ORDERS = """
            query Orders($query: String!, $after: String) {
              orders(first: 50, after: $after, query: $query, sortKey: CREATED_AT) {
                nodes { id sourceIdentifier }
                pageInfo { hasNextPage endCursor }
              }
            }""";

    /** 250 is the most that a page may hold; it costs about as many points, of a bucket of 2,000 or more. */
    static final String ORDERS_BY_TIME = """
            query OrdersByTime($query: String!, $after: String) {
              orders(first: 250, after: $after, query: $query, sortKey: CREATED_AT) {
                nodes { id createdAt sourceIdentifier }
                pageInfo { hasNextPage endCursor }
              }
            }""";

    static final String CANCEL_ORDER = """
            mutation CancelOrder($orderId: ID!, $restock: Boolean!, $staffNote: String) {
              orderCancel(
                orderId: $orderId, reason: OTHER, restock: $restock, notifyCustomer: false, staffNote: $staffNote
              ) {
                job { id done }
                orderCancelUserErrors { field message code }
              }
            }""";

    /** Overwrites what the input names, and nothing else. */
    static final String UPDATE_ORDER = """
            mutation UpdateOrder($input: OrderInput!) {
              orderUpdate(input: $input) { order { id } userErrors { field message } }
            }""";

    static final String MARK_PAID = """
            mutation MarkPaid($input: OrderMarkAsPaidInput!) {
              orderMarkAsPaid(input: $input) { order { id } userErrors { field message } }
            }""";

    static final String ADD_TAGS = """
            mutation AddTags($id: ID!, $tags: [String!]!) {
              tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } }
            }""";

    static final String REMOVE_TAGS = """
            mutation RemoveTags($id: ID!, $tags: [String!]!) {
              tagsRemove(id: $id, tags: $tags) { node { id } userErrors { field message } }
            }""";

    static final String VARIANTS_BY_SKU = """
            query VariantsBySku($query: String!, $first: Int!, $after: String) {
              productVariants(first: $first, after: $after, query: $query) {
                nodes { %s }
                pageInfo { hasNextPage endCursor }
              }
            }""".formatted(VARIANT_FIELDS);

    static final String VARIANTS_BY_ID = """
            query VariantsById($ids: [ID!]!) {
              nodes(ids: $ids) { __typename ... on ProductVariant { %s } }
            }""".formatted(VARIANT_FIELDS);

    static final String CURRENCY = "query Currency { shop { currencyCode } }";

    static final String STOCK = """
            query Stock($ids: [ID!]!) {
              nodes(ids: $ids) {
                __typename
                ... on ProductVariant { inventoryQuantity inventoryPolicy inventoryItem { tracked } }
              }
            }""";

    static final String LOCATIONS = "query Locations { locations(first: 50) { nodes { id shipsInventory } } }";

    static final String ACCESS = """
            query Access {
              shop { name currencyCode }
              currentAppInstallation { accessScopes { handle } }
            }""";

    static final String DEFINITIONS = """
            query Definitions($namespace: String!, $key: String!) {
              metafieldDefinitions(first: 1, ownerType: ORDER, namespace: $namespace, key: $key) {
                nodes { type { name } }
              }
            }""";

    static final String DEFINE = """
            mutation Define($definition: MetafieldDefinitionInput!) {
              metafieldDefinitionCreate(definition: $definition) {
                createdDefinition { id }
                userErrors { field message code }
              }
            }""";

    static final String SUBSCRIPTIONS = """
            query Subscriptions($topics: [WebhookSubscriptionTopic!]!, $uri: String!) {
              webhookSubscriptions(first: 100, topics: $topics, uri: $uri) { nodes { topic } }
            }""";

    static final String SUBSCRIBE = """
            mutation Subscribe($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
              webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) {
                webhookSubscription { id }
                userErrors { field message }
              }
            }""";

    /** For the test that holds each against Shopify's schema. */
    static final List<String> ALL = List.of(
            CREATE_ORDER,
            ORDER,
            ORDER_BY_CUSTOM_ID,
            ORDERS,
            ORDERS_BY_TIME,
            CANCEL_ORDER,
            UPDATE_ORDER,
            MARK_PAID,
            ADD_TAGS,
            REMOVE_TAGS,
            VARIANTS_BY_SKU,
            VARIANTS_BY_ID,
            CURRENCY,
            STOCK,
            LOCATIONS,
            ACCESS,
            DEFINITIONS,
            DEFINE,
            SUBSCRIPTIONS,
            SUBSCRIBE);

    private Documents() {}
}
