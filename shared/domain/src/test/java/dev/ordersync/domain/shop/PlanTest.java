package dev.ordersync.domain.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void isActiveFromItsFirstMomentUntilItsEnd() {
        Plan january = new Plan(true, Optional.of(FROM), Optional.of(UNTIL));

        assertThat(january.isActive(FROM.minusNanos(1))).isFalse();
        assertThat(january.isActive(FROM)).isTrue();
        assertThat(january.isActive(UNTIL.minusNanos(1))).isTrue();
        assertThat(january.isActive(UNTIL)).isFalse();
    }

    @Test
    void isInactiveWithinItsTimeWhenSwitchedOff() {
        assertThat(new Plan(false, Optional.of(FROM), Optional.of(UNTIL)).isActive(FROM))
                .isFalse();
    }

    @Test
    void withoutBoundsIsActiveForEver() {
        assertThat(Plan.unlimited().isActive(Instant.EPOCH)).isTrue();
        assertThat(Plan.unlimited().isActive(Instant.parse("2999-01-01T00:00:00Z")))
                .isTrue();
    }
}
