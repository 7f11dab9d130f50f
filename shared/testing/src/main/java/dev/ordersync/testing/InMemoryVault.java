package dev.ordersync.testing;

import dev.ordersync.domain.port.Vault;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Secrets in memory; a read is never old. */
public final class InMemoryVault implements Vault {
    private final Map<Key, Secret> secrets = new HashMap<>();
    private final Map<Key, Lease> leases = new HashMap<>();
    private int holders;

    /** Stores a secret's first or next version, whoever holds a lease. */
    public synchronized InMemoryVault put(Key key, Map<String, String> values) {
        long version = secrets.containsKey(key) ? secrets.get(key).version() : 0;
        secrets.put(key, new Secret(values, version + 1));
        return this;
    }

    @Override
    public synchronized Optional<Secret> read(Key key, Freshness freshness) {
        return Optional.ofNullable(secrets.get(key));
    }

    @Override
    public synchronized Optional<Lease> lease(Key key, Instant now, Instant until) {
        Lease standing = leases.get(key);
        if (!secrets.containsKey(key) || standing != null && standing.until().isAfter(now)) {
            return Optional.empty();
        }
        Lease lease = new Lease(key, "holder-" + ++holders, until);
        leases.put(key, lease);
        return Optional.of(lease);
    }

    @Override
    public synchronized boolean replace(Lease lease, Map<String, String> values) {
        if (!leases.remove(lease.key(), lease)) {
            return false;
        }
        put(lease.key(), values);
        return true;
    }

    @Override
    public synchronized void release(Lease lease) {
        leases.remove(lease.key(), lease);
    }
}
