package dev.ordersync.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadCacheTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-10T12:00:00Z"));
    private final ReadCache<String, String> cache = new ReadCache<>(now::get);

    @Test
    void answersForAMinute() {
        cache.put("MUG-1", "variant 1");

        now.set(now.get().plusSeconds(59));
        assertThat(cache.get("MUG-1")).contains("variant 1");
        now.set(now.get().plusSeconds(1));
        assertThat(cache.get("MUG-1")).isEmpty();
    }

    @Test
    void staysBounded() {
        for (int i = 0; i < 10_001; i++) {
            cache.put("SKU-" + i, "variant");
        }

        assertThat(cache.get("SKU-0")).isEmpty();
        assertThat(cache.get("SKU-10000")).isPresent();
    }
}
