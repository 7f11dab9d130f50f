package dev.ordersync.testing;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.shop.SweepState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sweep's states in memory. */
public final class InMemorySweepStates implements SweepStates {
    private final Map<ShopId, SweepState> states = new HashMap<>();
    private final Map<ShopId, Instant> pairs = new HashMap<>();

    @Override
    public synchronized Optional<Instant> pairsSoughtUntil(ShopId shop) {
        return Optional.ofNullable(pairs.get(shop));
    }

    @Override
    public synchronized void pairsSought(ShopId shop, Instant until) {
        pairs.merge(shop, until, (old, now) -> old.isAfter(now) ? old : now);
    }

    @Override
    public synchronized SweepState of(ShopId shop) {
        return states.getOrDefault(shop, SweepState.none());
    }

    @Override
    public synchronized boolean save(ShopId shop, SweepState state) {
        if (of(shop).version() != state.version()) {
            return false;
        }
        states.put(shop, state.stored());
        return true;
    }
}
