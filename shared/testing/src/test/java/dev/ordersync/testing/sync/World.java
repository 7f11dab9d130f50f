package dev.ordersync.testing.sync;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.Schedules;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Stores;
import dev.ordersync.domain.port.TikTokOrders;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.sync.CheckOrders;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.Ports;
import dev.ordersync.domain.sync.PressSync;
import dev.ordersync.domain.sync.Received;
import dev.ordersync.domain.sync.ResolveOrder;
import dev.ordersync.testing.InMemoryLinks;
import dev.ordersync.testing.InMemoryOrderTable;
import dev.ordersync.testing.InMemoryShops;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.RecordingBus;
import dev.ordersync.testing.RecordingQueue;
import dev.ordersync.testing.RecordingSchedules;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.fake.FakeStore;
import dev.ordersync.testing.fake.FakeTikTok;
import dev.ordersync.testing.fake.PortCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * One shop with its queue, schedules and store in memory, and workers that may die: messages come back as SQS brings them
 * back, schedules fire when they are due, and the clock moves from one to the next.
 */
final class World {
    static final OrderId ORDER = new OrderId("576461413038785752");
    /** What a message waits for when its worker died: six times the function's time-out. */
    private static final Duration VISIBILITY = Duration.ofSeconds(720);

    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(120);

    final MutableClock clock = new MutableClock(Orders.OFF_HOLD_AT);
    final InMemoryOrderTable table = new InMemoryOrderTable(clock);
    final InMemoryShops shops = new InMemoryShops();
    final InMemoryLinks links = new InMemoryLinks();
    final RecordingQueue queue = new RecordingQueue();
    final RecordingSchedules schedules = new RecordingSchedules();
    final FakeTikTok tiktok = new FakeTikTok();
    final FakeStore store;
    final RecordingBus bus = new RecordingBus();
    final List<Bus.Event> events = bus.events();
    final Shop shop;

    private final PriorityQueue<InFlight> messages = new PriorityQueue<>(Comparator.comparing(InFlight::visibleAt));
    private int sent;
    private int invocations;

    private record InFlight(MessageId id, Check check, int receives, Instant sentAt, Instant visibleAt) {}

    World(FakeStore.SecondCreate secondCreate) {
        this(secondCreate, ShopBuilder.shop().build());
    }

    World(FakeStore.SecondCreate secondCreate, Shop shop) {
        this.shop = shop;
        this.store =
                new FakeStore(clock, secondCreate).variant("v-1", "CT-BLK-M").variant("v-2", "GIFT-1");
        shops.put(shop);
    }

    /** The order as TikTok has it from now on. */
    World has(TikTokOrder order) {
        tiktok.put(order);
        return this;
    }

    Ports ports(PortCalls calls) {
        Stores stores = asked -> calls.wrap(Store.class, store);
        return new Ports(
                calls.wrap(OrderTable.class, table),
                calls.wrap(Shops.class, shops),
                calls.wrap(Links.class, links),
                calls.wrap(TikTokOrders.class, tiktok),
                calls.wrap(Stores.class, stores),
                calls.wrap(CheckQueue.class, queue),
                calls.wrap(Schedules.class, schedules),
                calls.wrap(Bus.class, bus),
                clock);
    }

    CheckOrders worker(PortCalls calls) {
        return new CheckOrders(ports(calls), new Judge(new Catalogue(clock)), addressHash());
    }

    PressSync button() {
        return button(PortCalls.counting());
    }

    PressSync button(PortCalls calls) {
        return new PressSync(ports(calls), new Judge(new Catalogue(clock)), addressHash());
    }

    ResolveOrder resolver(PortCalls calls) {
        return new ResolveOrder(ports(calls));
    }

    static AddressHash addressHash() {
        return new AddressHash("a key of the tests".getBytes(StandardCharsets.UTF_8));
    }

    Check webhook() {
        return Check.of(shop.id(), ORDER, Cause.WEBHOOK, "tiktok");
    }

    /** A webhook that tells what the row knows. */
    Check seen(OrderRow row) {
        Mirror mirror = row.mirror().orElseThrow();
        Check check = webhook();
        return new Check(
                check.shop(),
                check.order(),
                check.cause(),
                check.actor(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Check.Seen(mirror.tiktokStatus(), mirror.updatedAt())));
    }

