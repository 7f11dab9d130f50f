package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Stores;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.OrderList;
import dev.ordersync.domain.store.OrderList.Entry;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through the store's orders for two that carry one external key, and tells of each such pair once. It touches
 * neither: which one is packed already only a person knows.
 *
 * <p>Each order is looked at once, so a pair is told once: when the look comes to the one that the row does not name or,
 * where the row names none, to the younger one. A look begins where the last one ended, when that is a day ago, and goes
 * through a few pages; a shop with more orders is looked through in as many sweeps as it takes.
 */
public final class FindPairs {
    private static final Duration DAY = Duration.ofHours(24);
    /** The first look goes back so far. */
    private static final Duration LOOK_BACK = Duration.ofHours(48);
    /** A store's list may be behind, and a create call still be at work. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(15);
    /** With the store's allowance left to those who create orders. */
    private static final int MOST_PAGES = 4;
    /** A row's request takes so many. */
    private static final int ROWS = 100;

    private final Shops shops;
    private final SweepStates states;
    private final OrderTable orders;
    private final Stores stores;
    private final Bus bus;
    private final Pauses pauses;
    private final InstantSource clock;

    /** @param clock business time */
    public FindPairs(Shops shops, SweepStates states, OrderTable orders, Stores stores, Bus bus, InstantSource clock) {
        this.shops = shops;
        this.states = states;
        this.orders = orders;
        this.stores = stores;
        this.bus = bus;
        this.pauses = new Pauses(shops, clock);
        this.clock = clock;
    }

    /** Returns what was done, for the log. */
    public String sweep(Shop shop, Invocation invocation) {
        Instant now = clock.instant();
        if (shop.storePausedUntil().filter(now::isBefore).isPresent()) {
            return "pairs: paused";
        }
        Instant from = states.pairsSoughtUntil(shop.id()).orElse(now.minus(LOOK_BACK));
        if (now.isBefore(from.plus(DAY))) {
            return "pairs: sought today";
        }
        try {
            return "pairs found: " + new Look(shop, from, now.minus(LEFT_ALONE), invocation).run();
        } catch (UpstreamException why) {
            if (why.upstream() != Upstream.STORE) {
                throw why;
            }
            // The next sweep begins where this one did; nothing was told, so nothing is told twice.
            if (why instanceof Transient passing && passing.kind() == Transient.Kind.RATE_LIMITED) {
                pauses.pause(shop, Upstream.STORE, passing.retryAfter());
            }
            return "pairs not sought: " + why.getMessage();
        }
    }

    /** One look, from an instant on up to another or as far as it gets. */
    private final class Look {
        private final Shop shop;
        private final Instant from;
        private final Instant until;
        private final Invocation invocation;
        private final Store store;
        /** Of keys that no row knows: the first order that carried it. */
        private final Map<ExternalKey, StoreOrderId> unknown = new HashMap<>();

        Look(Shop shop, Instant from, Instant until, Invocation invocation) {
            this.shop = shop;
            this.from = from;
            this.until = until;
            this.invocation = invocation;
            this.store = stores.of(shop);
        }

        int run() {
            List<Entry> listed = new ArrayList<>();
            Optional<String> next = Optional.empty();
            int pages = 0;
            boolean goesOn;
            do {
                OrderList page = store.createdBetween(from, until, next);
                listed.addAll(page.orders());
                next = page.next();
                pages++;
                // Only a later moment than the first is a place to stop at.
                boolean moved =
                        !listed.isEmpty() && listed.getLast().createdAt().isAfter(from);
                goesOn = next.isPresent() && (!moved || pages < MOST_PAGES && hasTime());
            } while (goesOn);
            Instant stop = next.isPresent() ? listed.getLast().createdAt() : until;
            return look(
                    listed.stream()
                            .filter(entry -> entry.createdAt().isBefore(stop))
                            .filter(entry -> entry.key().isPresent())
                            .toList(),
                    stop);
        }

        /** Those of the moment at which it stops are left to the next look, all of them. */
        private int look(List<Entry> keyed, Instant stop) {
            Map<OrderId, OrderRow> rows = rows(keyed);
            List<Bus.Event> pairs = new ArrayList<>();
            Instant reached = stop;
            for (Entry entry : keyed) {
                ExternalKey key = entry.key().orElseThrow();
                Optional<OrderRow> row = Optional.ofNullable(rows.get(key.order()));
                if (needsTheStore(row, key) && !hasTime() && entry.createdAt().isAfter(from)) {
                    reached = entry.createdAt();
                    break;
                }
                other(entry, key, row).ifPresent(known -> pairs.add(pair(key, known, entry.id())));
            }
            News.tell(bus, pairs);
            states.pairsSought(shop.id(), reached);
            return pairs.size();
        }

        private Map<OrderId, OrderRow> rows(List<Entry> keyed) {
            List<OrderId> ids = keyed.stream()
                    .map(entry -> entry.key().orElseThrow().order())
                    .distinct()
                    .toList();
            Map<OrderId, OrderRow> rows = new HashMap<>();
            for (int i = 0; i < ids.size(); i += ROWS) {
                rows.putAll(orders.rows(shop.id(), ids.subList(i, Math.min(i + ROWS, ids.size()))));
            }
            return rows;
        }

        private boolean needsTheStore(Optional<OrderRow> row, ExternalKey key) {
            return row.filter(known -> known.effect().generation() == key.generation())
                    .filter(known -> known.effect().storeOrderId().isEmpty())
                    .isPresent();
        }

        /** The other order of the pair that this one makes, if it is the one at which the pair is told. */
        private Optional<StoreOrderId> other(Entry entry, ExternalKey key, Optional<OrderRow> row) {
            if (row.isEmpty()) {
                // No order of ours, as far as we know: others may number theirs alike, and only twice is once too many.
                return Optional.ofNullable(unknown.putIfAbsent(key, entry.id()));
            }
            if (row.get().effect().generation() != key.generation()) {
                // Of another deliberate creation.
                return Optional.empty();
            }
            Optional<StoreOrderId> named = row.get().effect().storeOrderId();
            if (named.isPresent()) {
                return named.filter(id -> !id.equals(entry.id()));
            }
            return store.find(key, entry.createdAt()).stream()
                    .map(StoreOrder::id)
                    .takeWhile(id -> !id.equals(entry.id()))
                    .findFirst();
        }

        private boolean hasTime() {
            return invocation.hasTimeFor(shop.platform().callTimeout().multipliedBy(2));
        }

        private Bus.Event pair(ExternalKey key, StoreOrderId known, StoreOrderId other) {
            return Bus.Event.duplicate(shop.id(), key.order(), known.value(), other.value(), clock.instant());
        }
    }
}
