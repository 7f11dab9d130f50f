package dev.ordersync.local.sandbox.shopify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The store's orders and what may be done with them. Not safe for many threads: {@link ShopifyApi} runs one call at a
 * time.
 */
final class ShopifyOrders {

    private final ShopifyStore store;
    private final ShopifyCatalogue catalogue;
    private final InstantSource clock;
    private final Set<String> locations;
    private final OrderView views;
    private final MetafieldDefinitions definitions = new MetafieldDefinitions();
    private final OrderIndex index = new OrderIndex();
    private final Shipping shipping = new Shipping(this::nextId);
    private final Cancellations cancellations;
    private final List<StoredOrder> orders = new ArrayList<>();
    private ShopifySandbox.SecondUniqueId secondUniqueId = ShopifySandbox.SecondUniqueId.REFUSED;
    private int numbers = 1000;
    private long ids = 15_000_000_000_000L;

    ShopifyOrders(ShopifyStore store, ShopifyCatalogue catalogue, InstantSource clock, Set<String> locations) {
        this.store = store;
        this.catalogue = catalogue;
        this.clock = clock;
        this.locations = locations;
        this.views = new OrderView(store, catalogue);
        this.cancellations = new Cancellations(catalogue, this::nextId);
        // Ids grow with time, so that a sandbox started again does not repeat those of the last run.
        this.ids += now().getEpochSecond() % 1_000_000_000 * 1000;
    }

    void secondUniqueId(ShopifySandbox.SecondUniqueId treatment) {
        secondUniqueId = treatment;
    }

    OrderView views() {
        return views;
    }

    MetafieldDefinitions definitions() {
        return definitions;
    }

    OrderIndex index() {
        return index;
    }

    Cancellations cancellations() {
        return cancellations;
    }

    List<StoredOrder> all() {
        cancellations.settle(now());
        return List.copyOf(orders);
    }

    Optional<StoredOrder> find(String gid) {
        return all().stream().filter(order -> order.gid().equals(gid)).findFirst();
    }

    void delete(StoredOrder order) {
        orders.remove(order);
    }

    Map<String, Object> create(Map<String, Object> input, Map<String, Object> options) {
        OrderCreation creation = new OrderCreation(input, store, catalogue, now(), this::nextId);
        StoredOrder order = creation.read();
        List<UserError> errors = new ArrayList<>(creation.errors());
        uniqueIds(input, order, errors);
        fulfillment(input, order, errors);
        if (errors.isEmpty()) {
            takeStock(options == null ? "BYPASS" : Input.text(options, "inventoryBehaviour"), order, errors);
        }
        if (!errors.isEmpty()) {
            return payload("order", null, errors);
        }
        order.id = nextId();
        numbers++;
        if (order.name == null) {
            order.name = "#" + numbers;
        }
        orders.add(order);
        return payload("order", views.order(order), List.of());
    }

    /** A value that another order has: refused, or quietly left out, for the documentation does not say which. */
    private void uniqueIds(Map<String, Object> input, StoredOrder order, List<UserError> errors) {
        List<Map<String, Object>> given = Input.objects(input, "metafields");
        for (int i = 0; i < given.size(); i++) {
            String namespace = MetafieldDefinitions.namespace(given.get(i));
            String key = Input.text(given.get(i), "key");
            if (byCustomId(namespace, key, Input.text(given.get(i), "value")).isEmpty()) {
                continue;
            }
            if (secondUniqueId == ShopifySandbox.SecondUniqueId.REFUSED) {
                errors.add(UserError.invalid(
                        "Value has already been taken", "order", "metafields", Integer.toString(i), "value"));
            } else {
                order.metafields.remove(namespace + "." + key);
            }
        }
    }

    private void fulfillment(Map<String, Object> input, StoredOrder order, List<UserError> errors) {
        Map<String, Object> given = Input.object(input, "fulfillment");
        if (given != null && !locations.contains(Input.text(given, "locationId"))) {
            errors.add(UserError.invalid("Location does not exist", "order", "fulfillment", "locationId"));
        }
        if (given != null || "FULFILLED".equals(Input.text(input, "fulfillmentStatus"))) {
            shipping.shipWhole(order, given, now());
        }
    }

    private void takeStock(String behaviour, StoredOrder order, List<UserError> errors) {
        if (behaviour == null || behaviour.equals("BYPASS")) {
            return;
        }
        Map<ShopifyVariant, Integer> units = OrderCreation.units(order);
        boolean lacking = units.entrySet().stream()
                .anyMatch(unit -> unit.getKey().denies() && catalogue.stock(unit.getKey()) < unit.getValue());
        if (lacking && behaviour.equals("DECREMENT_OBEYING_POLICY")) {
            errors.add(new UserError(
                    "INVENTORY_CLAIM_FAILED", List.of("order", "lineItems"), "Unable to reserve inventory"));
            return;
        }
        units.forEach(catalogue::take);
        order.stockTaken = true;
    }

    /** The order with this value of a metafield that is defined as unique; without the definition there is none. */
    Optional<StoredOrder> byCustomId(String namespace, String key, String value) {
        if (!definitions.unique(namespace, key)) {
            return Optional.empty();
        }
        return all().stream()
                .filter(order -> {
                    StoredOrder.Metafield metafield = order.metafields.get(namespace + "." + key);
                    return metafield != null && metafield.value().equals(value);
                })
                .findFirst();
    }

