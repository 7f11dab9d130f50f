package dev.ordersync.testing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.SweepShop;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Workers, queue, schedules and clock around one order. Which of the workers goes on, which message is taken and what
 * happens to a call is drawn; at every write of the row it is asked whether it may follow the last.
 */
final class Simulation {
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration VISIBILITY = Duration.ofSeconds(720);
    /** The sweep leaves to schedules what they bring by themselves. */
    private static final Duration SWEPT_AFTER = Duration.ofMinutes(11);

    private static final int MOST_RECEIVES = 10;
    /** What a worker would do twice, or too late, that woke at its call long after its claim. */
    private static final Set<String> CHANGES =
            Set.of("Store.updateAddress", "Store.addNote", "Store.addTags", "Store.removeTags");

    private static final int MOST_WORKERS = 3;

    final World world;
    final Random random;
    final List<String> log = new ArrayList<>();
    /** What happened to the order from outside: the measure for how much work it may make. */
    int inputs;

    int calls;
    int deliveries;
    int deaths;
    /** A worker woke at its create call when its claim was over: nobody's code can tell. */
    boolean createdTooLate;

    /** A message was given up after its last delivery. */
    boolean deadLetter;

    private final SecondCreate second;
    private final Weather weather;
    private final List<Event> events = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Optional<OrderRow>> history = new ArrayList<>(List.of(Optional.empty()));
    private boolean calm;
    private int names;

    private record Event(Instant at, String what, Runnable happens) {}

    private static final class Message {
        private final MessageId id;
        private final Check check;
        private final Instant sentAt;
        private Instant visibleAt;
        private int receives;

        Message(MessageId id, Check check, Instant sentAt, Instant visibleAt) {
            this.id = id;
            this.check = check;
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
        }
    }

    private static final class Worker {
        private final String name;
        private final Actor actor;
        private final Optional<Message> message;
        private final Runnable ifLost;
        private final Instant until;
        private Optional<Instant> wakesAt = Optional.empty();
        private boolean immortal;

        Worker(String name, Actor actor, Optional<Message> message, Runnable ifLost, Instant until) {
            this.name = name;
            this.actor = actor;
            this.message = message;
            this.ifLost = ifLost;
            this.until = until;
        }

        boolean isAwake(Instant now) {
            return wakesAt.map(at -> !at.isAfter(now)).orElse(true);
        }
    }

    Simulation(Random random, SecondCreate second, Shop shop) {
        this.random = random;
        this.second = second;
        this.world = new World(second, shop);
        this.weather = new Weather(
                random,
                random.nextDouble() * 0.12,
                call -> in(upToTheLast(), "the store does it after all", () -> proceed(call)));
    }

    /** As late as the store may do a call's work and still be found by the look-up that decides. */
    private Duration upToTheLast() {
        Instant last =
                row().orElseThrow().effect().claim().orElseThrow().until().plusSeconds(100);
        return seconds(5, (int) Duration.between(world.clock.instant(), last).toSeconds());
    }

