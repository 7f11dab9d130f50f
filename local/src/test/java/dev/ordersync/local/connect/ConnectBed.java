package dev.ordersync.local.connect;

import dev.ordersync.aws.Clocks;
import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.secrets.LocalCipher;
import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.Directory.Existing;
import dev.ordersync.aws.table.DynamoLinks;
import dev.ordersync.aws.table.DynamoShops;
import dev.ordersync.aws.table.TableDefinition;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.local.backend.Backend;
import dev.ordersync.local.clock.BusinessClock;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.LinkEntry;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.config.Configuration.StoreEntry;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.MovableClock;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.shopify.ShopifySandbox;
import dev.ordersync.local.sandbox.shopify.ShopifyStore;
import dev.ordersync.local.sandbox.tiktok.TikTokAccount;
import dev.ordersync.local.sandbox.tiktok.TikTokSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A table, a TikTok and a store, and the configuration of one shop. */
final class ConnectBed implements AutoCloseable {
    static final String SHOP = "7494049642642441621";
    static final Instant CONNECTED = Instant.parse("2026-01-01T00:00:00Z");
    static final Optional<String> BASE = Optional.of("https://api.example");

    private static final String TABLE = "connect";

    final Ledger ledger = new Ledger();
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Task.Release> tasks = new ArrayList<>();
    private final MovableClock machine = new MovableClock(Instant.now().toString());
    private final BusinessClock clock = BusinessClock.inMemory(machine);
    private final LocalCipher cipher = new LocalCipher(new byte[32], new SecureRandom());
    private final Backend backend;
    private TikTokSandbox tiktok;
    private ShopifySandbox store;

    ConnectBed() {
        try {
            backend = Backend.start(clock, Optional.empty(), ledger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TableDefinition.create(backend.dynamoDb(), TABLE);
        tiktok = new TikTokSandbox(0, context(), account(TikTokAccount.demo().scopes()));
        store = new ShopifySandbox(0, context(), ShopifyStore.demo());
    }

    private SandboxContext context() {
        return new SandboxContext(clock, InstantSource.system(), calls::add, new Faults());
    }

    private static TikTokAccount account(Set<String> scopes) {
        TikTokAccount demo = TikTokAccount.demo();
        return new TikTokAccount(
                demo.appKey(),
                demo.appSecret(),
                demo.accessToken(),
                demo.accessTokenExpiresAt(),
                demo.refreshToken(),
                demo.authCode(),
                scopes,
                demo.shops());
    }

    TikTokSandbox tiktok() {
        return tiktok;
    }

    ShopifySandbox store() {
        return store;
    }

    void restartTikTok(Set<String> scopes) {
        tiktok.close();
        tiktok = new TikTokSandbox(0, context(), account(scopes));
    }

    void restartStore(String currency) {
        ShopifyStore demo = ShopifyStore.demo();
        store.close();
        store = new ShopifySandbox(
                0,
                context(),
                new ShopifyStore(
                        demo.name(),
                        demo.domain(),
                        currency,
                        demo.accessToken(),
                        demo.clientId(),
                        demo.clientSecret(),
                        demo.refreshToken(),
                        demo.webhookSecret()));
    }

    void stopUpstreams() {
        tiktok.close();
        store.close();
    }

    void advance(Duration by) {
        machine.advance(by);
    }

    Target target() {
        return new Target(
                backend.dynamoDb(),
                TABLE,
                cipher,
                sent -> sent.forEach(task -> tasks.add((Task.Release) task)),
                new Clocks(clock, InstantSource.system()),
                () -> UUID.randomUUID().toString());
    }

    Connect connect() {
        return new Connect(target(), app().app(Optional.empty()), UpstreamClient.forOperatorAddresses());
    }

    private Configuration.App app() {
        TikTokAccount demo = TikTokAccount.demo();
        Optional<String> url = Optional.of(tiktok.url().toString());
        return new Configuration.App(demo.appKey(), demo.appSecret(), url, url);
    }

    List<Finding> connect(ShopEntry entry) {
        return connect(entry, BASE, Existing.KEEP);
    }

    List<Finding> connect(ShopEntry entry, Optional<String> base, Existing existing) {
        Configuration configuration = new Configuration(app(), Optional.empty(), List.of(entry));
        Connect connect = connect();
        Set<String> anew = connect.bringInSecrets(configuration);
        return connect.run(configuration, base, existing, anew).getFirst().findings();
    }

    /** What is advised of the store's scopes where it grants these. */
    String scopesAdvice(Set<String> granted) {
        store.grant(granted);
        return connect(shop()).stream()
                .filter(finding -> finding.what().equals("store scopes") && finding.state() == Finding.State.ADVICE)
                .map(Finding::words)
                .findFirst()
                .orElse("");
    }

    ShopEntry shop() {
        return shop(SHOP);
    }

    ShopEntry shop(String id) {
        return entry(id, "US", tokens(), Plan.unlimited(), List.of());
    }

    ShopEntry inRegion(String region) {
        return entry(SHOP, region, tokens(), Plan.unlimited(), List.of());
    }

    ShopEntry withoutTokens() {
        return entry(SHOP, "US", Map.of(), Plan.unlimited(), List.of());
    }

    ShopEntry withToken(String token) {
        return entry(SHOP, "US", Map.of("accessToken", token), Plan.unlimited(), List.of());
    }

    ShopEntry with(Plan plan, List<LinkEntry> links) {
        return entry(SHOP, "US", tokens(), plan, links);
    }

    private static Map<String, String> tokens() {
        TikTokAccount demo = TikTokAccount.demo();
        return Map.of("accessToken", demo.accessToken(), "refreshToken", demo.refreshToken());
    }

    private ShopEntry entry(String id, String region, Map<String, String> tokens, Plan plan, List<LinkEntry> links) {
        return new ShopEntry(
                new ShopId(id),
                new MerchantId("m-1"),
                region,
                tokens.isEmpty() ? "" : "TTP_sandboxCipher1",
                "seller-1",
                tokens,
                Optional.of(CONNECTED),
                new StoreEntry(
                        new ConnectionId("c-1"),
                        Platform.SHOPIFY,
                        store.url().toString(),
                        "2026-07",
                        Optional.empty(),
                        Map.of("accessToken", ShopifyStore.demo().accessToken(), "webhookSecret", "w")),
                Settings.defaults(),
                plan,
                links,
                List.of());
    }

    Directory directory() {
        return new Directory(backend.dynamoDb(), TABLE);
    }

    Shop stored() {
        return directory().find(new ShopId(SHOP)).orElseThrow();
    }

    Shops shops() {
        return new DynamoShops(backend.dynamoDb(), TABLE, clock);
    }

    DynamoVault vault() {
        return target().vault();
    }

    List<Link> links() {
        return new DynamoLinks(backend.dynamoDb(), TABLE)
                .list(new ShopId(SHOP), 100, Optional.empty())
                .items();
    }

    @Override
    public void close() {
        tiktok.close();
        store.close();
        backend.close();
    }
}
