package dev.ordersync.testing.fake;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Stores;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.OrderList;
import dev.ordersync.domain.store.Refusal;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A store in memory, and the only store of every shop. */
public final class FakeStore implements Store, Stores {
    private final InstantSource clock;
    private final SecondCreate secondCreate;
    private final Map<VariantId, Variant> variants = new LinkedHashMap<>();
    private final Map<StoreOrderId, StoreOrder> orders = new LinkedHashMap<>();
    private final Map<StoreOrderId, StoreAddress> addresses = new HashMap<>();
    private final Map<StoreOrderId, Restock> restocked = new HashMap<>();
    private final Map<StoreOrderId, NewStoreOrder> asAsked = new HashMap<>();
    private final Deque<Function<NewStoreOrder, Creation>> nextCreates = new ArrayDeque<>();
    private final Deque<UpstreamException> readFailures = new ArrayDeque<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int ordersMade;
    private int creates;
    private int cancels;

    /** What the store does when an order with a key that it has is created once more. */
    public enum SecondCreate {
        /** As Shopify does with a unique metafield. */
        REFUSED,
        /** As WooCommerce and BigCommerce do. */
        DONE
    }

    public FakeStore(InstantSource clock, SecondCreate secondCreate) {
        this.clock = clock;
        this.secondCreate = secondCreate;
    }

    public synchronized FakeStore put(Variant variant) {
        variants.put(variant.id(), variant);
        return this;
    }

    /** A live variant, its product named after its SKU. */
    public FakeStore variant(String id, String sku) {
        return put(new Variant(new VariantId(id), sku, "Default", "Product " + sku, "ACTIVE", true, true));
    }

    public synchronized void remove(VariantId id) {
        variants.remove(id);
    }

    /** The next create call does this instead; {@link #make} does the work. */
    public synchronized FakeStore nextCreate(Function<NewStoreOrder, Creation> answer) {
        nextCreates.add(answer);
        return this;
    }

    /** The next read of any kind fails like this. */
    public synchronized FakeStore failNextRead(UpstreamException failure) {
        readFailures.add(failure);
        return this;
    }

    /** The preflight says so from now on. */
    public synchronized FakeStore refuse(Refusal refusal) {
        refusals.add(refusal);
        return this;
    }

    public synchronized List<StoreOrder> orders() {
        return List.copyOf(orders.values());
    }

    /** The orders with this key: one, if all is well. */
    public synchronized List<StoreOrder> orders(ExternalKey key) {
        return orders.values().stream()
                .filter(order -> order.key().equals(Optional.of(key)))
                .toList();
    }

    public synchronized NewStoreOrder asked(StoreOrderId id) {
        return asAsked.get(id);
    }

    /** An order that came to the store in another way than by {@link #create}. */
    public synchronized FakeStore put(StoreOrder order) {
        orders.put(order.id(), order);
        return this;
    }

    public synchronized void delete(StoreOrderId id) {
        orders.remove(id);
    }

    /** How often create was called. */
    public synchronized int creates() {
        return creates;
    }

    public synchronized int cancels() {
        return cancels;
    }

    @Override
    public Store of(Shop shop) {
        return this;
    }

    @Override
    public synchronized Map<String, List<Variant>> variantsBySku(Collection<String> skus) {
        failIfAsked();
        Map<String, List<Variant>> found = new HashMap<>();
        for (String sku : skus) {
            found.put(
                    sku,
                    variants.values().stream()
                            .filter(variant -> variant.sku().equals(sku))
                            .toList());
        }
        return found;
    }

    @Override
    public synchronized Map<VariantId, Variant> variantsById(Collection<VariantId> ids) {
        failIfAsked();
        Map<VariantId, Variant> found = new HashMap<>(variants);
        found.keySet().retainAll(ids);
        return found;
    }

    @Override
    public synchronized List<Refusal> preflight(NewStoreOrder order, Freshness freshness) {
        failIfAsked();
        return List.copyOf(refusals);
    }

    @Override
    public synchronized Creation create(NewStoreOrder order) {
        creates++;
        if (!nextCreates.isEmpty()) {
            return nextCreates.remove().apply(order);
        }
        if (secondCreate == SecondCreate.REFUSED && !orders(order.key()).isEmpty()) {
            // The shape of this error is undocumented, so an adapter may not call it a known outcome.
            return new Creation.Unknown("the key is taken");
        }
        return new Creation.Created(make(order));
    }

    /** Creates the order, whatever the caller is told about it. */
    public synchronized StoreOrder make(NewStoreOrder order) {
        ordersMade++;
        StoreOrderId id = new StoreOrderId("order-" + ordersMade);
        List<StoreOrder.Line> lines = IntStream.range(0, order.lines().size())
                .mapToObj(i -> line(id, i, order.lines().get(i)))
                .toList();
        StoreOrder made = new StoreOrder(
                id,
                "#" + (1000 + ordersMade),
                Optional.of(order.key()),
                clock.instant(),
                false,
                order.form() == Form.SHIPPED,
                order.paymentState() == NewStoreOrder.PaymentState.PENDING,
                order.tags(),
                order.note(),
                lines);
        orders.put(id, made);
        order.shipTo().ifPresent(address -> addresses.put(id, address));
        asAsked.put(id, order);
        return made;
    }

