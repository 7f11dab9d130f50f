package dev.ordersync.testing;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Shops in memory; a read is never old. */
public final class InMemoryShops implements Shops {
    private final Map<ShopId, Shop> shops = new LinkedHashMap<>();
    private final Map<ConnectionId, Connection> connections = new LinkedHashMap<>();
    private final Map<ShopId, Integer> missing = new LinkedHashMap<>();
    private final Map<ShopId, String> webhooksAt = new LinkedHashMap<>();

    /** Adds or replaces a shop. */
    public synchronized InMemoryShops put(Shop shop) {
        shops.put(shop.id(), shop);
        return this;
    }

    /** Adds or replaces a store's address. */
    public synchronized InMemoryShops put(Connection connection) {
        connections.put(connection.id(), connection);
        return this;
    }

    /** As the operator says it when a shop is connected. */
    public synchronized InMemoryShops webhooksAt(ShopId shop, String base) {
        webhooksAt.put(shop, base);
        return this;
    }

    @Override
    public synchronized Optional<String> webhooksAt(ShopId shop) {
        return Optional.ofNullable(webhooksAt.get(shop));
    }

    @Override
    public synchronized Optional<Shop> find(ShopId shop, Optional<Instant> asOf) {
        return Optional.ofNullable(shops.get(shop));
    }

    @Override
    public synchronized Optional<Connection> connection(ConnectionId connection) {
        return Optional.ofNullable(connections.get(connection));
    }

    @Override
    public synchronized List<ShopId> all() {
        return shops.keySet().stream().toList();
    }

    @Override
    public synchronized List<ShopId> of(MerchantId merchant) {
        return shops.values().stream()
                .filter(shop -> shop.merchant().equals(merchant))
                .map(Shop::id)
                .toList();
    }

    @Override
    public synchronized boolean owns(MerchantId merchant, ShopId shop) {
        return of(merchant).contains(shop);
    }

    @Override
    public void pause(ShopId shop, Upstream upstream, Instant until) {
        switch (upstream) {
            case TIKTOK ->
                change(
                        shop,
                        old -> isLonger(old.tiktokPausedUntil(), until)
                                ? with(
                                        old,
                                        old.authorised(),
                                        old.settings(),
                                        old.changedAt(),
                                        Optional.of(until),
                                        old.storePausedUntil())
                                : old);
            case STORE ->
                change(
                        shop,
                        old -> isLonger(old.storePausedUntil(), until)
                                ? with(
                                        old,
                                        old.authorised(),
                                        old.settings(),
                                        old.changedAt(),
                                        old.tiktokPausedUntil(),
                                        Optional.of(until))
                                : old);
            case AWS -> throw new IllegalArgumentException("AWS is not paused");
        }
    }

    private static boolean isLonger(Optional<Instant> paused, Instant until) {
        return paused.map(until::isAfter).orElse(true);
    }

    @Override
    public void markDeauthorised(ShopId shop) {
        change(
                shop,
                old -> with(
                        old, false, old.settings(), old.changedAt(), old.tiktokPausedUntil(), old.storePausedUntil()));
    }

    @Override
    public void markAuthorised(ShopId shop, Instant changedAt) {
        change(
                shop,
                old -> with(old, true, old.settings(), changedAt, old.tiktokPausedUntil(), old.storePausedUntil()));
    }

    @Override
    public void saveSettings(ShopId shop, Settings settings, Instant changedAt) {
        change(
                shop,
                old -> with(
                        old, old.authorised(), settings, changedAt, old.tiktokPausedUntil(), old.storePausedUntil()));
    }

    /** What the sweep noted. */
    public synchronized InMemoryShops missing(ShopId shop, int orders) {
        missing.put(shop, orders);
        return this;
    }

    @Override
    public synchronized int missing(ShopId shop) {
        return missing.getOrDefault(shop, 0);
    }

    private synchronized void change(ShopId shop, UnaryOperator<Shop> change) {
        shops.computeIfPresent(shop, (id, old) -> change.apply(old));
    }

    private static Shop with(
            Shop old,
            boolean authorised,
            Settings settings,
            Instant changedAt,
            Optional<Instant> tiktokPausedUntil,
            Optional<Instant> storePausedUntil) {
        return new Shop(
                old.id(),
                old.merchant(),
                old.name(),
                old.region(),
                old.cipher(),
                old.authorisation(),
                authorised,
                old.connection(),
                old.platform(),
                old.connectedAt(),
                settings,
                old.plan(),
                changedAt,
                tiktokPausedUntil,
                storePausedUntil);
    }
}
