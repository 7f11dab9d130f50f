package dev.ordersync.local.sandbox.shopify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The store's orders and what may be done with them. Not safe for many threads: {@link ShopifyApi} runs one call at a
 * time.
 */
final class ShopifyOrders {

    static final Set<String> SEARCH_FIELDS = Set.of(
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

    private record Job(String id, String orderId, Instant due, boolean restock, String reason, boolean refund) {}

    private final ShopifyStore store;
    private final ShopifyCatalogue catalogue;
    private final InstantSource clock;
    private final OrderView views;
    private final MetafieldDefinitions definitions = new MetafieldDefinitions();
    private final List<StoredOrder> orders = new ArrayList<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Set<String> locations;
    private ShopifySandbox.SecondUniqueId secondUniqueId = ShopifySandbox.SecondUniqueId.REFUSED;
    private Duration indexLag = Duration.ZERO;
    private Duration cancelDelay = Duration.ZERO;
    private int numbers = 1000;
    private long ids = 15_000_000_000_000L;

    ShopifyOrders(ShopifyStore store, ShopifyCatalogue catalogue, InstantSource clock, Set<String> locations) {
        this.store = store;
        this.catalogue = catalogue;
        this.clock = clock;
        this.views = new OrderView(store, catalogue);
        this.locations = locations;
        // Ids grow with time, so that a sandbox started again does not repeat those of the last run.
        this.ids += clock.instant().getEpochSecond() % 1_000_000_000 * 1000;
    }

    void secondUniqueId(ShopifySandbox.SecondUniqueId treatment) {
        secondUniqueId = treatment;
    }

    void indexLag(Duration lag) {
        indexLag = lag;
    }

    void cancelDelay(Duration delay) {
        cancelDelay = delay;
    }

    OrderView views() {
        return views;
    }

    MetafieldDefinitions definitions() {
        return definitions;
    }

    List<StoredOrder> all() {
        settle();
        return List.copyOf(orders);
    }

    Optional<StoredOrder> find(String gid) {
        return all().stream().filter(order -> order.gid().equals(gid)).findFirst();
    }

    void delete(StoredOrder order) {
        orders.remove(order);
    }

    Map<String, Object> create(Map<String, Object> input, Map<String, Object> options) {
        OrderCreation creation = new OrderCreation(input, store, catalogue, clock.instant(), () -> ids++);
        StoredOrder order = creation.read();
        List<UserError> errors = new ArrayList<>(creation.errors());
        uniqueIds(input, order, errors);
        fulfillment(input, order, errors);
        String behaviour = options == null ? "BYPASS" : Input.text(options, "inventoryBehaviour");
        if (errors.isEmpty()) {
            stock(behaviour, order, errors);
        }
        if (!errors.isEmpty()) {
            return payload("order", null, errors);
        }
        order.id = ids++;
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
            if (definitions.unique(namespace, key)
                    && byCustomId(namespace, key, Input.text(given.get(i), "value"))
                            .isPresent()) {
                if (secondUniqueId == ShopifySandbox.SecondUniqueId.REFUSED) {
                    errors.add(UserError.invalid(
                            "Value has already been taken", "order", "metafields", Integer.toString(i), "value"));
                } else {
                    order.metafields.remove(namespace + "." + key);
                }
            }
        }
    }

    private void fulfillment(Map<String, Object> input, StoredOrder order, List<UserError> errors) {
        Map<String, Object> given = Input.object(input, "fulfillment");
        List<StoredOrder.Tracking> tracking = new ArrayList<>();
        if (given != null) {
            if (!locations.contains(Input.text(given, "locationId"))) {
                errors.add(UserError.invalid("Location does not exist", "order", "fulfillment", "locationId"));
            }
            Set<String> numbersGiven = new LinkedHashSet<>(Input.texts(given, "trackingNumbers"));
            if (given.get("trackingNumber") != null) {
                numbersGiven.add(Input.text(given, "trackingNumber"));
            }
            numbersGiven.forEach(number ->
                    tracking.add(new StoredOrder.Tracking(Input.text(given, "trackingCompany"), number, null)));
        }
        if (given != null || "FULFILLED".equals(Input.text(input, "fulfillmentStatus"))) {
            Map<Long, Integer> units = new LinkedHashMap<>();
            order.lines.forEach(line -> units.put(line.id, line.quantity));
            ship(order, units, tracking);
        }
    }

