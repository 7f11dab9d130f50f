package dev.ordersync.testing.sync;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.ResolveOrder.Word;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.OrderBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.fake.FakeStore.SecondCreate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One order's life in bad weather, drawn from a seed: TikTok changes its mind, webhooks are lost, doubled and late, port
 * calls fail, workers die or sleep through their time, the merchant changes things and presses Sync. Then the weather
 * calms, and what is left in queue, schedules and sweep is worked off.
 */
final class RandomLife {
    private static final SkuId LATE = new SkuId("2729382476852921777");

    final Simulation sim;
    private final World world;
    private final Instant born;
    private Optional<Supplier<OrderBuilder>> current = Optional.empty();
    private boolean elsewhere;
    private boolean requested;
    private boolean unitCancelled;

    RandomLife(long seed, SecondCreate second) {
        Random random = new Random(seed);
        ShopBuilder shop = ShopBuilder.shop();
        if (random.nextInt(5) == 0) {
            shop.releaseOnLink(false);
        }
        if (random.nextInt(8) == 0) {
            shop.onHold(Settings.OnHoldRule.SYNC_AT_ONCE);
        }
        if (random.nextInt(12) == 0) {
            shop.connectedAt(Orders.OFF_HOLD_AT.plusSeconds(3600));
        }
        this.sim = new Simulation(random, second, shop.build());
        this.world = sim.world;
        this.born = world.clock.instant();
    }

    RandomLife live() {
        boolean late = chance(4);
        Instant paid = born.plus(chance(3) ? seconds(0, 3000) : Duration.ZERO);
        Instant free = paid.plus(Duration.ofHours(1)).plus(seconds(0, 200));
        Instant cancelled = chance(3) ? born.plus(seconds(0, 20_000)) : Instant.MAX;
        Supplier<OrderBuilder> order = () -> {
            OrderBuilder builder = Orders.order(World.ORDER.value())
                    .createdAt(born)
                    .paidAt(paid)
                    .autoCancelAt(born.plus(Duration.ofDays(6)));
            if (elsewhere) {
                builder.address(Orders.recipient("another buyer"));
            }
            if (requested) {
                builder.cancelRequested();
            }
            if (unitCancelled) {
                builder.units(1, LineBuilder.top().status("CANCELLED")).units(1, LineBuilder.top());
            }
            return late
                    ? builder.units(1, LineBuilder.top()).line(LineBuilder.unit(LATE.value(), "LATE", "5.00"))
                    : builder;
        };
        if (paid.isAfter(born)) {
            becomes(born, cancelled, OrderStatus.UNPAID, () -> order.get()
                    .unpaid()
                    .address(Recipient.none()));
        }
        becomes(paid, cancelled, OrderStatus.ON_HOLD, () -> order.get().address(Recipient.none()));
        if (chance(6)) {
            Instant masked = free;
            free = free.plus(seconds(60, 9000));
            becomes(masked, cancelled, OrderStatus.AWAITING_SHIPMENT, () -> order.get()
                    .address(Recipient.none()));
        }
        becomes(free, cancelled, OrderStatus.AWAITING_SHIPMENT, order);
        Instant shipped = free.plus(seconds(600, 20_000));
        if (chance(2)) {
            becomes(shipped, cancelled, OrderStatus.AWAITING_COLLECTION, order);
            becomes(shipped.plusSeconds(1000), cancelled, OrderStatus.IN_TRANSIT, order);
        }
        if (cancelled != Instant.MAX) {
            boolean neverPaid = cancelled.isBefore(paid);
            becomes(
                    cancelled,
                    Instant.MAX,
                    OrderStatus.CANCELLED,
                    () -> neverPaid ? order.get().unpaid() : order.get());
        }
        if (chance(3)) {
            changes("another address", () -> elsewhere = true);
        }
        if (chance(4)) {
            changes("the buyer asks to cancel", () -> requested = true);
            if (chance(2)) {
                changes("the buyer may have thought better of it", () -> requested = false);
            }
        }
        if (chance(4)) {
            changes("a unit is cancelled", () -> unitCancelled = true);
        }
        if (chance(5)) {
            sim.at(born.plus(seconds(4000, 20_000)), "the merchant ships", this::ship);
        }
        while (chance(2)) {
            Force force = chance(3) ? Force.YES : Force.NO;
            sim.at(born.plus(seconds(0, 20_000)), "the merchant presses Sync, force " + force, () -> press(force));
        }
        if (chance(2)) {
            // Often, or hardly one would fall into the few minutes in which an outcome is unknown.
            for (Instant look = born; look.isBefore(born.plusSeconds(22_000)); look = look.plus(seconds(20, 200))) {
                sim.at(look, "the merchant looks into the store", this::resolve);
            }
        }
        if (chance(4)) {
            Instant off = born.plus(seconds(0, 8000));
            sim.at(off, "auto-sync off", () -> autoSync(false));
            sim.at(off.plus(seconds(10, 9000)), "auto-sync on", () -> autoSync(true));
        }
        if (late) {
            sim.at(born.plus(seconds(0, 20_000)), "link", () -> link(true));
            if (chance(3)) {
                sim.at(born.plus(seconds(0, 20_000)), "unlink", () -> link(false));
                sim.at(born.plus(seconds(20_000, 21_000)), "link", () -> link(true));
            }
        }
        for (Instant sweep = born.plus(seconds(0, 600));
                sweep.isBefore(born.plusSeconds(22_000));
                sweep = sweep.plus(seconds(200, 4000))) {
            sim.at(sweep, "sweep", () -> sweep(chance(2)));
        }
        sim.run();
        sim.calm();
        autoSync(true);
        sweep(true);
        sim.run();
        if (sim.row().flatMap(OrderRow::attention).equals(Optional.of(Reason.INTERNAL_ERROR))) {
            // What the words ask for.
            press(Force.NO);
            sim.run();
        }
        return this;
    }

