package dev.ordersync.local.connect;

import dev.ordersync.aws.table.ForgetShop;
import dev.ordersync.domain.ShopId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Forgets a shop, also where somebody is at work for it in this moment. */
public final class Forget {
    private final Target target;
    private final Pause pause;
    private final Duration settled;
    private final ForgetShop forget;

    /** How it is waited. */
    public interface Pause {
        void sleep(Duration span) throws InterruptedException;
    }

    /** @param settled how long after the shop was taken out of service nobody works for it any more */
    public Forget(Target target, Duration settled, Pause pause) {
        this.target = target;
        this.pause = pause;
        this.settled = settled;
        this.forget = new ForgetShop(target.dynamo(), target.table());
    }

    /** Whether there is such a shop, or half of one. */
    public boolean knows(ShopId shop) {
        return forget.knows(shop);
    }

    /**
     * Deletes all that is kept of the shop. A run that ends half-way is gone on with by the next.
     *
     * @return how many items, by what they were; empty where there is no such shop
     */
    public Optional<Map<String, Integer>> run(ShopId shop) throws InterruptedException {
        Optional<ForgetShop.Begun> begun = forget.begin(shop, now());
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> erased = new TreeMap<>(forget.erase(begun.get()));
        Duration left = Duration.between(now(), begun.get().begun().plus(settled));
        if (left.isPositive()) {
            // A function that read the shop before it went may write its order until its time is over.
            pause.sleep(left);
            forget.erase(begun.get()).forEach((kind, items) -> erased.merge(kind, items, Integer::sum));
        }
        forget.end(begun.get());
        return Optional.of(erased);
    }

    private Instant now() {
        return target.clocks().business().instant();
    }
}
