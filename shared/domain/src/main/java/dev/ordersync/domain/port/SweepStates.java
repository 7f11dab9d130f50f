package dev.ordersync.domain.port;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.SweepState;
import java.time.Instant;
import java.util.Optional;

/** How far each shop is swept. */
public interface SweepStates {
    /** As it is stored now; of a shop that was never swept, or is not there, {@link SweepState#none()}. */
    SweepState of(ShopId shop);

    /**
     * Stores the state as version {@code state.version() + 1}, on condition that {@code state.version()} is what is stored.
     *
     * @return false when another sweep was quicker, or the shop is gone: nothing was written
     */
    boolean save(ShopId shop, SweepState state);

    /** Up to when the store's orders were looked through for pairs; empty before the first look. A moment late. */
    Optional<Instant> pairsSoughtUntil(ShopId shop);

    /** Notes it, unless a later time stands there. */
    void pairsSought(ShopId shop, Instant until);
}
