package dev.ordersync.domain.port;

import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Store;

/** The stores that shops are connected with. */
public interface Stores {
    /** The shop's store, ready to be called with its current credentials. */
    Store of(Shop shop);
}
