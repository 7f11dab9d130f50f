package dev.ordersync.testing;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.shop.SweepState;
import java.util.HashMap;
import java.util.Map;

/** The sweep's states in memory. */
public final class InMemorySweepStates implements SweepStates {
    private final Map<ShopId, SweepState> states = new HashMap<>();

    @Override
    public synchronized SweepState of(ShopId shop) {
        return states.getOrDefault(shop, SweepState.none());
    }

    @Override
    public synchronized boolean save(ShopId shop, SweepState state) {
        if (of(shop).version() != state.version()) {
            return false;
        }
        states.put(
                shop,
                new SweepState(
                        state.version() + 1, state.cursor(), state.lastDaily(), state.counting(), state.missing()));
        return true;
    }
}
