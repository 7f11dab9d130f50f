package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks a batch of orders: the rows in one request and TikTok's orders in one call a shop, then the orders in parallel,
 * so many at a time as the invocation and the store bear. Every thread is joined before the answer is given, and what there
 * is to tell is told at the end, for all orders at once.
 */
public final class CheckOrders {
    private static final int PARALLEL = 10;
    /** With less time left, no order is begun. */
    private static final Duration LATEST_START = Duration.ofSeconds(45);

    private final Ports ports;
    private final TikTokReader tiktok;
    private final CheckOrder one;

    public CheckOrders(Ports ports, Judge judge, AddressHash addressHash) {
        this.ports = ports;
        this.tiktok = new TikTokReader(ports);
        this.one = new CheckOrder(ports, judge, addressHash);
    }

    /** What became of each message; all are answered. */
    public Map<MessageId, Outcome> handle(List<Received> batch, Invocation invocation) {
        Map<ShopId, List<Received>> byShop = batch.stream()
                .collect(Collectors.groupingBy(
                        received -> received.check().shop(), LinkedHashMap::new, Collectors.toList()));
        Semaphore running = new Semaphore(PARALLEL);
        List<Callable<List<Answered>>> tasks = new ArrayList<>();
        byShop.forEach((shop, messages) -> tasks.add(() -> shop(shop, messages, invocation, running)));
        List<Answered> answered =
                inParallel(tasks).stream().flatMap(List::stream).toList();
        Map<MessageId, Outcome> outcomes = new HashMap<>();
        answered.forEach(one -> outcomes.put(one.message().id(), one.outcome()));
        outcomes.putAll(tell(answered));
        return outcomes;
    }

    /** What became of a message, and what there is to tell of it. */
    private record Answered(Received message, Outcome outcome, List<Bus.Event> events) {
        Answered(Received message, Outcome outcome) {
            this(message, outcome, List.of());
        }
    }

