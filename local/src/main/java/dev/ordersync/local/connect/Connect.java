package dev.ordersync.local.connect;

import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.Directory.Existing;
import dev.ordersync.aws.table.DynamoLinks;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.config.Configuration.StoreEntry;
import dev.ordersync.local.connect.TikTokSteps.Learned;
import dev.ordersync.stores.shopify.ShopifySetup;
import dev.ordersync.stores.shopify.ShopifySetup.Access;
import dev.ordersync.stores.shopify.ShopifyStore;
import dev.ordersync.tiktok.TikTokApi;
import dev.ordersync.tiktok.TikTokApp;
import dev.ordersync.tiktok.TikTokConsent;
import dev.ordersync.tiktok.TikTokSellerClient;
import dev.ordersync.tiktok.TikTokSellerClient.AuthorisedShop;
import dev.ordersync.tiktok.TikTokShopClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Connects the shops of a configuration with their stores. What is in the table stays as it is unless the operator overwrites it;
 * a second run finds everything in place and writes nothing.
 */
public final class Connect {
    private static final String ACTOR = "operator";
    private static final String TABLE = "table";
    private static final String CURRENCY = "currency";

    private final Target target;
    private final UpstreamClient upstreams;
    private final Directory directory;
    private final DynamoVault vault;
    private final TikTokConsent consent;
    private final TikTokShopClient tiktok;
    private final TikTokSteps tiktokSteps;
    private final LinkSteps links;

    public Connect(Target target, TikTokApp app, UpstreamClient upstreams) {
        this.target = target;
        this.upstreams = upstreams;
        this.directory = new Directory(target.dynamo(), target.table());
        this.vault = target.vault();
        this.consent = new TikTokConsent(app, upstreams, target.clocks().wire());
        TikTokApi api =
                new TikTokApi(() -> app, upstreams, vault, target.clocks().wire());
        TikTokSellerClient seller = new TikTokSellerClient(api);
        this.tiktok = new TikTokShopClient(api);
        this.tiktokSteps =
                new TikTokSteps(seller, tiktok, consent.link(), target.clocks().wire());
        this.links = new LinkSteps(directory, new DynamoLinks(target.dynamo(), target.table()), seller);
    }

    /**
     * Turns the code of a seller's consent into the tokens of this authorisation, whatever is stored of it.
     *
     * @return the scopes that were granted
     * @throws UpstreamException where TikTok gives no tokens for it
     */
    public List<String> consented(String authorisation, String code) {
        TikTokConsent.Granted granted = consent.tokens(code);
        vault.overwrite(new Vault.Key.Authorisation(authorisation), granted.tokens());
        return granted.scopes();
    }

    /**
     * Stores the connections and the secrets of all shops: before anybody is asked anything.
     *
     * @return the authorisations whose tokens are new
     * @throws Directory.ConnectionTaken when a connection is another shop's; what stands before it in the file is there
     */
    public Set<String> bringInSecrets(Configuration configuration) {
        Set<String> authorisedAnew = new HashSet<>();
        for (ShopEntry entry : configuration.shops()) {
            directory.connect(connection(entry));
            // Secrets before the shop: a shop that is there can be worked for.
            Vault.Key token = new Vault.Key.Authorisation(entry.authorisation());
            if (!entry.tokens().isEmpty() && vault.importSecret(token, entry.tokens())) {
                authorisedAnew.add(entry.authorisation());
            }
            vault.importSecret(
                    new Vault.Key.Connection(entry.store().connection().value()),
                    entry.store().credentials());
        }
        return authorisedAnew;
    }

    /**
     * Connects each shop, and has orders checked that may have waited for it.
     *
     * @param webhooksAt the base of the addresses at which webhooks arrive
     * @param authorisedAnew as {@link #bringInSecrets} found it
     */
    public List<ShopReport> run(
            Configuration configuration, Optional<String> webhooksAt, Existing existing, Set<String> authorisedAnew) {
        List<ShopReport> reports = new ArrayList<>();
        List<Task.Release> releases = new ArrayList<>();
        for (ShopEntry entry : configuration.shops()) {
            List<Finding> findings = new ArrayList<>();
            releases.addAll(connect(entry, webhooksAt, existing, authorisedAnew, findings));
            reports.add(new ShopReport("shop " + entry.id(), findings));
        }
        target.tasks().send(releases);
        return reports;
    }

    /** Ends the shop's webhooks at TikTok, where the shop is there. Returns why it could not. */
    public Optional<String> endWebhooks(ShopId shop) {
        try {
            directory.find(shop).ifPresent(tiktok::unsubscribe);
            return Optional.empty();
        } catch (UpstreamException why) {
            if (why.upstream() == Upstream.AWS) {
                throw why;
            }
            return Optional.of(why.getMessage());
        }
    }

