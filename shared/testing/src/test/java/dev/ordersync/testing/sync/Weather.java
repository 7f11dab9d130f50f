package dev.ordersync.testing.sync;

import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.fake.PortCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Draws what becomes of a port call: mostly nothing, sometimes what upstreams, networks and AWS do to callers. */
final class Weather {
    private static final List<Duration> ASKED = List.of(
            Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofMinutes(10), Duration.ofDays(3));

    private final Random random;
    private final double badness;
    private final Consumer<PortCalls.Call> later;

    /**
     * @param badness the share of calls that something happens to
     * @param later takes a create that the store does some time after the call has ended
     */
    Weather(Random random, double badness, Consumer<PortCalls.Call> later) {
        this.random = random;
        this.badness = badness;
        this.later = later;
    }

    /** Something that happens to a call, with its name for the log. */
    record Blow(String name, Actor.Fate fate) {}

    /** Empty where the call is done as it should. */
    Optional<Blow> next(String call) {
        // One call in a life is the one that all this is about.
        double share = call.equals("Store.create") ? Math.min(0.5, 5 * badness) : badness;
        if (call.endsWith(", done") || random.nextDouble() >= share) {
            return Optional.empty();
        }
        if (random.nextInt(6) == 0) {
            boolean after = random.nextBoolean();
            return Optional.of(new Blow(after ? "dies after" : "dies before", made -> {
                if (after) {
                    made.proceed();
                }
                throw new PortCalls.WorkerDied(made.name());
            }));
        }
        return Optional.of(
                switch (call) {
                    case "Store.create" -> create();
                    case "Schedules.create" -> schedule();
                    case "OrderTable.write", "OrderTable.writeUnderClaim" -> write();
                    default -> fault(call);
                });
    }

    private Blow create() {
        return switch (random.nextInt(6)) {
            case 0 -> new Blow("not done", call -> new Creation.NotDone(kind(), retryAfter(), "not done"));
            case 1 -> new Blow("unknown, not done", call -> new Creation.Unknown("cut before"));
            case 2 ->
                new Blow("unknown, done", call -> {
                    call.proceed();
                    return new Creation.Unknown("cut after");
                });
            case 3 ->
                new Blow("escapes, done", call -> {
                    call.proceed();
                    throw new IllegalStateException("half an answer");
                });
            case 4 ->
                new Blow("unknown, done later", call -> {
                    later.accept(call);
                    return new Creation.Unknown("timed out");
                });
            default ->
                new Blow("escapes, not done", call -> {
                    throw new IllegalStateException("no answer");
                });
        };
    }

    private Blow schedule() {
        return switch (random.nextInt(3)) {
            case 0 -> new Blow("schedule lost", call -> null);
            case 1 -> fault("Schedules.create");
            default ->
                new Blow("schedule made twice", call -> {
                    call.proceed();
                    return call.proceed();
                });
        };
    }

    private Blow write() {
        return random.nextBoolean()
                ? fault("OrderTable.write")
                : new Blow("written twice by the client", call -> {
                    call.proceed();
                    return call.proceed();
                });
    }

    private Blow fault(String call) {
        Upstream upstream =
                switch (call.substring(0, call.indexOf('.'))) {
                    case "Store" -> Upstream.STORE;
                    case "TikTokOrders" -> Upstream.TIKTOK;
                    default -> Upstream.AWS;
                };
        Transient.Kind kind = upstream == Upstream.AWS ? Transient.Kind.UNAVAILABLE : kind();
        Optional<Duration> retryAfter = upstream == Upstream.AWS ? Optional.empty() : retryAfter();
        boolean done = random.nextBoolean();
        return new Blow(
                kind
                        + (done ? ", done" : ", not done")
                        + retryAfter.map(span -> " " + span).orElse(""),
                made -> {
                    if (done) {
                        made.proceed();
                    }
                    throw new Transient(upstream, kind, retryAfter.orElse(null), "no answer");
                });
    }

    private Transient.Kind kind() {
        return random.nextInt(3) == 0 ? Transient.Kind.RATE_LIMITED : Transient.Kind.UNAVAILABLE;
    }

    private Optional<Duration> retryAfter() {
        return random.nextInt(3) == 0 ? Optional.of(ASKED.get(random.nextInt(ASKED.size()))) : Optional.empty();
    }
}
