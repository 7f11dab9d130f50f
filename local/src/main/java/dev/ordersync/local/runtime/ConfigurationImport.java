package dev.ordersync.local.runtime;

import dev.ordersync.aws.secrets.DynamoVault;
import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.Directory.Existing;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.LinkEntry;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.config.Configuration.StoreEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the configuration into the table: shops, connections, secrets, the plan; settings and links where the table has
 * none. To repeat it is harmless. Carriers stay in the file until tracking numbers are posted.
 */
final class ConfigurationImport {
    private static final String ACTOR = "operator";

    private final Directory directory;
    private final DynamoVault vault;

    ConfigurationImport(Directory directory, DynamoVault vault) {
        this.directory = directory;
        this.vault = vault;
    }

    /**
     * @param now business time, at which a pair without a time is connected
     * @return what orders of shops that were known before may have waited for; each time, since an earlier start may have
     *     ended before it could say so
     * @throws Directory.ConnectionTaken when a connection is another shop's; what stands before it in the file is there
     */
    List<Task.Release> run(Configuration configuration, Instant now) {
        List<Task.Release> releases = new ArrayList<>();
        Set<String> authorisedAnew = new HashSet<>();
        for (ShopEntry entry : configuration.shops()) {
            StoreEntry store = entry.store();
            boolean known = directory.knows(entry.id());
            Connection connection =
                    new Connection(store.connection(), entry.id(), store.platform(), store.url(), store.apiVersion());
            directory.connect(connection);
            // Secrets before the shop: a shop that is there can be worked for.
            if (vault.importSecret(new Vault.Key.Authorisation(entry.authorisation()), entry.tokens())) {
                authorisedAnew.add(entry.authorisation());
            }
            vault.importSecret(new Vault.Key.Connection(store.connection().value()), store.credentials());
            Shop stored = directory.register(shop(entry, now), connection, Existing.KEEP);
            if (!stored.authorised() && authorisedAnew.contains(entry.authorisation())) {
                // The seller had taken the authorisation back, and the operator has tokens of a new one.
                directory.authorise(entry.id(), now);
            }
            if (known) {
                directory.savePlan(entry.id(), entry.plan(), now);
                for (Task.Change change :
                        List.of(Task.Change.PLAN, Task.Change.RECONNECT_TIKTOK, Task.Change.RECONNECT_STORE)) {
                    releases.add(Task.Release.of(entry.id(), change, Optional.empty(), now, ACTOR));
                }
            }
            for (LinkEntry link : entry.links()) {
                Instant linkedAt = link.linkedAt().orElse(stored.connectedAt());
                boolean linked = directory.putLink(
                        entry.id(), new Link(link.sku(), link.variant(), "", linkedAt), Existing.KEEP);
                if (known && linked) {
                    Optional<String> sku = Optional.of(link.sku().value());
                    releases.add(Task.Release.of(entry.id(), Task.Change.LINK, sku, now, ACTOR));
                }
            }
        }
        return releases;
    }

    private static Shop shop(ShopEntry entry, Instant now) {
        return new Shop(
                entry.id(),
                entry.merchant(),
                "Shop " + entry.id(),
                entry.region(),
                entry.cipher(),
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