    /**
     * Tells what there is to tell, of all orders at once. Whose event the bus does not take comes back: it finds its own id
     * on the row, and tells it then. The last delivery goes to the dead-letter queue, where a person sees it.
     */
    private Map<MessageId, Outcome> tell(List<Answered> answered) {
        Set<Bus.Event> events = new LinkedHashSet<>();
        answered.forEach(one -> events.addAll(one.events()));
        if (events.isEmpty()) {
            return Map.of();
        }
        Set<Bus.Event> refused;
        RuntimeException why =
                new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "the bus did not take an event");
        try {
            refused = Set.copyOf(ports.bus().publish(List.copyOf(events)));
        } catch (RuntimeException thrown) {
            refused = events;
            why = thrown;
        }
        Map<MessageId, Outcome> again = new HashMap<>();
        for (Answered one : answered) {
            if (one.events().stream().anyMatch(refused::contains)) {
                Received message = one.message();
                again.put(
                        message.id(),
                        why instanceof Transient && !message.isLast()
                                ? new Outcome.GiveBack(message.backOff(), why.getMessage())
                                : new Outcome.Failed(why, message.backOff()));
            }
        }
        return again;
    }

    private List<Answered> shop(ShopId id, List<Received> messages, Invocation invocation, Semaphore running) {
        Shop shop;
        try {
            Optional<Instant> asOf = latestChange(messages);
            Optional<Shop> found = ports.shops().find(id, asOf);
            if (found.isEmpty()) {
                return each(messages, message -> Outcome.Done.of("unknown shop"));
            }
            shop = found.get();
        } catch (Transient passing) {
            return each(
                    messages,
                    message -> one.givenBack(message, new Outcome.GiveBack(message.backOff(), passing.getMessage())));
        } catch (RuntimeException bug) {
            // The other shops of the batch are unharmed.
            return each(messages, message -> new Outcome.Failed(bug, message.backOff()));
        }
        try {
            return known(shop, messages, invocation, running);
        } catch (RuntimeException thrown) {
            return each(messages, message -> one.thrown(new Turn(shop, message, invocation), thrown));
        }
    }

    private static Optional<Instant> latestChange(List<Received> messages) {
        return messages.stream()
                .flatMap(message -> message.check().asOf().stream())
                .max(Instant::compareTo);
    }

    /** Messages that one check answers. */
    private record Asked(List<Received> messages, Turn turn, OrderRow row) {}

    private List<Answered> known(Shop shop, List<Received> messages, Invocation invocation, Semaphore running) {
        Map<OrderId, List<Received>> byOrder = messages.stream()
                .collect(Collectors.groupingBy(
                        received -> received.check().order(), LinkedHashMap::new, Collectors.toList()));
        Map<OrderId, OrderRow> rows = rows(shop, byOrder);
        List<Asked> asked = new ArrayList<>();
        byOrder.forEach((order, same) -> {
            OrderRow row = rows.get(order);
            // The one that wrote the row has its follow-ups to repeat, and says nothing of what the others are about.
            same.stream()
                    .collect(Collectors.partitioningBy(
                            message -> row.isStored() && row.by().equals(message.id())))
                    .values()
                    .stream()
                    .filter(some -> !some.isEmpty())
                    .forEach(some -> asked.add(new Asked(some, new Turn(shop, merged(some, row), invocation), row)));
        });

        Map<OrderId, OrderRead> reads = new HashMap<>();
        Optional<Transient> tiktokDown = Optional.empty();
        List<OrderId> toRead = asked.stream()
                .filter(some -> receipt(some).readsTikTok() && pausedUntil(some).isEmpty())
                .map(some -> some.row().order())
                .toList();
        try {
            reads.putAll(tiktok.all(shop, toRead));
        } catch (Transient passing) {
            if (passing.upstream() == Upstream.AWS) {
                throw passing;
            }
            tiktokDown = Optional.of(passing);
        }

        Semaphore onConnection = new Semaphore(shop.platform().parallelCalls());
        Optional<Transient> down = tiktokDown;
        List<Callable<Outcome>> tasks = new ArrayList<>();
        for (Asked some : asked) {
            OrderRow row = some.row();
            Turn turn = some.turn();
            tasks.add(() -> limited(running, onConnection, () -> {
                if (invocation.remaining().get().compareTo(LATEST_START) < 0) {
                    return one.givenBack(
                            turn.received(),
                            new Outcome.GiveBack(turn.backOff(), "too little time left in this invocation"));
                }
                Optional<Instant> pausedUntil = pausedUntil(some);
                if (pausedUntil.isPresent()) {
                    return one.paused(turn, row, pausedUntil.get());
                }
                if (down.isPresent() && receipt(some).readsTikTok()) {
                    return one.tiktokDown(turn, row, down.get());
                }
                return one.check(turn, row, Optional.ofNullable(reads.get(row.order())));
            }));
        }
        List<Outcome> done = inParallel(tasks);
        countSynced(shop, asked, done);
        List<Answered> answered = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Outcome outcome = done.get(i);
            List<Bus.Event> events = events(asked.get(i), outcome);
            asked.get(i).messages().forEach(message -> answered.add(new Answered(message, outcome, events)));
        }
        return answered;
    }

    /** What there is to tell of a row that this message wrote. */
    private List<Bus.Event> events(Asked some, Outcome outcome) {
        if (!(outcome instanceof Outcome.Done done)) {
            return List.of();
        }
        Instant now = ports.clock().instant();
        boolean repeats = receipt(some) == Receipt.REPEAT_FOLLOW_UPS;
        return done.row()
                .filter(row -> row.by().equals(some.turn().id()))
                .map(row -> repeats ? News.owed(row, now) : News.after(some.row(), row, now))
                .orElse(List.of());
    }

    /**
     * The rows, eventually consistent; read as it is now is one that a schedule wants to act on, since an old copy would
     * make it act on a time that has been moved, and one that is older than what a message knows of: a merchant's word
     * that is not seen would be lost.
     */
    private Map<OrderId, OrderRow> rows(Shop shop, Map<OrderId, List<Received>> byOrder) {
        Instant now = ports.clock().instant();
        Map<OrderId, OrderRow> found = ports.orders().rows(shop.id(), byOrder.keySet());
        Map<OrderId, OrderRow> rows = new HashMap<>();
        byOrder.forEach((id, messages) -> {
            Optional<OrderRow> row = Optional.ofNullable(found.get(id));
            boolean scheduled =
                    messages.stream().allMatch(message -> message.check().due().isPresent());
            boolean old = latestChange(messages)
                    .filter(change -> isOlder(found.get(id), change))
                    .isPresent();
            // No schedule takes SYNCED back; a merchant's word does.
            boolean synced =
                    row.map(OrderRow::status).filter(Status.SYNCED::equals).isPresent();
            if (old || scheduled && !synced) {
                row = ports.orders().row(shop.id(), id);
            }
            rows.put(id, row.orElseGet(() -> OrderRow.unseen(shop.id(), id, now)));
        });
        return rows;
    }

    private static boolean isOlder(OrderRow row, Instant change) {
        return row == null || row.updatedAt().isBefore(change);
    }

    private Receipt receipt(Asked some) {
        Turn turn = some.turn();
        return Receipt.of(turn.check(), turn.id(), some.row(), ports.clock().instant());
    }

    private Optional<Instant> pausedUntil(Asked some) {
        return receipt(some).pausedUntil(some.turn().shop(), ports.clock().instant());
    }

    /** Once a batch. Approximate: a batch that dies here is not counted, and no message comes back for a count's sake. */
    private void countSynced(Shop shop, List<Asked> asked, List<Outcome> done) {
        int synced = 0;
        for (int i = 0; i < asked.size(); i++) {
            boolean was = asked.get(i).row().status() == Status.SYNCED;
            boolean is = done.get(i) instanceof Outcome.Done one
                    && one.row()
                            .map(OrderRow::status)
                            .filter(Status.SYNCED::equals)
                            .isPresent();
            synced += is && !was ? 1 : 0;
        }
        if (synced == 0) {
            return;
        }
        try {
            LocalDate today = LocalDate.ofInstant(ports.clock().instant(), ZoneOffset.UTC);
            ports.orders().addSynced(shop.id(), today, synced);
        } catch (RuntimeException lost) {
            return;
        }
    }

    /**
     * Several messages about one order are one check: all of them arrived before anything is read. The one that asks for
     * most stands for all: a hint or a due time counts only where all have one, and an old hint only where all are old.
     */
    private Received merged(List<Received> same, OrderRow row) {
        if (same.size() == 1) {
            return same.get(0);
        }
        boolean allDue = same.stream().allMatch(message -> message.check().due().isPresent());
        boolean allHint =
                same.stream().allMatch(message -> message.check().seen().isPresent());
        Instant now = ports.clock().instant();
        Received strongest = same.stream()
                .filter(message -> Receipt.of(message.check(), message.id(), row, now) != Receipt.NOTHING)
                .findFirst()
                .orElse(same.get(0));
        Check check = strongest.check();
        Check all = new Check(
                check.shop(),
                check.order(),
                check.cause(),
                check.actor(),
                allDue ? check.due() : Optional.empty(),
                latestChange(same),
                allHint ? check.seen() : Optional.empty());
        int receives = same.stream().mapToInt(Received::receives).max().getAsInt();
        Instant sent =
                same.stream().map(Received::firstSentAt).min(Instant::compareTo).get();
        return new Received(strongest.id(), receives, sent, all);
    }

    private static List<Answered> each(List<Received> messages, Function<Received, Outcome> outcome) {
        return messages.stream()
                .map(message -> new Answered(message, outcome.apply(message)))
                .toList();
    }

    private static <T> T limited(Semaphore running, Semaphore onConnection, Callable<T> task) throws Exception {
        onConnection.acquire();
        try {
            running.acquire();
            try {
                return task.call();
            } finally {
                running.release();
            }
        } finally {
            onConnection.release();
        }
    }

    /** Runs the tasks on threads of their own and returns their values in the same order, after all have ended. */
    private static <T> List<T> inParallel(List<Callable<T>> tasks) {
        if (tasks.size() == 1) {
            return List.of(call(tasks.get(0)));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
            List<T> values = new ArrayList<>();
            for (Future<T> future : futures) {
                values.add(future.get());
            }
            return values;
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while orders were checked", e);
        }
    }

    private static <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