    private void becomes(Instant at, Instant unless, OrderStatus status, Supplier<OrderBuilder> order) {
        if (!at.isBefore(unless)) {
            return;
        }
        sim.at(at, "TikTok says " + status, () -> {
            Instant now = world.clock.instant();
            current = Optional.of(() -> order.get().status(status));
            world.has(order.get().status(status).updatedAt(now).build());
            Check.Seen seen = new Check.Seen(status == OrderStatus.CANCELLED ? "CANCEL" : status.name(), now);
            Check hinted = new Check(
                    world.shop.id(),
                    World.ORDER,
                    Cause.WEBHOOK,
                    "tiktok",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(seen));
            int copies = chance(6) ? 0 : chance(5) ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                sim.in(
                        chance(5) ? seconds(60, 9000) : seconds(0, 3),
                        "webhook " + status,
                        () -> sim.send(chance(4) ? world.webhook() : hinted));
            }
        });
    }

    /** Something about the order changes on TikTok, and its webhook may be lost. */
    private void changes(String what, Runnable change) {
        sim.at(born.plus(seconds(0, 20_000)), what, () -> {
            change.run();
            current.ifPresent(order -> {
                world.has(order.get().updatedAt(world.clock.instant()).build());
                if (!chance(5)) {
                    sim.in(seconds(0, 60), "webhook: " + what, () -> sim.send(world.webhook()));
                }
            });
        });
    }

    private void ship() {
        world.store.orders().stream()
                .filter(order -> !order.cancelled() && !order.tags().contains(StoreOrderDraft.TAG_CANCELLED))
                .forEach(order -> world.store.ship(order.id()));
    }

    private void autoSync(boolean on) {
        Settings old = sim.shop().settings();
        if (old.autoSync() == on) {
            return;
        }
        Settings now = ShopBuilder.shop().settings(old).autoSync(on).build().settings();
        world.shops.saveSettings(world.shop.id(), now, world.clock.instant());
        if (on) {
            release();
        }
    }

    private void link(boolean on) {
        if (on) {
            world.links.put(world.shop.id(), new Link(LATE, new VariantId("v-2"), "", world.clock.instant()));
            release();
        } else {
            world.links.delete(world.shop.id(), LATE);
        }
    }

    /** What a release does: it walks at once, and again five minutes later. */
    private void release() {
        Check check = new Check(
                world.shop.id(),
                World.ORDER,
                Cause.RELEASE,
                "merchant:u-1",
                Optional.empty(),
                Optional.of(world.clock.instant()),
                Optional.empty());
        sim.send(check);
        sim.in(Duration.ofMinutes(5), "second walk", () -> sim.send(check));
    }

    private void press(Force force) {
        sim.inputs++;
        String name = sim.name("p");
        // A merchant who sees an error presses again.
        sim.start(
                name,
                calls -> world.button(calls).press(sim.shop(), World.ORDER, "merchant:u-1", force, name),
                Optional.empty(),
                () -> sim.in(seconds(20, 300), "the merchant presses again", () -> press(force)));
    }

    /** The merchant finds the order in the store that we do not know of, and names it. */
    private void resolve() {
        boolean unknown =
                sim.row().filter(row -> row.status() == Status.UNCONFIRMED).isPresent();
        List<StoreOrder> orders = world.store.orders();
        if (!unknown || orders.isEmpty()) {
            return;
        }
        sim.inputs++;
        Word word = new Word.ItIs(orders.get(0).id());
        String name = sim.name("r");
        sim.start(
                name,
                calls -> world.resolver(calls).resolve(sim.shop(), World.ORDER, "merchant:u-1", word, name),
                Optional.empty(),
                () -> sim.in(seconds(20, 300), "the merchant looks again", this::resolve));
    }

    private void sweep(boolean tiktokToo) {
        sim.sweep();
        if (tiktokToo
                && world.tiktok.read(world.shop, List.of(World.ORDER)).get(World.ORDER)
                        instanceof OrderRead.Found found) {
            boolean old = sim.row()
                    .flatMap(OrderRow::mirror)
                    .map(mirror -> mirror.updatedAt().isBefore(found.order().updatedAt()))
                    .orElse(true);
            if (old) {
                sim.send(Check.of(world.shop.id(), World.ORDER, Cause.SWEEP, "sweep"));
            }
        }
    }

    private boolean chance(int oneOf) {
        return sim.chance(oneOf);
    }

    private Duration seconds(int least, int most) {
        return sim.seconds(least, most);
    }
}