    /** Puts a message into the queue. */
    World send(Check check) {
        MessageId id = new MessageId("m-" + ++sent);
        messages.add(new InFlight(id, check, 0, clock.instant(), clock.instant()));
        return this;
    }

    /**
     * A worker takes the next message, or that of the next schedule, at its time; dies as it is told, and the message
     * comes back as it would.
     */
    Outcome step(PortCalls calls) {
        collect();
        Optional<Instant> message = Optional.ofNullable(messages.peek()).map(InFlight::visibleAt);
        Optional<Instant> schedule = schedules.waiting().stream()
                .map(RecordingSchedules.Scheduled::due)
                .min(Comparator.naturalOrder());
        if (schedule.isPresent() && (message.isEmpty() || schedule.get().isBefore(message.get()))) {
            clock.set(schedule.get());
            collect();
        }
        InFlight next = messages.remove();
        if (next.visibleAt().isAfter(clock.instant())) {
            clock.set(next.visibleAt());
        }
        InFlight taken = new InFlight(next.id(), next.check(), next.receives() + 1, next.sentAt(), next.visibleAt());
        Outcome outcome;
        try {
            outcome = handle(worker(calls), taken.id(), taken.receives(), taken.sentAt(), taken.check());
        } catch (PortCalls.WorkerDied died) {
            back(taken, VISIBILITY);
            return new Outcome.Failed(new IllegalStateException(died.getMessage()), VISIBILITY);
        }
        switch (outcome) {
            case Outcome.Done done -> {}
            case Outcome.GiveBack give -> back(taken, give.visibleIn());
            case Outcome.Failed failed -> {
                if (taken.receives() < 10) {
                    back(taken, failed.visibleIn());
                }
            }
        }
        return outcome;
    }

    Outcome handle(CheckOrders worker, MessageId id, int receives, Instant sentAt, Check check) {
        Instant begin = clock.instant();
        Invocation invocation = new Invocation(
                "r-" + ++invocations, () -> FUNCTION_TIMEOUT.minus(Duration.between(begin, clock.instant())));
        Received received = new Received(id, receives, sentAt, check);
        Map<MessageId, Outcome> outcomes = worker.handle(List.of(received), invocation);
        return outcomes.get(id);
    }

    private void back(InFlight taken, Duration in) {
        messages.add(new InFlight(
                taken.id(),
                taken.check(),
                taken.receives(),
                taken.sentAt(),
                clock.instant().plus(in)));
    }

    /** What the use cases put into the queue, and what the schedules put there that are due. */
    private void collect() {
        queue.drain().forEach(this::send);
        schedules.fire(clock.instant()).forEach(this::send);
    }

    /** Goes on, undisturbed, until no message and no schedule is left. */
    World settle() {
        for (int i = 0; i < 500; i++) {
            if (!next()) {
                return this;
            }
        }
        throw new IllegalStateException("it never ends: " + row());
    }

    /** The next message or schedule, undisturbed; false when there is none. */
    boolean next() {
        collect();
        if (messages.isEmpty() && schedules.waiting().isEmpty()) {
            return false;
        }
        step(PortCalls.counting());
        return true;
    }

    /** The order's trail, newest first. */
    List<TrailEntry> trail() {
        return table.trail(shop.id(), ORDER, 100, Optional.empty()).items();
    }

    OrderRow row() {
        return table.row(shop.id(), ORDER).orElseThrow();
    }

    /** What was told of one TikTok order that has two store orders. */
    List<Bus.Event> duplicates() {
        return told(Bus.Type.DUPLICATE_STORE_ORDER);
    }

    List<Bus.Event> told(Bus.Type type) {
        return events.stream().filter(event -> event.type() == type).toList();
    }

    int storeOrders() {
        return store.orders(new ExternalKey(ORDER, 1)).size();
    }

    List<LineItemId> unitsInLines() {
        return table.lines(shop.id(), ORDER).orElseThrow().lines().stream()
                .flatMap(line -> line.lineItemIds().stream())
                .toList();
    }
}
