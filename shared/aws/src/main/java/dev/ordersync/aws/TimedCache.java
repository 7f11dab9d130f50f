package dev.ordersync.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Copies that are believed for a while, by business time. What is absent is asked again each time. */
public final class TimedCache<K, V> {
    private static final int MOST = 2000;

    private final InstantSource clock;
    private final Duration life;
    private final ConcurrentHashMap<K, Copy<V>> copies = new ConcurrentHashMap<>();

    private record Copy<V>(V value, Instant readAt) {}

    public TimedCache(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** The copy, if it is young enough and good enough for the caller; else what {@code read} gives. */
    public Optional<V> get(K key, Predicate<V> goodEnough, Supplier<Optional<V>> read) {
        Instant now = clock.instant();
        Copy<V> copy = copies.get(key);
        if (copy != null && now.isBefore(copy.readAt().plus(life)) && goodEnough.test(copy.value())) {
            return Optional.of(copy.value());
        }
        Optional<V> fresh = read.get();
        fresh.ifPresentOrElse(value -> put(key, value, now), () -> copies.remove(key));
        return fresh;
    }

    /** The copy, however old, for a caller that has another way to know that it is still right. */
    public Optional<V> peek(K key) {
        return Optional.ofNullable(copies.get(key)).map(Copy::value);
    }

    /** Keeps a copy that was read at this moment. */
    public void put(K key, V value) {
        put(key, value, clock.instant());
    }

    private void put(K key, V value, Instant readAt) {
        if (copies.size() >= MOST) {
            copies.clear();
        }
        copies.put(key, new Copy<>(value, readAt));
    }

    public void forget(K key) {
        copies.remove(key);
    }
}