    private void stock(String behaviour, StoredOrder order, List<UserError> errors) {
        if (behaviour == null || behaviour.equals("BYPASS")) {
            return;
        }
        Map<ShopifyVariant, Integer> units = OrderCreation.units(order);
        boolean obeying = behaviour.equals("DECREMENT_OBEYING_POLICY");
        boolean short_ = units.entrySet().stream()
                .anyMatch(unit -> unit.getKey().denies() && catalogue.stock(unit.getKey()) < unit.getValue());
        if (obeying && short_) {
            errors.add(new UserError(
                    "INVENTORY_CLAIM_FAILED", List.of("order", "lineItems"), "Unable to reserve inventory"));
            return;
        }
        units.forEach(catalogue::take);
        order.stockTaken = true;
    }

    private StoredOrder.Shipment ship(
            StoredOrder order, Map<Long, Integer> units, List<StoredOrder.Tracking> tracking) {
        StoredOrder.Shipment shipment =
                new StoredOrder.Shipment(ids++, clock.instant(), "SUCCESS", List.copyOf(tracking), units);
        order.shipments.add(shipment);
        order.lines.forEach(line -> line.fulfilled += units.getOrDefault(line.id, 0));
        return shipment;
    }

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

    /** What the search index shows: an order younger than the index's lag is not there yet. */
    List<StoredOrder> search(String query, String sortKey, boolean reverse) {
        Set<String> fields = new LinkedHashSet<>(SEARCH_FIELDS);
        orders.forEach(order -> order.metafields.keySet().forEach(key -> fields.add("metafields." + key)));
        Predicate<SearchQuery.Searchable> wanted = SearchQuery.parse(query, fields);
        Instant indexed = clock.instant().minus(indexLag);
        Comparator<StoredOrder> sort = Comparator.comparing((StoredOrder order) -> switch (sortKey) {
                    case "CREATED_AT" -> order.createdAt;
                    case "UPDATED_AT" -> order.updatedAt;
                    case "PROCESSED_AT" -> order.processedAt;
                    default -> Instant.EPOCH;
                })
                .thenComparingLong(order -> order.id);
        return all().stream()
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

    /** Answers a job; the order is cancelled once it is done. */
    Map<String, Object> cancel(Map<String, Object> arguments) {
        List<UserError> errors = new ArrayList<>();
        String orderId = Input.text(arguments, "orderId");
        Optional<StoredOrder> order = find(orderId);
        String note = Input.text(arguments, "staffNote");
        if (order.isEmpty()) {
            errors.add(new UserError("NOT_FOUND", List.of("orderId"), "Order does not exist"));
        } else if (order.get().cancelledAt != null || pending(orderId)) {
            errors.add(UserError.invalid("Order has already been cancelled", "orderId"));
        } else if (order.get().shipped()) {
            errors.add(UserError.invalid("Cannot cancel an order with fulfilled line items", "orderId"));
        }
        if (note != null && note.length() > 255) {
            errors.add(UserError.invalid("Staff note is too long (maximum is 255 characters)", "staffNote"));
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("job", null);
        payload.put("orderCancelUserErrors", UserError.views(errors));
        payload.put("userErrors", UserError.views(errors));
        if (errors.isEmpty()) {
            Map<String, Object> method = Input.object(arguments, "refundMethod");
            Job job = new Job(
                    "gid://shopify/Job/" + (ids++),
                    orderId,
                    clock.instant().plus(cancelDelay),
                    Input.flag(arguments, "restock"),
                    Input.text(arguments, "reason"),
                    Input.flag(arguments, "refund")
                            || method != null && Input.flag(method, "originalPaymentMethodsRefund"));
            jobs.put(job.id(), job);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("id", job.id());
            view.put("done", false); // it has only been queued, however quick it will be
            payload.put("job", view);
        }
        return payload;
    }

    private boolean pending(String orderId) {
        return jobs.values().stream().anyMatch(job -> job.orderId().equals(orderId));
    }

    Map<String, Object> job(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            return null;
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("done", !job.due().isAfter(clock.instant()));
        return view;
    }

    /** Does the cancellations whose time has come; the store has no thread of its own. */
    private void settle() {
        for (Job job : jobs.values()) {
            orders.stream()
                    .filter(order -> order.gid().equals(job.orderId()))
                    .filter(order -> order.cancelledAt == null)
                    .filter(order -> !job.due().isAfter(clock.instant()))
                    .findFirst()
                    .ifPresent(order -> cancelled(order, job));
        }
    }

    private void cancelled(StoredOrder order, Job job) {
        order.cancelledAt = job.due();
        order.updatedAt = job.due();
        order.cancelReason = job.reason();
        if (job.restock() && order.stockTaken) {
            OrderCreation.units(order).forEach((variant, quantity) -> catalogue.take(variant, -quantity));
            order.stockTaken = false;
        }
        if (order.received().signum() == 0) {
            order.financialStatus = "VOIDED";
        } else if (job.refund()) {
            order.financialStatus = "REFUNDED";
        }
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
            order.shippingAddress = Input.object(input, "shippingAddress");
        }
        for (Map<String, Object> given : Input.objects(input, "metafields")) {
            String namespace = MetafieldDefinitions.namespace(given);
            String key = Input.text(given, "key");
            order.metafields.put(
                    namespace + "." + key,
                    new StoredOrder.Metafield(
                            ids++, namespace, key, Input.text(given, "type"), Input.text(given, "value")));
        }
        order.updatedAt = clock.instant();
        return payload("order", views.order(order), List.of());
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
                ids++, "SALE", "SUCCESS", "manual", order.total().subtract(order.received()), clock.instant(), false));
        order.financialStatus = "PAID";
        order.updatedAt = clock.instant();
        return payload("order", views.order(order), List.of());
    }

    /** Adds tags, which is additive, or removes them. */
    Map<String, Object> tags(String gid, List<String> tags, boolean add) {
        Optional<StoredOrder> found = find(gid);
        if (found.isEmpty()) {
            return payload("node", null, List.of(new UserError(null, List.of("id"), "Resource does not exist")));
        }
        Set<String> all = new LinkedHashSet<>(found.get().tags);
        if (add) {
            all.addAll(tags);
        } else {
            all.removeAll(Set.copyOf(tags));
        }
        found.get().tags = new ArrayList<>(all);
        found.get().updatedAt = clock.instant();
        return payload("node", views.order(found.get()), List.of());
    }

    Map<String, Object> fulfill(Map<String, Object> input) {
        List<Map<String, Object>> wanted = Input.objects(input, "lineItemsByFulfillmentOrder");
        Map<String, Object> info = Input.object(input, "trackingInfo");
        if (wanted.size() != 1) {
            return refusedFulfillment("Fulfillment must be of one fulfillment order");
        }
        String id = Input.text(wanted.getFirst(), "fulfillmentOrderId");
        Optional<StoredOrder> found = all().stream()
                .filter(order -> ("gid://shopify/FulfillmentOrder/" + order.id).equals(id))
                .findFirst();
        if (found.isEmpty() || found.get().cancelledAt != null) {
            return refusedFulfillment("Fulfillment order does not exist");
        }
        StoredOrder order = found.get();
        Map<Long, Integer> units = new LinkedHashMap<>();
        List<Map<String, Object>> lines = Input.objects(wanted.getFirst(), "fulfillmentOrderLineItems");
        for (StoredOrder.Line line : order.lines) {
            int open = line.requiresShipping ? line.quantity - line.fulfilled : 0;
            int quantity = lines.isEmpty()
                    ? open
                    : lines.stream()
                            .filter(given -> Objects.equals(
                                    Input.text(given, "id"), "gid://shopify/FulfillmentOrderLineItem/" + line.id))
                            .mapToInt(given -> (Integer) given.get("quantity"))
                            .sum();
            if (quantity > open) {
                return refusedFulfillment("Invalid fulfillment order line item quantity requested");
            }
            if (quantity > 0) {
                units.put(line.id, quantity);
            }
        }
        if (units.isEmpty()) {
            return refusedFulfillment("Fulfillment order has no line items left to fulfill");
        }
        StoredOrder.Shipment shipment = ship(order, units, tracking(info));
        order.updatedAt = clock.instant();
        return payload("fulfillment", views.shipment(order, shipment), List.of());
    }

    private static List<StoredOrder.Tracking> tracking(Map<String, Object> info) {
        if (info == null) {
            return List.of();
        }
        List<String> numbers = new ArrayList<>(Input.texts(info, "numbers"));
        if (info.get("number") != null) {
            numbers.addFirst(Input.text(info, "number"));
        }
        return numbers.stream()
                .map(number -> new StoredOrder.Tracking(Input.text(info, "company"), number, Input.text(info, "url")))
                .toList();
    }

    private static Map<String, Object> refusedFulfillment(String message) {
        return payload("fulfillment", null, List.of(new UserError(null, List.of("fulfillment"), message)));
    }

    Map<String, Object> define(Map<String, Object> input) {
        List<UserError> errors = new ArrayList<>();
        String key = MetafieldDefinitions.namespace(input) + "." + Input.text(input, "key");
        boolean exist = orders.stream().anyMatch(order -> order.metafields.containsKey(key));
        MetafieldDefinitions.Definition definition = definitions.create(input, exist, errors);
        return payload("createdDefinition", definition == null ? null : MetafieldDefinitions.view(definition), errors);
    }

    private static Map<String, Object> payload(String name, Map<String, Object> value, List<UserError> errors) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(name, value);
        payload.put("userErrors", UserError.views(errors));
        return payload;
    }
}