    List<StoredOrder> search(String query, String sortKey, boolean reverse) {
        return index.search(all(), query, sortKey, reverse, now());
    }

    Map<String, Object> cancel(Map<String, Object> arguments) {
        return cancellations.cancel(find(Input.text(arguments, "orderId")), arguments, now());
    }

    Map<String, Object> job(String id) {
        return cancellations.job(id, now());
    }

    /** Overwrites what is given: tags, note and attributes as a whole. */
    Map<String, Object> update(Map<String, Object> input) {
        Optional<StoredOrder> found = find(Input.text(input, "id"));
        if (found.isEmpty()) {
            return payload("order", null, List.of(new UserError(null, List.of("id"), "Order does not exist")));
        }
        StoredOrder order = found.get();
        if (input.containsKey("tags")) {
            order.tags = new ArrayList<>(Input.texts(input, "tags"));
        }
        if (input.containsKey("customAttributes")) {
            order.attributes = new ArrayList<>(Input.objects(input, "customAttributes"));
        }
        if (input.containsKey("note")) {
            order.note = Input.text(input, "note");
        }
        if (input.containsKey("email")) {
            order.email = Input.text(input, "email");
        }
        if (input.containsKey("phone")) {
            order.phone = Input.text(input, "phone");
        }
        if (input.containsKey("poNumber")) {
            order.poNumber = Input.text(input, "poNumber");
        }
        if (input.containsKey("shippingAddress")) {
            order.shippingAddress = merged(order.shippingAddress, Input.object(input, "shippingAddress"));
        }
        for (Map<String, Object> given : Input.objects(input, "metafields")) {
            String namespace = MetafieldDefinitions.namespace(given);
            String key = Input.text(given, "key");
            order.metafields.put(
                    namespace + "." + key,
                    new StoredOrder.Metafield(
                            nextId(), namespace, key, Input.text(given, "type"), Input.text(given, "value")));
        }
        order.updatedAt = now();
        return payload("order", views.order(order), List.of());
    }

    /** What is left out stays: the documentation does not say, and this is what a careless client would not see. */
    private static Map<String, Object> merged(Map<String, Object> old, Map<String, Object> given) {
        if (old == null || given == null) {
            return given;
        }
        Map<String, Object> merged = new LinkedHashMap<>(old);
        merged.putAll(given);
        return merged;
    }

    Map<String, Object> markAsPaid(String gid) {
        Optional<StoredOrder> found = find(gid);
        if (found.isEmpty()) {
            return payload("order", null, List.of(new UserError(null, List.of("id"), "Order does not exist")));
        }
        StoredOrder order = found.get();
        if (order.financialStatus.equals("PAID") || order.cancelledAt != null) {
            return payload(
                    "order",
                    views.order(order),
                    List.of(new UserError(null, List.of("id"), "Order cannot be marked as paid.")));
        }
        order.payments.add(new StoredOrder.Payment(
                nextId(), "SALE", "SUCCESS", "manual", order.total().subtract(order.received()), now(), false));
        order.financialStatus = "PAID";
        order.updatedAt = now();
        return payload("order", views.order(order), List.of());
    }

    Map<String, Object> addTags(String gid, List<String> tags) {
        return retag(gid, order -> order.addAll(tags));
    }

    Map<String, Object> removeTags(String gid, List<String> tags) {
        return retag(gid, order -> order.removeAll(Set.copyOf(tags)));
    }

    private Map<String, Object> retag(String gid, Consumer<Set<String>> change) {
        Optional<StoredOrder> found = find(gid);
        if (found.isEmpty()) {
            return payload("node", null, List.of(new UserError(null, List.of("id"), "Resource does not exist")));
        }
        Set<String> tags = new LinkedHashSet<>(found.get().tags);
        change.accept(tags);
        found.get().tags = new ArrayList<>(tags);
        found.get().updatedAt = now();
        return payload("node", views.order(found.get()), List.of());
    }

    Map<String, Object> fulfill(Map<String, Object> input) {
        String wanted = Shipping.fulfillmentOrder(input);
        Optional<StoredOrder> order = all().stream()
                .filter(candidate -> ("gid://shopify/FulfillmentOrder/" + candidate.id).equals(wanted))
                .findFirst();
        List<UserError> errors = new ArrayList<>();
        Map<String, Object> shipment = shipping.fulfill(order, input, now(), errors)
                .map(made -> views.shipment(order.orElseThrow(), made))
                .orElse(null);
        return payload("fulfillment", shipment, errors);
    }

    Map<String, Object> define(Map<String, Object> input) {
        List<UserError> errors = new ArrayList<>();
        String key = MetafieldDefinitions.namespace(input) + "." + Input.text(input, "key");
        boolean exist = orders.stream().anyMatch(order -> order.metafields.containsKey(key));
        MetafieldDefinitions.Definition definition = definitions.create(input, exist, errors);
        return payload("createdDefinition", definition == null ? null : MetafieldDefinitions.view(definition), errors);
    }

    private long nextId() {
        return ids++;
    }

    private Instant now() {
        return clock.instant();
    }

    private static Map<String, Object> payload(String name, Map<String, Object> value, List<UserError> errors) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(name, value);
        payload.put("userErrors", UserError.views(errors));
        return payload;
    }
}
