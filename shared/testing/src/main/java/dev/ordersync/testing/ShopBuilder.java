package dev.ordersync.testing;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.shop.Settings.OnHoldRule;
import dev.ordersync.domain.shop.Settings.SampleRule;
import dev.ordersync.domain.shop.Shop;
import java.time.Instant;
import java.util.Optional;

/**
 * Builds a {@link Shop}: in the US, connected with a Shopify store long before any order, with the default settings and
 * an unlimited plan until a test says otherwise.
 */
public final class ShopBuilder {
    public static final ShopId ID = new ShopId("7494049642642441621");
    public static final ConnectionId CONNECTION = new ConnectionId("c-1");
    public static final MerchantId MERCHANT = new MerchantId("m-1");
    public static final Instant CONNECTED_AT = Instant.parse("2025-01-01T00:00:00Z");

    private ShopId id = ID;
    private MerchantId merchant = MERCHANT;
    private String region = "US";
    private boolean authorised = true;
    private ConnectionId connection = CONNECTION;
    private Instant connectedAt = CONNECTED_AT;
    private Settings settings = Settings.defaults();
    private Plan plan = Plan.unlimited();
    private Instant changedAt = CONNECTED_AT;
    private Optional<Instant> tiktokPausedUntil = Optional.empty();
    private Optional<Instant> storePausedUntil = Optional.empty();

    private ShopBuilder() {}

    public static ShopBuilder shop() {
        return new ShopBuilder();
    }

    /** Another shop, with a connection of its own. */
    public ShopBuilder id(String shop) {
        id = new ShopId(shop);
        connection = new ConnectionId("c-" + shop);
        return this;
    }

    public ShopBuilder merchant(String who) {
        merchant = new MerchantId(who);
        return this;
    }

    /** TikTok's code of the market: US, GB ... */
    public ShopBuilder region(String code) {
        region = code;
        return this;
    }

    public ShopBuilder authorised(boolean is) {
        authorised = is;
        return this;
    }

    public ShopBuilder connectedAt(Instant at) {
        connectedAt = at;
        return this;
    }

    public ShopBuilder changedAt(Instant at) {
        changedAt = at;
        return this;
    }

    public ShopBuilder settings(Settings all) {
        settings = all;
        return this;
    }

    public ShopBuilder plan(Plan of) {
        plan = of;
        return this;
    }

    public ShopBuilder tiktokPausedUntil(Instant until) {
        tiktokPausedUntil = Optional.of(until);
        return this;
    }

    public ShopBuilder storePausedUntil(Instant until) {
        storePausedUntil = Optional.of(until);
        return this;
    }

    public ShopBuilder autoSync(boolean on) {
        return changed(on, settings.onHoldRule(), settings.sampleRule(), settings.releaseOnLink(), settings.skuMatch());
    }

    public ShopBuilder onHold(OnHoldRule rule) {
        return changed(settings.autoSync(), rule, settings.sampleRule(), settings.releaseOnLink(), settings.skuMatch());
    }

    public ShopBuilder samples(SampleRule rule) {
        return changed(settings.autoSync(), settings.onHoldRule(), rule, settings.releaseOnLink(), settings.skuMatch());
    }

    public ShopBuilder releaseOnLink(boolean on) {
        return changed(settings.autoSync(), settings.onHoldRule(), settings.sampleRule(), on, settings.skuMatch());
    }

    public ShopBuilder skuMatch(boolean on) {
        return changed(settings.autoSync(), settings.onHoldRule(), settings.sampleRule(), settings.releaseOnLink(), on);
    }

    public ShopBuilder inventory(Inventory behaviour) {
        settings = with(
                settings.autoSync(),
                settings.onHoldRule(),
                settings.sampleRule(),
                settings.releaseOnLink(),
                settings.skuMatch(),
                behaviour);
        return this;
    }

    public ShopBuilder cancelInStore(boolean on) {
        settings = new Settings(
                settings.autoSync(),
                settings.onHoldRule(),
                settings.sampleRule(),
                settings.sampleWindow(),
                settings.releaseOnLink(),
                settings.skuMatch(),
                settings.inventory(),
                on,
                settings.restockOnCancel(),
                settings.noteDelivery(),
                settings.cancelOnTikTok(),
                settings.strictTracking(),
                settings.defaultCarrier(),
                settings.fillRequiredOptions(),
                settings.backfillDays());
        return this;
    }

    private ShopBuilder changed(
            boolean autoSync, OnHoldRule onHold, SampleRule samples, boolean releaseOnLink, boolean skuMatch) {
        settings = with(autoSync, onHold, samples, releaseOnLink, skuMatch, settings.inventory());
        return this;
    }

    private Settings with(
            boolean autoSync,
            OnHoldRule onHold,
            SampleRule samples,
            boolean releaseOnLink,
            boolean skuMatch,
            Inventory inventory) {
        return new Settings(
                autoSync,
                onHold,
                samples,
                settings.sampleWindow(),
                releaseOnLink,
                skuMatch,
                inventory,
                settings.cancelInStore(),
                settings.restockOnCancel(),
                settings.noteDelivery(),
                settings.cancelOnTikTok(),
                settings.strictTracking(),
                settings.defaultCarrier(),
                settings.fillRequiredOptions(),
                settings.backfillDays());
    }

    public Shop build() {
        return new Shop(
                id,
                merchant,
                "Shop " + id,
                region,
                "cipher-of-" + id,
                id.value(),
                authorised,
                connection,
                Platform.SHOPIFY,
                connectedAt,
                settings,
                plan,
                changedAt,
                tiktokPausedUntil,
                storePausedUntil);
    }

    /** The store that the built shop is connected with. */
    public Connection connection() {
        return new Connection(connection, id, Platform.SHOPIFY, "http://127.0.0.1:9002", "2026-07");
    }
}
