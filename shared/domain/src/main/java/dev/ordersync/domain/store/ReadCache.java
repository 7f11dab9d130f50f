package dev.ordersync.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers of a store that may be a minute old. Bounded, and shared by the threads of one function. */
public final class ReadCache<K, V> {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<K, Kept<V>> kept = new ConcurrentHashMap<>();

    private record Kept<V>(V value, Instant until) {}

    public ReadCache(InstantSource clock) {
        this.clock = clock;
    }

    public Optional<V> get(K key) {
        Kept<V> found = kept.get(key);
        return found != null && clock.instant().isBefore(found.until) ? Optional.of(found.value) : Optional.empty();
    }

    public void put(K key, V value) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(key, new Kept<>(value, clock.instant().plus(LIFE)));
    }
}
