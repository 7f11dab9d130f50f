package dev.ordersync.testing;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.UnreadableCursor;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table in memory, with the conditions and the orders of lists that the real one has. */
public final class InMemoryOrderTable implements OrderTable {
    private static final Duration TRAIL_LIFE = Duration.ofDays(180);

    private final InstantSource clock;
    private final Map<Key, OrderRow> rows = new HashMap<>();
    private final Map<Key, TreeMap<String, TrailEntry>> trails = new HashMap<>();
    private final Map<Key, Lines> lines = new HashMap<>();
    private final Map<Key, Long> linesOf = new HashMap<>();

    private final Map<Day, Integer> synced = new HashMap<>();

    private record Key(ShopId shop, OrderId order) {}

    private record Day(ShopId shop, LocalDate day) {}

    public InMemoryOrderTable(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Map<OrderId, OrderRow> rows(ShopId shop, Collection<OrderId> orders) {
        return orders.stream()
                .distinct()
                .flatMap(order -> row(shop, order).stream())
                .collect(Collectors.toMap(OrderRow::order, Function.identity()));
    }

    @Override
    public synchronized Optional<OrderRow> row(ShopId shop, OrderId order) {
        return Optional.ofNullable(rows.get(new Key(shop, order)));
    }

    /** Every row of every shop. */
    public synchronized List<OrderRow> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized Written write(OrderRow row) {
        OrderRow current = rows.get(new Key(row.shop(), row.order()));
        long stored = current == null ? 0 : current.version();
        return stored == row.version() ? store(row, stored) : new Written.Lost(Optional.ofNullable(current));
    }

    @Override
    public synchronized Written writeUnderClaim(OrderRow row, Claim claim) {
        Optional<OrderRow> current = row(row.shop(), row.order());
        return current.filter(stored -> stored.effect()
                        .claim()
                        .filter(held -> held.id().equals(claim.id()))
                        .isPresent())
                .map(stored -> store(row, stored.version()))
                .orElseGet(() -> new Written.Lost(current));
    }

    private Written store(OrderRow row, long before) {
        OrderRow stored = row.withVersion(before + 1);
        rows.put(new Key(row.shop(), row.order()), stored);
        return new Written.Done(stored);
    }

    @Override
    public synchronized void append(TrailEntry entry) {
        trails.computeIfAbsent(new Key(entry.shop(), entry.order()), key -> new TreeMap<>())
                .put(trailKey(entry), entry);
    }

    @Override
    public synchronized Page<TrailEntry> trail(ShopId shop, OrderId order, int limit, Optional<String> cursor) {
        NavigableMap<String, TrailEntry> all =
                trails.getOrDefault(new Key(shop, order), new TreeMap<>()).descendingMap();
        Instant oldest = clock.instant().minus(TRAIL_LIFE);
        NavigableMap<String, TrailEntry> rest =
                cursor.map(Cursors::decode).map(key -> all.tailMap(key, false)).orElse(all);
        return page(
                rest.values().stream()
                        .filter(entry -> entry.at().isAfter(oldest))
                        .toList(),
                limit,
                InMemoryOrderTable::trailKey);
    }

    private static String trailKey(TrailEntry entry) {
        return "%020d#%s".formatted(entry.at().toEpochMilli(), entry.message());
    }

    @Override
    public synchronized void addSynced(ShopId shop, LocalDate day, int orders) {
        synced.merge(new Day(shop, day), orders, Integer::sum);
    }

    /** How many were counted. */
    public synchronized int synced(ShopId shop, LocalDate day) {
        return synced.getOrDefault(new Day(shop, day), 0);
    }

    @Override
    public synchronized void putLines(OrderRow row, Lines put) {
        Key key = new Key(row.shop(), row.order());
        if (linesOf.getOrDefault(key, 0L) <= row.version()) {
            lines.put(key, put);
            linesOf.put(key, row.version());
        }
    }

    @Override
    public synchronized Optional<Lines> lines(ShopId shop, OrderId order) {
        return Optional.ofNullable(lines.get(new Key(shop, order)));
    }

    @Override
    public synchronized void removeLines(ShopId shop, OrderId order) {
        lines.remove(new Key(shop, order));
        linesOf.remove(new Key(shop, order));
    }

    @Override
    public synchronized SortedMap<LocalDate, Integer> syncedPerDay(ShopId shop, LocalDate from) {
        SortedMap<LocalDate, Integer> days = new TreeMap<>();
        synced.forEach((day, orders) -> {
            if (day.shop().equals(shop) && !day.day().isBefore(from)) {
                days.put(day.day(), orders);
            }
        });
        return days;
    }

    @Override
    public synchronized List<Open> countOpen(ShopId shop) {
        Map<Open, Long> counts = rows.values().stream()
                .filter(row -> row.shop().equals(shop))
                .filter(row ->
                        row.status() != Status.SYNCED || !row.effect().pending().isEmpty())
                .collect(Collectors.groupingBy(row -> new Open(row.status(), row.reason(), 0), Collectors.counting()));
        return counts.entrySet().stream()
                .map(open -> new Open(
                        open.getKey().status(),
                        open.getKey().reason(),
                        open.getValue().intValue()))
                .toList();
    }

    @Override
    public synchronized int countAttention(ShopId shop) {
        return (int) rows.values().stream()
                .filter(row -> row.shop().equals(shop) && row.attention().isPresent())
                .count();
    }

    @Override
    public synchronized Page<OrderRow> list(ShopId shop, Filter filter, int limit, Optional<String> cursor) {
        boolean bySku = filter.reason().filter(Reason::waitsForSku).isPresent();
        boolean byTime = filter.reason()
                .filter(reason -> reason.lookAgain() != LookAgain.NEVER)
                .isPresent();
        boolean whole =
                filter.status().filter(status -> status != Status.SYNCED).isPresent()
                        && filter.reason().isEmpty();
        if (filter.attention()) {
            return sorted(shop, filter, InMemoryOrderTable::attentionKey, false, limit, cursor);
        }
        if (filter.reason().filter(reason -> reason.status() == Status.SYNCED).isPresent()) {
            return sorted(shop, filter, InMemoryOrderTable::attentionKey, false, limit, cursor);
        }
        if (bySku || byTime || whole) {
            return sorted(shop, filter, InMemoryOrderTable::openKey, false, limit, cursor);
        }
        return sorted(shop, filter, row -> row.order().padded(), true, limit, cursor);
    }

    private Page<OrderRow> sorted(
            ShopId shop,
            Filter filter,
            Function<OrderRow, String> key,
            boolean backward,
            int limit,
            Optional<String> cursor) {
        TreeMap<String, OrderRow> all = new TreeMap<>();
        rows.values().stream()
                .filter(row -> row.shop().equals(shop))
                .filter(filter::shows)
                .forEach(row -> all.put(key.apply(row), row));
        NavigableMap<String, OrderRow> ordered = backward ? all.descendingMap() : all;
        Optional<String> after = cursor.map(Cursors::decode);
        after.filter(text -> !text.matches(".*[0-9]{20}")).ifPresent(text -> {
            throw new UnreadableCursor();
        });
        NavigableMap<String, OrderRow> rest =
                after.map(text -> ordered.tailMap(text, false)).orElse(ordered);
        return page(List.copyOf(rest.values()), limit, key);
    }

    private static <T> Page<T> page(List<T> rest, int limit, Function<T, String> key) {
        if (rest.size() <= limit) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> shown = rest.subList(0, limit);
        return new Page<>(List.copyOf(shown), Optional.of(Cursors.encode(key.apply(shown.get(limit - 1)))));
    }

    @Override
    public synchronized Page<OrderId> attentionBetween(
            ShopId shop, Instant from, Instant to, int limit, Optional<String> cursor) {
        TreeMap<String, OrderRow> all = new TreeMap<>();
        rows.values().stream()
                .filter(row -> row.shop().equals(shop) && row.attention().isPresent())
                .forEach(row -> all.put(attentionKey(row), row));
        NavigableMap<String, OrderRow> between = all.subMap(
                from.truncatedTo(ChronoUnit.SECONDS).toString(), true, to.truncatedTo(ChronoUnit.SECONDS) + "$", false);
        NavigableMap<String, OrderRow> rest = cursor.map(Cursors::decode)
                .map(key -> between.tailMap(key, false))
                .orElse(between);
        Page<OrderRow> page = page(List.copyOf(rest.values()), limit, InMemoryOrderTable::attentionKey);
        return new Page<>(page.items().stream().map(OrderRow::order).toList(), page.cursor());
    }

    @Override
    public synchronized int countWaiting(ShopId shop, Waiting what, int most) {
        return Math.min(most, waiting(shop, what).size());
    }

    @Override
    public synchronized Page<OrderId> waiting(ShopId shop, Waiting what, int limit, Optional<String> cursor) {
        NavigableMap<String, OrderRow> all = waiting(shop, what);
        Optional<String> after = cursor.map(Cursors::decode);
        after.filter(key -> !key.startsWith(prefix(what))).ifPresent(key -> {
            throw new UnreadableCursor();
        });
        Page<OrderRow> page = page(
                List.copyOf(
                        after.map(key -> all.tailMap(key, false)).orElse(all).values()),
                limit,
                InMemoryOrderTable::openKey);
        return new Page<>(page.items().stream().map(OrderRow::order).toList(), page.cursor());
    }

    private NavigableMap<String, OrderRow> waiting(ShopId shop, Waiting what) {
        NavigableMap<String, OrderRow> all = new TreeMap<>();
        rows.values().stream()
                .filter(row -> row.shop().equals(shop) && openKey(row).startsWith(prefix(what)))
                .filter(row ->
                        row.status() != Status.SYNCED || !row.effect().pending().isEmpty())
                .forEach(row -> all.put(openKey(row), row));
        return all;
    }

    private static String prefix(Waiting what) {
        String reason = what.reason() == Reason.STORE_UPDATE_FAILED
                ? "PENDING"
                : what.reason().name();
        return reason + "#" + what.detail().map(detail -> detail + "#").orElse("");
    }

    @Override
    public synchronized List<OrderId> overdue(ShopId shop, Instant now, int most) {
        return rows.values().stream()
                .filter(row -> row.shop().equals(shop))
                .filter(row -> due(row).filter(due -> !due.isAfter(now)).isPresent())
                .map(OrderRow::order)
                .sorted()
                .limit(most)
                .toList();
    }

    /** When the row must have been looked at again, up to the whole minute. */
    private static Optional<Instant> due(OrderRow row) {
        if (row.reason().filter(Reason::waitsForSku).isPresent()) {
            return Optional.empty();
        }
        if (row.status() == Status.SYNCED && row.effect().pending().isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> claimed = row.effect().claim().map(Claim::until);
        Optional<Instant> due =
                row.status() == Status.SYNCING ? claimed : row.nextCheckAt().or(() -> claimed);
        if (row.status() == Status.SYNCED && !row.isGivenUp()) {
            due = due.or(() -> Optional.of(row.updatedAt()));
        }
        return due.map(at -> at.plusSeconds(60).minusNanos(1).truncatedTo(ChronoUnit.MINUTES));
    }

    private static String openKey(OrderRow row) {
        String reason = row.status() == Status.SYNCED
                ? "PENDING"
                : row.reason().map(Reason::name).orElse("-");
        String detail = row.reason().filter(Reason::waitsForSku).isPresent()
                ? row.reasonArgs().getOrDefault("sku", "-")
                : due(row).map(Instant::toString).orElse("-");
        return reason + "#" + detail + "#" + row.order().padded();
    }

    private static String attentionKey(OrderRow row) {
        Instant when = row.mirror()
                .flatMap(mirror -> mirror.autoCancelAt())
                .or(row::attentionSince)
                .orElse(row.updatedAt());
        return when.truncatedTo(ChronoUnit.SECONDS) + "#" + row.order().padded();
    }
}
