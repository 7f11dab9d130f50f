package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.local.clock.Timeline;
import dev.ordersync.local.gateway.Gateway;
import dev.ordersync.local.lambda.QueuePoller;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.system.ScriptedLives.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same lives on two running systems: one where nothing goes wrong, and one where webhooks are lost, doubled and late,
 * one in twenty calls upstream fails, functions die between two calls, and the machine's clock jumps. At the end each order
 * is where it is on the first. {@code -Dordersync.seed} repeats the lives and the draws (which thread meets which draw is
 * the machine's), {@code -Dordersync.lives.runtime} says how many live.
 */
class RandomLivesOnTheRuntimeTest {
    private static final long SEED = Long.getLong("ordersync.seed", System.nanoTime());
    private static final int LIVES = Integer.getInteger("ordersync.lives.runtime", 15);

    private static final List<Faults.Kind> KINDS =
            List.of(Faults.Kind.CUT_BEFORE, Faults.Kind.CUT_AFTER, Faults.Kind.STATUS_503, Faults.Kind.THROTTLE);
    /** One call upstream of so many fails. */
    private static final int UPSTREAM = 20;
    /** One webhook of so many is lost, and one is doubled. */
    private static final int WEBHOOKS = 6;
    /** More often where messages are sent: TikTok then tries its webhook again after 2 minutes, or half an hour later. */
    private static final int DEATH_AT_SENDING = 16;
    /** One moment before or after a call to AWS of so many is a function's last. */
    private static final int DEATH = 400;
    /** After this a sweep has found what was missed, and every hold is over. */
    private static final Duration CLEARS_UP = Duration.ofMinutes(80);
    /** So often at most, until what is tried again ever more seldom was tried again: 3 hours, then 6. */
    private static final int LONGEST = 10;

    /** Past a batch's window, which would be waited for otherwise. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    /** Until what was pressed is in the store. */
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    /** As long as the merchant's token holds, which goes by the machine's clock. */
    private static final Duration MOST_JUMPS = Duration.ofHours(6);

    private final List<Logger> quiet = List.of(
            Logger.getLogger(QueuePoller.class.getName()),
            Logger.getLogger(Timeline.class.getName()),
            Logger.getLogger(Gateway.class.getName()));
    private final Random random = new Random(SEED);
    private final Map<String, List<JsonNode>> trails = new LinkedHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();

    @BeforeEach
    void quiet() {
        quiet.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterEach
    void loud() {
        Deaths.stop();
        quiet.forEach(logger -> logger.setLevel(null));
    }

    @Test
    void everyOrderEndsWhereAnUndisturbedRunHasIt() throws Exception {
        System.out.println("random lives on the runtime: " + LIVES + ", -Dordersync.seed=" + SEED);
        ScriptedLives script = new ScriptedLives(SEED, LIVES);
        Map<String, Ending> undisturbed = undisturbed(script);
        Map<String, Ending> disturbed = disturbed(script);

        SoftAssertions.assertSoftly(all -> script.orders().forEach(order -> {
            Ending ending = disturbed.get(order);
            Ending wanted = undisturbed.get(order);
            if (script.isRaced(order)) {
                all.assertThat(ending.isCancelled())
                        .as("%s, seed %d: %s", order, SEED, ending)
                        .isTrue();
                all.assertThat(wanted.isCancelled())
                        .as("%s, undisturbed: %s", order, wanted)
                        .isTrue();
            } else {
                all.assertThat(ending)
                        .as("%s, seed %d: %s", order, SEED, trails.get(order))
                        .isEqualTo(wanted);
            }
        }));
    }

    private Map<String, Ending> undisturbed(ScriptedLives script) throws Exception {
        try (RunningSystem system = RunningSystem.startOn(new ShakyMachine())) {
            play(system, script.day(), system::advance);
            clearUp(system, script);
            afternoon(system, script);
            play(system, script.evening(), system::advance);
            clearUp(system, script);
            return endings(system, script);
        }
    }

    private Map<String, Ending> disturbed(ScriptedLives script) throws Exception {
        ShakyMachine machine = new ShakyMachine();
        try (RunningSystem system = RunningSystem.startOn(machine)) {
            Clocks clocks = new Clocks(system, machine);
            badWeather(system);
            play(system, script.day(), clocks::pass);
            fairWeather(system);
            clearUp(system, script);
            afternoon(system, script);
            badWeather(system);
            play(system, script.evening(), clocks::pass);
            fairWeather(system);
            clearUp(system, script);
            Map<String, Ending> endings = endings(system, script);
            script.orders().forEach(order -> trails.put(order, system.trail(order)));
            System.out.println("calls upstream that failed: " + failed + ", functions that died: " + Deaths.died()
                    + ", webhooks lost: " + lost + ", doubled: " + doubled + ", late: " + late(system)
                    + ", jumps of the machine's clock: " + clocks.jumped
                    + ", orders whose creation was in doubt: " + inDoubt());
            System.out.println("endings: " + counted(endings));
            return endings;
        }
    }

    private static void afternoon(RunningSystem system, ScriptedLives script) {
        script.afternoon().forEach(deed -> deed.accept(system));
        system.advance(A_WHILE);
    }

    /** They were looked for in the store, by what their trail says. */
    private long inDoubt() {
        return trails.values().stream()
                .filter(trail -> trail.stream()
                        .anyMatch(check -> check.path("status").asText().equals("UNCONFIRMED")))
                .count();
    }

    private static long late(RunningSystem system) {
        return system.tiktok().deliveries().stream()
                .filter(delivery -> delivery.attempt() > 1)
                .count();
    }

    private static Map<String, Long> counted(Map<String, Ending> endings) {
        return endings.values().stream()
                .map(ending -> ending.status() + " " + ending.reason() + ending.attention())
                .collect(Collectors.groupingBy(what -> what, TreeMap::new, Collectors.counting()));
    }

    private static void clearUp(RunningSystem system, ScriptedLives script) {
        for (int i = 0; i == 0 || i < LONGEST && !isQuiet(system, script); i++) {
            system.advance(CLEARS_UP);
        }
    }

    private static boolean isQuiet(RunningSystem system, ScriptedLives script) {
        return script.orders().stream().allMatch(order -> system.table()
                .row(new ShopId(RunningSystem.SHOP), new OrderId(order))
                .filter(row -> row.nextCheckAt().isEmpty()
                        && row.effect().claim().isEmpty()
                        && row.effect().pending().isEmpty())
                .isPresent());
    }

    private void badWeather(RunningSystem system) {
        system.faults().weather(new BadWeather());
        Deaths.by(call -> draw(call.startsWith("Sqs.") ? DEATH_AT_SENDING : DEATH) == 0);
    }

    private void fairWeather(RunningSystem system) {
        Deaths.stop();
        system.faults().weather(Faults.Weather.FAIR);
    }

    private final class BadWeather implements Faults.Weather {
        @Override
        public Optional<Faults.Kind> overCall(String upstream) {
            if (draw(UPSTREAM) != 0) {
                return Optional.empty();
            }
            failed.incrementAndGet();
            return Optional.of(KINDS.get(draw(KINDS.size())));
        }

        @Override
        public boolean losesWebhook(String upstream) {
            return counted(draw(WEBHOOKS) == 0, lost);
        }

        @Override
        public boolean doublesWebhook(String upstream) {
            return counted(draw(WEBHOOKS) == 0, doubled);
        }

        private static boolean counted(boolean happens, AtomicInteger count) {
            if (happens) {
                count.incrementAndGet();
            }
            return happens;
        }
    }

    private int draw(int oneOf) {
        synchronized (random) {
            return random.nextInt(oneOf);
        }
    }

    private interface Passing {
        void of(Duration time);
    }

    private static void play(RunningSystem system, List<Step> steps, Passing time) {
        for (Step step : steps) {
            step.deeds().forEach(deed -> deed.accept(system));
            time.of(step.after());
        }
    }

    /** Time passes by the one clock or by the other. */
    private final class Clocks {
        private final RunningSystem system;
        private final ShakyMachine machine;
        private Duration jumps = Duration.ZERO;
        private int jumped;

        Clocks(RunningSystem system, ShakyMachine machine) {
            this.system = system;
            this.machine = machine;
        }

        void pass(Duration time) {
            boolean mayJump = jumps.plus(time).compareTo(MOST_JUMPS) < 0;
            if (mayJump && draw(4) == 0) {
                jumps = jumps.plus(time);
                jumped++;
                machine.move(time.minus(A_MOMENT));
                system.advance(A_MOMENT);
            } else {
                system.advance(time);
            }
        }
    }

    /** Where an order is in the end, here and in the store; ids and names are each run's own. */
    private record Ending(
            String status, String reason, String attention, String tiktok, String address, List<InStore> storeOrders) {
        boolean isCancelled() {
            boolean never = status.equals("BLOCKED") && reason.equals("ORDER_CANCELLED") && storeOrders.isEmpty();
            boolean too = status.equals("SYNCED")
                    && attention.isEmpty()
                    && storeOrders.size() == 1
                    && storeOrders.getFirst().cancelled();
            return never || too;
        }
    }

    private record InStore(
            boolean cancelled,
            String paid,
            String shipped,
            List<String> tags,
            String street,
            List<Integer> units,
            int notes) {
        static InStore of(JsonNode order) {
            List<String> tags = new ArrayList<>();
            order.path("tags").forEach(tag -> tags.add(tag.asText()));
            List<Integer> units = new ArrayList<>();
            order.path("lineItems")
                    .forEach(line -> units.add(line.path("quantity").asInt()));
            return new InStore(
                    !order.path("cancelledAt").isNull(),
                    order.path("displayFinancialStatus").asText(),
                    order.path("displayFulfillmentStatus").asText(),
                    tags.stream().sorted().toList(),
                    order.at("/shippingAddress/address1").asText(),
                    units,
                    order.path("note").asText().split("\\[ordersync:", -1).length - 1);
        }
    }

    private static Map<String, Ending> endings(RunningSystem system, ScriptedLives script) {
        Map<String, List<InStore>> inStore = new LinkedHashMap<>();
        system.shopify().orders().forEach(order -> inStore.computeIfAbsent(
                        order.path("sourceIdentifier").asText(), id -> new ArrayList<>())
                .add(InStore.of(order)));
        assertThat(script.orders()).as("orders that TikTok never had").containsAll(inStore.keySet());
        assertThat(system.size("orders-dlq")).as("dead letters").isZero();
        assertThat(system.size("tasks-dlq")).as("dead letters of tasks").isZero();
        assertThat(system.size("orders")).as("messages left").isZero();
        Map<String, Ending> endings = new LinkedHashMap<>();
        for (String id : script.orders()) {
            JsonNode order = system.order(id);
            List<InStore> its = inStore.getOrDefault(id, List.of());
            assertThat(its.size())
                    .as("store orders of %s: %s", id, order)
                    .isEqualTo(order.path("status").asText().equals("SYNCED") ? 1 : 0);
            endings.put(
                    id,
                    new Ending(
                            order.path("status").asText(),
                            order.path("reason").asText(""),
                            order.path("attentionReason").asText(""),
                            order.path("tiktokStatus").asText(),
                            order.path("address").asText(),
                            its));
        }
        return endings;
    }
}
