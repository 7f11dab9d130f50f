package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.shop.ShopTrouble;
import dev.ordersync.domain.shop.SweepState;
import dev.ordersync.domain.shop.WebhookHealth;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Two sweeps at once do each other no harm. */
public abstract class SweepStatesContract {
    private static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");

    private SweepStates states;
    private ShopId shop;

    /** What holds the states. */
    protected abstract SweepStates states();

    /** There is such a shop. */
    protected abstract void given(ShopId shop);

    @BeforeEach
    void givenAShop(TestInfo test) {
        shop = new ShopId("swept" + Integer.toHexString(test.getDisplayName().hashCode()));
        given(shop);
        states = states();
    }

    @Test
    void aShopBeginsWithoutAState() {
        assertThat(states.of(shop)).isEqualTo(SweepState.none());
    }

    @Test
    void aStateComesBackAsItWasWithTheNextVersion() {
        SweepState counting = new SweepState(
                0,
                Optional.of(NOW),
                Optional.of(NOW.minusSeconds(9)),
                Optional.of(0),
                Optional.of(12),
                new WebhookHealth(Optional.of(NOW.minusSeconds(60)), 2, Optional.of(NOW.minusSeconds(600))),
                Optional.of(NOW.minusSeconds(3)),
                Set.of(ShopTrouble.PLAN_INACTIVE, ShopTrouble.WEBHOOKS_LOST));
        assertThat(states.save(shop, counting)).isTrue();
        assertThat(states.of(shop)).isEqualTo(counting.stored());
        SweepState ended = states.of(shop).endedAt(NOW.plusSeconds(1));
        assertThat(ended.counting()).isEmpty();
        assertThat(ended.missing()).contains(0);
        assertThat(states.save(shop, ended)).isTrue();
        assertThat(states.of(shop)).isEqualTo(ended.stored());
        assertThat(states.save(shop, ended.stored().telling(Set.of()))).isTrue();
        assertThat(states.of(shop).told()).isEmpty();
    }

    @Test
    void howFarPairsWereSoughtNeverGoesBack() {
        assertThat(states.pairsSoughtUntil(shop)).isEmpty();
        states.pairsSought(shop, NOW);
        states.pairsSought(shop, NOW.minusSeconds(60));
        assertThat(states.pairsSoughtUntil(shop)).contains(NOW);
        states.pairsSought(shop, NOW.plusSeconds(60));
        assertThat(states.pairsSoughtUntil(shop)).contains(NOW.plusSeconds(60));
        assertThat(states.of(shop)).as("the rest").isEqualTo(SweepState.none());
    }

    @Test
    void ofTwoSweepsAtOnceTheSlowerOneWritesNothing() {
        SweepState begun = states.of(shop);
        assertThat(states.save(shop, begun.at(NOW))).isTrue();
        assertThat(states.save(shop, begun.at(NOW.minusSeconds(60)))).isFalse();
        SweepState again = states.of(shop);
        assertThat(states.save(shop, again.at(NOW.plusSeconds(60)))).isTrue();
        assertThat(states.save(shop, again.at(NOW))).isFalse();
        assertThat(states.of(shop).cursor()).contains(NOW.plusSeconds(60));
    }
}
