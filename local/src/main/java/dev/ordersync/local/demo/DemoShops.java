package dev.ordersync.local.demo;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.App;
import dev.ordersync.local.config.Configuration.LinkEntry;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.config.Configuration.StoreEntry;
import dev.ordersync.local.runtime.Sandbox;
import dev.ordersync.local.runtime.SandboxSetup;
import dev.ordersync.local.sandbox.shopify.ShopifyStore;
import dev.ordersync.local.sandbox.tiktok.TikTokAccount;
import dev.ordersync.local.sandbox.tiktok.TikTokShop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shops of the sandbox where no configuration says otherwise. All are merchant m-1's, and sell from one Shopify store. */
public final class DemoShops {
    /** Automatic sync is on and its plan is active; in the demo it has samples not synced. */
    public static final ShopId SHOP =
            new ShopId(TikTokAccount.demo().shops().getFirst().id());

    static final ShopId OUTLET = new ShopId("7494049642642441622");
    static final ShopId POP_UP = new ShopId("7494049642642441623");
    static final MerchantId MERCHANT = new MerchantId("m-1");

    private static final String LAMP = "2729382476852922004";

    private DemoShops() {}

    /** The sandbox of {@code ./ordersync local}: one shop. */
    public static SandboxSetup shop() {
        return new SandboxSetup(TikTokAccount.demo(), Map.of(), List.of(ShopifyStore.demo()));
    }

    /** Its configuration: everything as a new merchant has it. */
    public static Configuration shopConfiguration(Sandbox sandbox, Instant connectedAt) {
        return configuration(
                sandbox,
                List.of(entry(sandbox, SHOP, "c-1", connectedAt, Settings.defaults(), Plan.unlimited(), List.of())));
    }

    /** The sandbox of {@code ./ordersync demo}: three shops. */
    static SandboxSetup shops() {
        TikTokAccount one = TikTokAccount.demo();
        List<TikTokShop> shops = new ArrayList<>(one.shops());
        shops.add(new TikTokShop(OUTLET.value(), "TTP_sandboxCipher2", "USLCDEMO02", "Demo Outlet", "US"));
        shops.add(new TikTokShop(POP_UP.value(), "TTP_sandboxCipher3", "USLCDEMO03", "Demo Pop-up", "US"));
        TikTokAccount three = new TikTokAccount(
                one.appKey(),
                one.appSecret(),
                one.accessToken(),
                one.accessTokenExpiresAt(),
                one.refreshToken(),
                one.authCode(),
                one.scopes(),
                shops);
        return new SandboxSetup(three, Map.of(), List.of(ShopifyStore.demo()));
    }

    /** Their configuration: the outlet has automatic sync off, the pop-up's plan is not active. */
    static Configuration shopsConfiguration(Sandbox sandbox, Instant connectedAt) {
        VariantId lamp =
                new VariantId(sandbox.stores().getFirst().variant("LAMP-1").gid());
        List<LinkEntry> links = List.of(new LinkEntry(new SkuId(LAMP), lamp, Optional.empty()));
        Plan ended = new Plan(false, Optional.empty(), Optional.empty());
        return configuration(
                sandbox,
                List.of(
                        entry(
                                sandbox,
                                SHOP,
                                "c-1",
                                connectedAt,
                                settings(true, Settings.SampleRule.DO_NOT_SYNC),
                                Plan.unlimited(),
                                links),
                        entry(
                                sandbox,
                                OUTLET,
                                "c-2",
                                connectedAt,
                                settings(false, Settings.SampleRule.SYNC),
                                Plan.unlimited(),
                                List.of()),
                        entry(sandbox, POP_UP, "c-3", connectedAt, Settings.defaults(), ended, List.of())));
    }

    private static Configuration configuration(Sandbox sandbox, List<ShopEntry> shops) {
        TikTokAccount account = sandbox.tiktok().account();
        return new Configuration(
                new App(account.appKey(), account.appSecret(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                shops);
    }

    private static ShopEntry entry(
            Sandbox sandbox,
            ShopId id,
            String connection,
            Instant connectedAt,
            Settings settings,
            Plan plan,
            List<LinkEntry> links) {
        TikTokAccount account = sandbox.tiktok().account();
        TikTokShop shop = account.shops().stream()
                .filter(one -> one.id().equals(id.value()))
                .findFirst()
                .orElseThrow();
        ShopifyStore store = sandbox.stores().getFirst().store();
        return new ShopEntry(
                id,
                MERCHANT,
                shop.region(),
                shop.cipher(),
                "demo-seller",
                Map.of("accessToken", account.accessToken(), "refreshToken", account.refreshToken()),
                Optional.of(connectedAt),
                new StoreEntry(
                        new ConnectionId(connection),
                        Platform.SHOPIFY,
                        sandbox.stores().getFirst().url().toString(),
                        "2026-07",
                        Optional.of(connectedAt),
                        Map.of("accessToken", store.accessToken(), "webhookSecret", store.webhookSecret())),
                settings,
                plan,
                links,
                List.of());
    }

    private static Settings settings(boolean autoSync, Settings.SampleRule sampleRule) {
        Settings defaults = Settings.defaults();
        return new Settings(
                autoSync,
                defaults.onHoldRule(),
                sampleRule,
                defaults.sampleWindow(),
                defaults.releaseOnLink(),
                defaults.skuMatch(),
                defaults.inventory(),
                defaults.cancelInStore(),
                defaults.restockOnCancel(),
                defaults.noteDelivery(),
                defaults.cancelOnTikTok(),
                defaults.strictTracking(),
                defaults.defaultCarrier(),
                defaults.fillRequiredOptions(),
                defaults.backfillDays());
    }
}
