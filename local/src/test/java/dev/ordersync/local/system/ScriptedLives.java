package dev.ordersync.local.system;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ordersync.local.demo.DemoClient.Answer;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Many orders' lives, drawn from a seed: what buyers, TikTok and the merchant do, and when. The script is one and the same
 * in every weather. By day orders come and some are cancelled; in the evening things change about those that have arrived.
 */
final class ScriptedLives {
    private static final String BASE = "/api/shops/" + RunningSystem.SHOP;
    private static final int STEPS_OF_THE_DAY = 18;
    private static final int STEPS_OF_THE_EVENING = 12;
    private static final int LAST_ARRIVAL = 10;
    private static final int LINKED = 12;
    private static final int MOST_PRESSES = 40;

    /** Something that somebody does. */
    interface Deed extends Consumer<RunningSystem> {}

    /** What happens so long after the step before. */
    record Step(Duration after, List<Deed> deeds) {}

    private final Random random;
    private final List<Step> day = new ArrayList<>();
    private final List<Step> evening = new ArrayList<>();
    private final List<Deed> afternoon = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final Set<String> raced = new HashSet<>();

    ScriptedLives(long seed, int lives) {
        random = new Random(seed);
        steps(day, STEPS_OF_THE_DAY);
        steps(evening, STEPS_OF_THE_EVENING);
        for (int i = 0; i < lives; i++) {
            live(Long.toString(577_000_000_000_000_000L + i * 131L));
        }
        day.get(LINKED).deeds().add(ScriptedLives::linkTheMug);
    }

    List<Step> day() {
        return day;
    }

    /** Between day and evening the merchant ships some, and looks at those that should have come by Sync. */
    List<Deed> afternoon() {
        return afternoon;
    }

    List<Step> evening() {
        return evening;
    }

    List<String> orders() {
        return orders;
    }

    /** Those that are cancelled while the store order may be on its way: it was never made, or is cancelled too. */
    boolean isRaced(String order) {
        return raced.contains(order);
    }

    private void steps(List<Step> steps, int count) {
        for (int i = 0; i < count; i++) {
            // Apart from whole minutes, at which schedules fire and sweeps begin.
            steps.add(new Step(Duration.ofSeconds(120 + random.nextInt(360)), new ArrayList<>()));
        }
    }