    private List<Task.Release> connect(
            ShopEntry entry,
            Optional<String> webhooksAt,
            Existing existing,
            Set<String> authorisedAnew,
            List<Finding> findings) {
        Instant now = target.clocks().business().instant();
        boolean hasToken = vault.read(new Vault.Key.Authorisation(entry.authorisation()), Vault.Freshness.FRESH)
                .isPresent();
        Optional<AuthorisedShop> authorised =
                tiktokSteps.authorised(entry.authorisation(), entry.id().value(), hasToken, findings);
        authorised.ifPresent(shop -> compare(entry, shop, findings));
        Optional<Shop> before = directory.find(entry.id());
        String cipher = authorised.map(AuthorisedShop::cipher).orElse(entry.cipher());
        if (cipher.isEmpty()) {
            findings.add(Finding.missing(TABLE, "not written: only TikTok can name the shop's cipher"));
            return List.of();
        }
        String name = authorised
                .map(AuthorisedShop::name)
                .or(() -> before.map(Shop::name))
                .orElse("Shop " + entry.id());
        Shop wanted = shop(entry, name, cipher, now);
        Shop stored = directory.register(wanted, connection(entry), existing);
        if (!stored.authorised() && (authorised.isPresent() || authorisedAnew.contains(entry.authorisation()))) {
            // The seller had taken the authorisation back, and there are tokens of a new one.
            directory.authorise(entry.id(), now);
        }
        boolean elsewhere =
                webhooksAt.map(base -> directory.listenAt(entry.id(), base)).orElse(false);
        List<SkuId> linked = new ArrayList<>(links.ofFile(stored, entry.links(), existing));
        findings.add(table(wanted, before, stored, elsewhere || !linked.isEmpty()));

        Learned learned = authorised.isPresent() ? tiktokSteps.steps(stored, webhooksAt, findings) : Learned.NOTHING;
        Optional<Access> access = store(entry, webhooksAt, findings);
        access.ifPresent(store -> currency(learned, store, findings));
        if (access.isPresent() && !learned.products().isEmpty()) {
            ShopifyStore store = new ShopifyStore(
                    connection(entry),
                    upstreams,
                    vault,
                    target.clocks().business(),
                    target.clocks().wire());
            linked.addAll(links.proposed(stored, learned.products(), store, findings));
        }
        return before.isEmpty() ? List.of() : releases(entry, existing, linked, now);
    }

    private static void compare(ShopEntry entry, AuthorisedShop shop, List<Finding> findings) {
        if (!shop.region().isEmpty() && !shop.region().equals(entry.region())) {
            findings.add(Finding.missing(
                    "region",
                    "TikTok says " + shop.region() + ", the file " + entry.region()
                            + ": taxes would be read wrongly. Correct the file."));
        }
        if (!entry.cipher().isEmpty() && !shop.cipher().equals(entry.cipher())) {
            findings.add(Finding.advice("cipher", "TikTok names another than the file; TikTok's is used"));
        }
    }

    private static Finding table(Shop wanted, Optional<Shop> before, Shop stored, boolean more) {
        if (!stored.settings().equals(wanted.settings()) || !stored.plan().equals(wanted.plan())) {
            return Finding.advice(
                    TABLE, "settings or plan are others than the file's and stay; connect --overwrite replaces them");
        }
        return before.equals(Optional.of(stored)) && !more
                ? Finding.ok(TABLE, "as in the file; connected since " + stored.connectedAt())
                : Finding.made(TABLE, "written; connected since " + stored.connectedAt());
    }

    private Optional<Access> store(ShopEntry entry, Optional<String> webhooksAt, List<Finding> findings) {
        Connection connection = connection(entry);
        return switch (connection.platform()) {
            case SHOPIFY ->
                new ShopifySteps(
                                new ShopifySetup(
                                        connection,
                                        upstreams,
                                        vault,
                                        target.clocks().wire()),
                                connection.id())
                        .run(webhooksAt, ShopifySteps.TOPICS, findings);
        };
    }

    private static void currency(Learned learned, Access store, List<Finding> findings) {
        if (learned.currencies().isEmpty()) {
            findings.add(Finding.advice(
                    CURRENCY,
                    "the store's is " + store.currency() + "; the shop's is not known: it has nothing on sale"));
        } else if (learned.currencies().equals(Set.of(store.currency()))) {
            findings.add(Finding.ok(CURRENCY, store.currency()));
        } else {
            findings.add(Finding.missing(
                    CURRENCY,
                    "the shop sells in " + String.join(", ", learned.currencies()) + ", the store in "
                            + store.currency() + ": orders would stop as CURRENCY_MISMATCH. Connect a store in that"
                            + " currency."));
        }
    }

    /** Each time, for a shop that was known before: an earlier run may have ended before it could say so. */
    private static List<Task.Release> releases(ShopEntry entry, Existing existing, List<SkuId> linked, Instant now) {
        List<Task.Change> changes =
                new ArrayList<>(List.of(Task.Change.PLAN, Task.Change.RECONNECT_TIKTOK, Task.Change.RECONNECT_STORE));
        if (existing == Existing.OVERWRITE) {
            changes.addAll(List.of(Task.Change.AUTO_SYNC, Task.Change.SAMPLE_RULE));
        }
        List<Task.Release> releases = new ArrayList<>();
        changes.forEach(change -> releases.add(Task.Release.of(entry.id(), change, Optional.empty(), now, ACTOR)));
        linked.forEach(sku ->
                releases.add(Task.Release.of(entry.id(), Task.Change.LINK, Optional.of(sku.value()), now, ACTOR)));
        return releases;
    }

    private static Connection connection(ShopEntry entry) {
        StoreEntry store = entry.store();
        return new Connection(store.connection(), entry.id(), store.platform(), store.url(), store.apiVersion());
    }

    private static Shop shop(ShopEntry entry, String name, String cipher, Instant now) {
        return new Shop(
                entry.id(),
                entry.merchant(),
                name,
                entry.region(),
                cipher,
                entry.authorisation(),
                true,
                entry.store().connection(),
                entry.store().platform(),
                entry.pairConnectedAt(now),
                entry.settings(),
                entry.plan(),
                now,
                Optional.empty(),
                Optional.empty());
    }
}
