package dev.ordersync.testing.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.testing.ShopBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(10);
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void aShopThatNobodyAskedToSlowDownIsNotPaused() {
        assertThat(ShopBuilder.shop().build().pausedUntil(NOW)).isEmpty();
    }

    @Test
    void eitherUpstreamPausesTheShop() {
        assertThat(ShopBuilder.shop().tiktokPausedUntil(SOON).build().pausedUntil(NOW))
                .contains(SOON);
        assertThat(ShopBuilder.shop().storePausedUntil(SOON).build().pausedUntil(NOW))
                .contains(SOON);
    }

    @Test
    void theLongerPauseCounts() {
        assertThat(ShopBuilder.shop()
                        .tiktokPausedUntil(LATER)
                        .storePausedUntil(SOON)
                        .build()
                        .pausedUntil(NOW))
                .contains(LATER);
        assertThat(ShopBuilder.shop()
                        .tiktokPausedUntil(SOON)
                        .storePausedUntil(LATER)
                        .build()
                        .pausedUntil(NOW))
                .contains(LATER);
    }

    @Test
    void aPauseEndsAtItsEnd() {
        assertThat(ShopBuilder.shop().storePausedUntil(SOON).build().pausedUntil(SOON))
                .isEmpty();
    }
}