    private void live(String id) {
        orders.add(id);
        int arrival = random.nextInt(LAST_ARRIVAL);
        boolean mayBeCancelled = true;
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> place(arrival, system -> system.payable("CT-BLK-M").id(id));
            case 3 -> place(arrival, system -> of("CT-BLK-M", 3).id(id).createdAt(past(system)));
            case 4, 5 -> place(arrival, system -> of("CT-WHT-L", 2).id(id));
            case 6 -> place(arrival, system -> SandboxOrder.documented().id(id));
            case 7, 8 -> {
                place(arrival, system -> of("CT-BLK-M", 2).id(id).unpaid());
                later(day, arrival, is(id, "UNPAID", system -> system.tiktok().pay(id)));
            }
            case 9 -> place(arrival, system -> of("CT-BLK-M", 1).id(id).unpaid());
            case 10, 11 -> place(arrival, system -> system.payable("TT-MUG").id(id));
            case 12 -> place(arrival, system -> system.payable("TWIN-1").id(id));
            case 13 ->
                place(arrival, system -> system.payable("CT-BLK-M").id(id).fulfilledByTikTok());
            case 14 ->
                place(arrival, system -> system.payable("CT-BLK-M").id(id).sample());
            default -> {
                // Sync on a cancelled order would have it made all the same.
                mayBeCancelled = false;
                place(arrival, system -> of("CT-BLK-M", 1)
                        .id(id)
                        .createdAt(system.now().minus(Duration.ofDays(31))));
                later(day, arrival, system -> press(system, id));
                afternoon.add(system -> pressIfItStillWaits(system, id));
            }
        }
        if (mayBeCancelled && chance(5)) {
            raced.add(id);
            later(day, arrival, system -> system.tiktok().cancel(id, "BUYER"));
        }
        if (chance(6)) {
            afternoon.add(system -> ship(system, id));
        }
        if (chance(2)) {
            change(id);
        }
    }

    private void change(String id) {
        Predicate<String> alive = status -> !Set.of("CANCELLED", "UNPAID").contains(status);
        switch (random.nextInt(5)) {
            case 0 ->
                later(evening, -1, when(id, alive, system -> system.tiktok().cancel(id, "BUYER")));
            case 1 -> {
                String street = random.nextInt(99) + " Other Road";
                later(evening, -1, when(id, alive, system -> system.tiktok()
                        .changeAddress(
                                id,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("address_line1", street)
                                        .put("address_detail", street))));
            }
            case 2 ->
                later(evening, -1, when(id, alive, system -> system.tiktok().cancelLine(id, 0)));
            case 3 ->
                later(evening, -1, when(id, alive, system -> system.tiktok().requestCancellation(id)));
            default -> {
                Predicate<String> ready = "AWAITING_SHIPMENT"::equals;
                later(evening, -1, when(id, ready, system -> system.tiktok().moveTo(id, "AWAITING_COLLECTION")));
            }
        }
    }

    private static SandboxOrder of(String sku, int quantity) {
        return SandboxOrder.of(sku, quantity);
    }

    private static Instant past(RunningSystem system) {
        return system.now().minus(Duration.ofHours(2));
    }

    private interface Placing {
        SandboxOrder in(RunningSystem system);
    }

    private void place(int step, Placing placing) {
        day.get(step).deeds().add(system -> system.tiktok().place(placing.in(system)));
    }

    private void later(List<Step> steps, int than, Deed deed) {
        int first = than + 1;
        steps.get(first + random.nextInt(steps.size() - first)).deeds().add(deed);
    }

    private static Deed is(String id, String status, Deed deed) {
        return when(id, status::equals, deed);
    }

    /** Done where the order's status at TikTok, which no weather changes, is like this. */
    private static Deed when(String id, Predicate<String> like, Deed deed) {
        return system -> {
            String status =
                    system.tiktok().order(id).orElseThrow().path("status").asText();
            if (like.test(status)) {
                deed.accept(system);
            }
        };
    }

    /** A merchant who sees an error, or another reason than before, presses again. */
    private static void press(RunningSystem system, String id) {
        for (int i = 0; i < MOST_PRESSES; i++) {
            int status =
                    system.client().post(BASE + "/orders/" + id + "/sync", "").status();
            if (status == 200 || status == 202) {
                return;
            }
        }
        throw new AssertionError("Sync is refused again and again for " + id + ": " + system.order(id));
    }

    /** A press waives what the order shows, which is nothing where its webhook is lost and TikTok does not answer. */
    private static void pressIfItStillWaits(RunningSystem system, String id) {
        if (system.order(id).path("status").asText().equals("BLOCKED")) {
            press(system, id);
        }
    }

    private static void linkTheMug(RunningSystem system) {
        String variant = system.shopify().variant("MUG-BLUE").gid();
        for (int i = 0; i < MOST_PRESSES; i++) {
            Answer answer = system.client()
                    .put(
                            BASE + "/links/2729382476852922001",
                            JsonNodeFactory.instance.objectNode().put("storeVariant", variant));
            if (answer.status() == 200) {
                return;
            }
        }
        throw new AssertionError("the link is refused again and again");
    }

    private static void ship(RunningSystem system, String id) {
        system.shopify().orders().forEach(order -> {
            boolean itsOwn = order.path("sourceIdentifier").asText().equals(id);
            if (itsOwn && order.path("cancelledAt").isNull()) {
                system.shopify().ship(order.path("id").asText(), "USPS", "9400111206206406260787");
            }
        });
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }
}
