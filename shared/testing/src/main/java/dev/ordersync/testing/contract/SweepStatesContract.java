package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.shop.SweepState;
import java.time.Instant;
import java.util.Optional;
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
        SweepState counting =
                new SweepState(0, Optional.of(NOW), Optional.of(NOW.minusSeconds(9)), Optional.of(0), Optional.of(12));
        assertThat(states.save(shop, counting)).isTrue();
        assertThat(states.of(shop))
                .isEqualTo(new SweepState(
                        1, counting.cursor(), counting.lastDaily(), counting.counting(), counting.missing()));
        assertThat(states.save(shop, states.of(shop).endedAt(NOW.plusSeconds(1))))
                .isTrue();
        assertThat(states.of(shop))
                .isEqualTo(new SweepState(
                        2, Optional.of(NOW.plusSeconds(1)), counting.lastDaily(), Optional.empty(), Optional.of(0)));
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
