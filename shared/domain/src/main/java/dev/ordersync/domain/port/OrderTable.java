package dev.ordersync.domain.port;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The rows, their trail and their lines. Every write of a row carries its condition. */
public interface OrderTable {
    /** The rows of these orders, eventually consistent, in one request; absent ones are left out. At most 100. */
    Map<OrderId, OrderRow> rows(ShopId shop, Collection<OrderId> orders);

    /** The row as it is now. */
    Optional<OrderRow> row(ShopId shop, OrderId order);

    /**
     * Stores the row as version {@code row.version() + 1}, on condition that the stored version is
     * {@code row.version()}, or that there is none where that is 0.
     */
    Written write(OrderRow row);

    /**
     * Stores the row whatever its version, which grows by one, on condition that the stored claim is this one: a lost
     * answer of our own must not cost the outcome.
     */
    Written writeUnderClaim(OrderRow row, Claim claim);

    void append(TrailEntry entry);

    /** The trail, newest first. */
    Page<TrailEntry> trail(ShopId shop, OrderId order, int limit, Optional<String> cursor);

    /**
     * Stores the lines of the store order that {@code row} is about to name. Nothing happens where those of a later
     * version of the row are stored: whoever writes the row on condition of an older one is about to lose it, and their
     * lines would stand beside another's store order.
     *
     * @param row as it is stored
     */
    void putLines(OrderRow row, Lines lines);

    Optional<Lines> lines(ShopId shop, OrderId order);

    /** Also where there are none. */
    void removeLines(ShopId shop, OrderId order);

    /**
     * A page of the shop's orders. Without a filter newest first; a page may hold fewer than {@code limit}, only a
     * missing cursor is the end.
     *
     * @throws UnreadableCursor when the cursor is not one of ours
     */
    Page<OrderRow> list(ShopId shop, Filter filter, int limit, Optional<String> cursor);

    /** Adds to the shop's count of orders that were synced on this day (UTC). Approximate. */
    void addSynced(ShopId shop, LocalDate day, int orders);

    /** The orders that were counted as synced on each day (UTC) from {@code from} on, days without any left out. */
    SortedMap<LocalDate, Integer> syncedPerDay(ShopId shop, LocalDate from);

    /** How many rows are not done, by status and reason, in no particular order; a moment late. */
    List<Open> countOpen(ShopId shop);

    /** How many rows need a person; a moment late. */
    int countAttention(ShopId shop);

    /**
     * A page of the orders that need a person and that TikTok cancels between these times; nearest first, a moment late.
     * Orders of which we know no such time came to need a person before now, and count by that.
     *
     * @throws UnreadableCursor when the cursor is not one of ours
     */
    Page<OrderId> attentionBetween(ShopId shop, Instant from, Instant to, int limit, Optional<String> cursor);

    /** How many rows wait for this, counted up to {@code most}. */
    int countWaiting(ShopId shop, Waiting what, int most);

    /** How many rows wait for one of these, counted up to {@code most}. */
    default int countWaiting(ShopId shop, List<Waiting> any, int most) {
        int waiting = 0;
        for (Waiting what : any) {
            if (waiting < most) {
                waiting += countWaiting(shop, what, most - waiting);
            }
        }
        return waiting;
    }

    /**
     * A page of the orders that wait for this; eventually consistent. What is written meanwhile moves no other order past
     * the cursor.
     *
     * @throws UnreadableCursor when the cursor is not one of ours
     */
    Page<OrderId> waiting(ShopId shop, Waiting what, int limit, Optional<String> cursor);

    /** Orders whose {@code nextCheckAt} or claim lies before {@code now}: what a lost schedule left behind. */
    List<OrderId> overdue(ShopId shop, Instant now, int most);

    /** Which orders a list shows; {@code reason} alone implies its status. */
    record Filter(Optional<Status> status, Optional<Reason> reason, boolean attention) {
        public static Filter none() {
            return new Filter(Optional.empty(), Optional.empty(), false);
        }

        /** A reason is the one that the row shows: its own, else the one that it needs a person for. */
        public boolean shows(OrderRow row) {
            return (status.isEmpty() || status.get() == row.status())
                    && (reason.isEmpty() || reason.equals(row.reason().or(row::attention)))
                    && (!attention || row.attention().isPresent());
        }
    }

    /** @param reason empty for rows that show none: SYNCING, and SYNCED with something still to do in the store */
    record Open(Status status, Optional<Reason> reason, int orders) {}
    /**
     * What open rows wait for.
     *
     * @param reason {@code STORE_UPDATE_FAILED}: the synced rows with something still to do in the store, whether they show
     *     it or not
     * @param detail a TikTok SKU for the reasons of a SKU, which is all that an order waits for then; empty: whatever it is
     */
    record Waiting(Reason reason, Optional<String> detail) {
        public static Waiting forSku(Reason reason, SkuId sku) {
            return new Waiting(reason, Optional.of(sku.value()));
        }

        public static Waiting because(Reason reason) {
            return new Waiting(reason, Optional.empty());
        }
    }

    /** @param cursor where to go on, empty at the end */
    record Page<T>(List<T> items, Optional<String> cursor) {}

    /** Whether a conditional write was done. */
    sealed interface Written {
        /** @param row with the version that it now has */
        record Done(OrderRow row) implements Written {}

        /** The condition did not hold; nothing was written. @param current what is stored, where there is something */
        record Lost(Optional<OrderRow> current) implements Written {}
    }
}