    private static StoreOrder.Line line(StoreOrderId order, int index, NewStoreOrder.Line line) {
        return new StoreOrder.Line(
                order + "/" + index,
                Optional.of(line.variant().id()),
                line.variant().sku(),
                line.quantity(),
                line.lineItemIds());
    }

    @Override
    public synchronized List<StoreOrder> find(ExternalKey key, Instant since) {
        failIfAsked();
        return orders(key).stream()
                .sorted(Comparator.comparing(StoreOrder::createdAt))
                .toList();
    }

    /** Two orders a page. */
    @Override
    public synchronized OrderList createdBetween(Instant from, Instant until, Optional<String> next) {
        failIfAsked();
        int start = next.map(Integer::parseInt).orElse(0);
        List<OrderList.Entry> all = orders.values().stream()
                .filter(order ->
                        !order.createdAt().isBefore(from) && order.createdAt().isBefore(until))
                .sorted(Comparator.comparing(StoreOrder::createdAt))
                .map(order -> new OrderList.Entry(order.id(), order.key(), order.createdAt()))
                .toList();
        int end = Math.min(start + 2, all.size());
        return new OrderList(
                all.subList(Math.min(start, end), end),
                end < all.size() ? Optional.of(String.valueOf(end)) : Optional.empty());
    }

    @Override
    public synchronized Optional<StoreOrder> read(StoreOrderId id) {
        failIfAsked();
        return Optional.ofNullable(orders.get(id));
    }

    @Override
    public synchronized void cancel(StoreOrderId id, Restock restock) {
        failIfAsked();
        cancels++;
        StoreOrder order = existing(id);
        if (order.shipped() && !order.cancelled()) {
            throw refused("it is shipped");
        }
        if (!order.cancelled()) {
            restocked.put(id, restock);
        }
        orders.put(id, changed(order, true, order.shipped(), order.payable(), order.tags(), order.note()));
    }

    @Override
    public synchronized void updateAddress(StoreOrderId id, StoreAddress address) {
        failIfAsked();
        existing(id);
        addresses.put(id, address);
    }

    @Override
    public synchronized void markPaid(StoreOrderId id) {
        failIfAsked();
        StoreOrder order = existing(id);
        orders.put(id, changed(order, order.cancelled(), order.shipped(), false, order.tags(), order.note()));
    }

    @Override
    public synchronized void addTags(StoreOrderId id, List<String> tags) {
        failIfAsked();
        StoreOrder order = existing(id);
        Set<String> all = new LinkedHashSet<>(order.tags());
        all.addAll(tags);
        retag(order, all);
    }

    @Override
    public synchronized void removeTags(StoreOrderId id, List<String> tags) {
        failIfAsked();
        StoreOrder order = existing(id);
        Set<String> left = new LinkedHashSet<>(order.tags());
        left.removeAll(Set.copyOf(tags));
        retag(order, left);
    }

    private void retag(StoreOrder order, Set<String> tags) {
        orders.put(
                order.id(),
                changed(order, order.cancelled(), order.shipped(), order.payable(), List.copyOf(tags), order.note()));
    }

    /** As WooCommerce does: a second note is a second note, so only reading first keeps it from being said twice. */
    @Override
    public synchronized void addNote(StoreOrder before, String note) {
        failIfAsked();
        StoreOrder order = existing(before.id());
        String notes = order.note().isEmpty() ? note : order.note() + "\n" + note;
        orders.put(
                order.id(), changed(order, order.cancelled(), order.shipped(), order.payable(), order.tags(), notes));
    }

    /** The merchant ships it. */
    public synchronized void ship(StoreOrderId id) {
        StoreOrder order = existing(id);
        orders.put(id, changed(order, order.cancelled(), true, order.payable(), order.tags(), order.note()));
    }

    /** Where the store sends the order. */
    public synchronized Optional<StoreAddress> address(StoreOrderId id) {
        return Optional.ofNullable(addresses.get(id));
    }

    /** How the order was cancelled, where it was. */
    public synchronized Optional<Restock> restocked(StoreOrderId id) {
        return Optional.ofNullable(restocked.get(id));
    }

    private StoreOrder existing(StoreOrderId id) {
        StoreOrder order = orders.get(id);
        if (order == null) {
            throw refused("there is no such order");
        }
        return order;
    }

    private static Permanent refused(String words) {
        return new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, "INVALID", words, "");
    }

    private static StoreOrder changed(
            StoreOrder order, boolean cancelled, boolean shipped, boolean payable, List<String> tags, String note) {
        return new StoreOrder(
                order.id(),
                order.name(),
                order.key(),
                order.createdAt(),
                cancelled,
                shipped,
                payable,
                tags,
                note,
                order.lines());
    }

    private void failIfAsked() {
        if (!readFailures.isEmpty()) {
            throw readFailures.remove();
        }
    }
}
