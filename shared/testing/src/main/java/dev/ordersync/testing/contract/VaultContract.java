package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.port.Vault.Freshness;
import dev.ordersync.domain.port.Vault.Key;
import dev.ordersync.domain.port.Vault.Lease;
import dev.ordersync.domain.port.Vault.Secret;
import dev.ordersync.testing.MutableClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** One at a time refreshes a secret, and nobody else's refresh is overwritten. */
public abstract class VaultContract {
    protected static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(60);
    private static final Map<String, String> OLD = Map.of("accessToken", "old", "refreshToken", "r1");
    private static final Map<String, String> NEW = Map.of("accessToken", "new", "refreshToken", "r2");

    protected final MutableClock clock = new MutableClock(NOW);
    private Vault vault;
    private Key key;

    /** An implementation that follows {@link #clock}; it may hold other secrets. */
    protected abstract Vault vault();

    /** Stores a first secret. */
    protected abstract void given(Key key, Map<String, String> values);

    @BeforeEach
    void givenASecret(TestInfo test) {
        key = new Key.Authorisation("a" + test.getDisplayName().hashCode());
        vault = vault();
        given(key, OLD);
    }

    @Test
    void aSecretComesBackAsItWas() {
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(OLD, 1));
        assertThat(vault.read(key, Freshness.FRESH)).contains(new Secret(OLD, 1));
        assertThat(vault.read(new Key.Connection(key.value()), Freshness.FRESH)).isEmpty();
    }

    @Test
    void oneAtATimeHoldsTheLease() {
        Lease mine = vault.lease(key, NOW, UNTIL).orElseThrow();
        assertThat(mine.until()).isEqualTo(UNTIL);
        assertThat(vault.lease(key, NOW.plusSeconds(59), UNTIL)).isEmpty();
        vault.release(mine);
        assertThat(vault.lease(key, NOW.plusSeconds(59), UNTIL)).isPresent();
        assertThat(vault.read(key, Freshness.FRESH)).contains(new Secret(OLD, 1));
    }

    @Test
    void whatIsNotThereCannotBeLeased() {
        assertThat(vault.lease(new Key.Connection("unknown"), NOW, UNTIL)).isEmpty();
        assertThat(vault.read(new Key.Connection("unknown"), Freshness.FRESH)).isEmpty();
    }

    @Test
    void aReplacedSecretHasTheNextVersionAndEndsTheLease() {
        Lease lease = vault.lease(key, NOW, UNTIL).orElseThrow();
        assertThat(vault.replace(lease, NEW)).isTrue();
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(NEW, 2));
        assertThat(vault.replace(lease, OLD)).isFalse();
        assertThat(vault.lease(key, NOW, UNTIL)).isPresent();
    }

    @Test
    void whoseLeaseWasTakenOverStoresNothing() {
        Lease late = vault.lease(key, NOW, UNTIL).orElseThrow();
        Lease successor = vault.lease(key, UNTIL, UNTIL.plusSeconds(60)).orElseThrow();
        assertThat(vault.replace(late, Map.of("accessToken", "late"))).isFalse();
        vault.release(late);
        assertThat(vault.lease(key, UNTIL, UNTIL.plusSeconds(60))).isEmpty();
        assertThat(vault.replace(successor, NEW)).isTrue();
        assertThat(vault.read(key, Freshness.FRESH)).contains(new Secret(NEW, 2));
    }

    @Test
    void anotherWorkersRefreshIsSeenWhenAskedForFresh() {
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(OLD, 1));
        Vault other = vault();
        other.replace(other.lease(key, NOW, UNTIL).orElseThrow(), NEW);
        assertThat(vault.read(key, Freshness.FRESH)).contains(new Secret(NEW, 2));
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(NEW, 2));
    }

    @Test
    void anotherWorkersRefreshIsSeenAfterFiveMinutes() {
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(OLD, 1));
        Vault other = vault();
        other.replace(other.lease(key, NOW, UNTIL).orElseThrow(), NEW);
        clock.set(NOW.plusSeconds(300));
        assertThat(vault.read(key, Freshness.CACHED)).contains(new Secret(NEW, 2));
    }

    @Test
    void aSecretShowsNothingOfItself() {
        assertThat(Optional.of(vault.read(key, Freshness.CACHED).orElseThrow()).toString())
                .doesNotContain("old", "r1");
    }
}
