package dev.ordersync.domain.store;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The merchant's store. {@link #create} throws nothing; whatever escapes it counts as unknown. Every other method
 * returns, or throws {@link dev.ordersync.domain.upstream.Transient} or
 * {@link dev.ordersync.domain.upstream.Permanent}.
 */
public interface Store {
    /** The variants whose SKU equals each text exactly (stripped, case-sensitive), live or not; empty lists included. */
    Map<String, List<Variant>> variantsBySku(Collection<String> skus);

    /** The variants with these ids. An id that is absent from the answer is definitely gone. */
    Map<VariantId, Variant> variantsById(Collection<VariantId> ids);

    /** What the store would refuse about the order, asked by reading only. */
    List<Refusal> preflight(NewStoreOrder order, Freshness freshness);

    Creation create(NewStoreOrder order);

    /**
     * The store orders that carry the key, by every means the platform has, oldest first.
     *
     * @param since when the first intent was written, for platforms that must be searched by time
     */
    List<StoreOrder> find(ExternalKey key, Instant since);

    /**
     * The store's orders, whoever made them, that were created from {@code from} on and before {@code until}, oldest first.
     * The store may show a new one late.
     *
     * @param next the page before's; empty for the first one
     */
    OrderList createdBetween(Instant from, Instant until, Optional<String> next);

    /** The store order, cancelled and closed ones included; empty when it is surely gone. */
    Optional<StoreOrder> read(StoreOrderId id);

    /**
     * Asks the store to cancel an order that nobody is to ship and for which no money moves. May go on after the call
     * returns: read the order to know. Cancelling a cancelled order is no fault.
     */
    void cancel(StoreOrderId id, Restock restock);

    /** Puts the address in the place of the store order's. What a refusal says holds nothing of it. */
    void updateAddress(StoreOrderId id, StoreAddress address);

    /** Marks what is still to be paid as paid elsewhere. Marking a paid order is no fault. */
    void markPaid(StoreOrderId id);

    /** Adds the tags to those that the order has. Having one of them already is no fault. */
    void addTags(StoreOrderId id, List<String> tags);

    /** Takes the tags off. Not having one of them is no fault. */
    void removeTags(StoreOrderId id, List<String> tags);

    /** Adds a note to those that the order has. @param order as it was just read */
    void addNote(StoreOrder order, String note);

    /** Whether a cancel puts the goods back into the store's stock. */
    enum Restock {
        YES,
        NO
    }
}