    private static void proceed(PortCalls.Call call) {
        try {
            call.proceed();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing bad happens from now on. */
    void calm() {
        calm = true;
        log("--- calm");
    }

    /** Goes on until nothing more is to come. */
    void run() {
        for (int i = 0; i < 20_000; i++) {
            collect();
            Instant now = world.clock.instant();
            List<Runnable> possible = possible(now);
            if (!possible.isEmpty()) {
                possible.get(random.nextInt(possible.size())).run();
                continue;
            }
            Optional<Instant> next = nextTime();
            if (next.isEmpty()) {
                return;
            }
            world.clock.set(next.get());
            if (calm) {
                sweep();
            }
        }
        throw new AssertionError("it never ends");
    }

    private void collect() {
        world.queue.drain().forEach(this::enqueue);
        Instant now = world.clock.instant();
        for (Check check : world.schedules.fire(now)) {
            enqueue(check);
            if (!calm && chance(20)) {
                inputs++;
                enqueue(check);
            }
        }
        List<Event> due = events.stream()
                .filter(event -> !event.at().isAfter(now))
                .sorted(Comparator.comparing(Event::at))
                .toList();
        events.removeAll(due);
        due.forEach(event -> {
            log(event.what());
            event.happens().run();
        });
    }

    private List<Runnable> possible(Instant now) {
        List<Runnable> possible = new ArrayList<>();
        for (Worker worker : workers) {
            if (!worker.isAwake(now)) {
                continue;
            }
            if (worker.actor.at().equals("Store.create") && worker.wakesAt.isEmpty()) {
                return List.of(() -> resume(worker));
            }
            possible.add(() -> resume(worker));
        }
        if (workers.stream().filter(worker -> worker.isAwake(now)).count() < MOST_WORKERS) {
            messages.stream()
                    .filter(message -> !message.visibleAt.isAfter(now))
                    .limit(2)
                    .forEach(message -> possible.add(() -> take(message)));
        }
        return possible;
    }

    private Optional<Instant> nextTime() {
        Stream<Instant> fixed = Stream.of(
                        events.stream().map(Event::at),
                        messages.stream().map(message -> message.visibleAt),
                        workers.stream().flatMap(worker -> worker.wakesAt.stream()))
                .flatMap(times -> times);
        Stream<Instant> waiting = world.schedules.waiting().stream().map(scheduled -> scheduled.due());
        if (!calm) {
            Optional<Instant> next = Stream.concat(fixed, waiting).min(Comparator.naturalOrder());
            return events.isEmpty() && workers.isEmpty() ? Optional.empty() : next;
        }
        Stream<Instant> looks = row().stream()
                .flatMap(row ->
                        Stream.concat(row.nextCheckAt().stream(), row.effect().claim().map(Claim::until).stream()))
                .map(at -> at.plus(SWEPT_AFTER));
        return Stream.of(fixed, waiting, looks)
                .flatMap(times -> times)
                .filter(at -> at.isAfter(world.clock.instant()))
                .min(Comparator.naturalOrder());
    }

    private void take(Message message) {
        if (message.receives >= MOST_RECEIVES) {
            deadLetter = true;
            messages.remove(message);
            return;
        }
        message.receives++;
        deliveries++;
        message.visibleAt = world.clock.instant().plus(VISIBILITY);
        int receives = message.receives;
        start(
                message.id + " (receive " + receives + ", " + message.check.cause() + ")",
                calls -> world.handle(world.worker(calls), message.id, receives, message.sentAt, message.check),
                Optional.of(message),
                () -> {});
    }

    void start(
            String name,
            java.util.function.Function<PortCalls, Object> work,
            Optional<Message> message,
            Runnable ifLost) {
        log("begins: " + name);
        Worker worker = new Worker(
                name, new Actor(work), message, ifLost, world.clock.instant().plus(FUNCTION_TIMEOUT));
        workers.add(worker);
        endIfDone(worker);
    }

    private void resume(Worker worker) {
        String at = worker.actor.at();
        boolean slept = worker.wakesAt.isPresent();
        worker.wakesAt = Optional.empty();
        world.clock.advance(Duration.ofMillis(
                at.startsWith("Store.") || at.startsWith("TikTok") ? random.nextInt(4000) : random.nextInt(200)));
        if (!calm && !slept && chance(at.endsWith(", done") ? 3 : 150) && freeze(worker, at)) {
            return;
        }
        Actor.Fate fate = fate(worker, at, slept);
        worker.actor.resume(fate);
        calls++;
        observe();
        endIfDone(worker);
    }

    /** The worker stops here, longer than its function may run; it wakes all the same. */
    private boolean freeze(Worker worker, String at) {
        if (at.equals("Store.create") && second == SecondCreate.DONE || CHANGES.contains(at)) {
            return false;
        }
        inputs++;
        worker.immortal = chance(2);
        worker.wakesAt = Optional.of(world.clock.instant().plus(seconds(100, 1500)));
        log(worker.name + " sleeps before " + at + " until " + worker.wakesAt.get());
        return true;
    }

    private Actor.Fate fate(Worker worker, String at, boolean slept) {
        Instant now = world.clock.instant();
        if (!worker.immortal && now.isAfter(worker.until)) {
            log(worker.name + " is ended at its time-out, before " + at);
            return call -> {
                throw new PortCalls.WorkerDied(call.name());
            };
        }
        if (slept && at.equals("Store.create") && now.isAfter(worker.until)) {
            createdTooLate = true;
        }
        Optional<Weather.Blow> blow = calm ? Optional.empty() : weather.next(at);
        blow.ifPresent(happens -> {
            inputs++;
            log(worker.name + ": " + at + ": " + happens.name());
        });
        if (blow.isPresent()) {
            return blow.get().fate();
        }
        if (at.equals("OrderTable.rows") && !calm && chance(10)) {
            Optional<OrderRow> old = history.get(Math.max(0, history.size() - 2));
            log(worker.name + " reads an old row");
            return call -> old.map(row -> Map.of(World.ORDER, row)).orElse(Map.of());
        }
        if (at.equals("Store.find")) {
            // A search index is behind.
            return call -> ((List<?>) call.proceed())
                    .stream()
                            .filter(found -> !((StoreOrder) found)
                                    .createdAt()
                                    .plusSeconds(10)
                                    .isAfter(now))
                            .toList();
        }
        return !calm && !at.endsWith(", done") && chance(60) ? worker.actor::stopAfter : PortCalls.Call::proceed;
    }

    private void endIfDone(Worker worker) {
        if (!worker.actor.ended()) {
            return;
        }
        workers.remove(worker);
        Object answer = worker.actor.answer();
        Throwable thrown = worker.actor.thrown();
        log("ends: " + worker.name + ": "
                + (thrown == null ? answer instanceof Outcome.Done done ? done.what() : answer : thrown.toString()));
        deaths += worker.actor.died() ? 1 : 0;
        if (thrown != null && !worker.actor.died() && !(thrown instanceof Transient)) {
            throw new AssertionError("a bug escaped", thrown);
        }
        boolean last = worker.message
                .filter(message -> message.receives >= MOST_RECEIVES)
                .isPresent();
        if (answer instanceof Outcome.Failed failed && !(last && failed.bug() instanceof Transient)) {
            throw new AssertionError("a bug", failed.bug());
        }
        if (thrown != null) {
            worker.ifLost.run();
        }
        worker.message.ifPresent(message -> {
            if (answer instanceof Outcome.Done) {
                messages.remove(message);
            } else if (answer instanceof Outcome.GiveBack give) {
                assertThat(give.visibleIn()).isBetween(Duration.ZERO, Duration.ofMinutes(15));
                message.visibleAt = world.clock.instant().plus(give.visibleIn());
            }
            if (message.receives >= MOST_RECEIVES && messages.remove(message)) {
                deadLetter = true;
                log("dead letter: " + message.id);
            }
        });
    }

    private void observe() {
        Optional<OrderRow> row = row();
        Optional<OrderRow> before = history.get(history.size() - 1);
        if (row.equals(before)) {
            return;
        }
        history.add(row);
        OrderRow now = row.orElseThrow();
        log("  row " + now.version() + ": " + now.status() + " "
                + now.reason().map(Enum::name).orElse("") + " next "
                + now.nextCheckAt().map(Instant::toString).orElse("-") + " retries " + now.retries() + " by " + now.by()
                + " claim " + now.effect().claim().map(Claim::toString).orElse("-"));
        if (before.isPresent()) {
            mayFollow(before.get(), now);
        }
        boolean comesBack =
                now.nextCheckAt().isPresent() || now.effect().claim().isPresent();
        boolean looksAgain = now.reason()
                .map(reason -> reason.lookAgain().wait(0).isPresent())
                .orElse(false);
        assertThat(!looksAgain || comesBack || now.attention().isPresent())
                .as("comes back, or calls for somebody")
                .isTrue();
    }

    private void mayFollow(OrderRow before, OrderRow now) {
        assertThat(now.version()).isGreaterThan(before.version());
        assertThat(now.firstSeenAt()).isEqualTo(before.firstSeenAt());
        assertThat(now.waivers()).containsAll(before.waivers());
        switch (before.status()) {
            case SYNCED -> {
                assertThat(now.status()).isEqualTo(before.status());
                assertThat(now.effect().storeOrderId())
                        .isEqualTo(before.effect().storeOrderId());
            }
            case SYNCING, UNCONFIRMED -> {
                boolean resolving =
                        now.effect().claim().filter(Claim::isResolving).isPresent();
                boolean left = now.effect().storeOrderId().isEmpty()
                        && !resolving
                        && !now.effect().claim().equals(before.effect().claim());
                assertThat(left && !createdTooLate && world.storeOrders() > 0)
                        .as("a new intent though the store has the order")
                        .isFalse();
            }
            default -> {}
        }
    }

    /** Whether a merchant's request wrote this version of the row: no message brings it back where it dies. */
    boolean isWrittenByRequest(long version) {
        return history.stream()
                .flatMap(Optional::stream)
                .filter(row -> row.version() == version)
                .anyMatch(row -> row.by().value().matches("[pr]-.*"));
    }

    /** Brings back what is overdue. */
    void sweep() {
        new SweepShop(world.shops, world.table, world.queue, world.clock).sweep(world.shop.id());
    }

    String name(String kind) {
        return kind + "-" + ++names;
    }

    Optional<OrderRow> row() {
        return world.table.row(world.shop.id(), World.ORDER);
    }

    Shop shop() {
        return world.shops.find(world.shop.id(), Optional.empty()).orElseThrow();
    }

    void at(Instant at, String what, Runnable happens) {
        events.add(new Event(at, what, happens));
    }

    void in(Duration span, String what, Runnable happens) {
        at(world.clock.instant().plus(span), what, happens);
    }

    void send(Check check) {
        inputs++;
        enqueue(check);
    }

    private void enqueue(Check check) {
        Instant now = world.clock.instant();
        messages.add(new Message(new MessageId(name("m")), check, now, now));
    }

    boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    Duration seconds(int least, int most) {
        return Duration.ofSeconds(least + random.nextInt(most - least));
    }

    private void log(String line) {
        log.add(world.clock.instant() + " " + line);
    }
}
