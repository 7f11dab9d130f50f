package dev.ordersync.domain.port;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The connected shops. */
public interface Shops {
    /**
     * The shop, from a copy of at most 10 seconds' age.
     *
     * @param asOf a change that the caller knows of: an older copy is read again, consistently
     */
    Optional<Shop> find(ShopId shop, Optional<Instant> asOf);

    /** A store's address; empty when there is no such connection. */
    Optional<Connection> connection(ConnectionId connection);

    /** Every shop's id, for the sweep. */
    List<ShopId> all();

    /** The merchant's shops. */
    List<ShopId> of(MerchantId merchant);

    /** Whether the shop is this merchant's. */
    boolean owns(MerchantId merchant, ShopId shop);

    /** Pauses one upstream until then, unless it is paused longer already. */
    void pause(ShopId shop, Upstream upstream, Instant until);

    /** Notes that TikTok accepts us no more: the seller took the authorisation back, or our tokens have ended. */
    void markDeauthorised(ShopId shop);

    /** How many orders of the shop TikTok has and we do not, as the sweep noted last; 0 before it did. */
    int missing(ShopId shop);

    /** The base of the addresses at which the shop's webhooks arrive; empty where the operator has not said so. */
    Optional<String> webhooksAt(ShopId shop);

    /** Notes that TikTok accepts us again. */
    void markAuthorised(ShopId shop, Instant changedAt);

    void saveSettings(ShopId shop, Settings settings, Instant changedAt);
}
