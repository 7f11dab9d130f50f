package dev.ordersync.domain.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.store.Form;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EffectTest {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");
    private static final Claim FIRST = new Claim("first", NOW.plus(Claim.LIFE));
    private static final Claim SECOND = new Claim("second", NOW.plusSeconds(600));

    @Test
    void anOrderBeginsWithoutAnythingInTheStore() {
        assertThat(Effect.none().storeOrderId()).isEmpty();
        assertThat(Effect.none().claim()).isEmpty();
        assertThat(Effect.none().generation()).isEqualTo(1);
        assertThat(Effect.none().attempts()).isZero();
    }

    @Test
    void anIntentHasItsClaimAndItsForm() {
        Effect effect = Effect.none().intent(FIRST, Form.HELD, NOW);

        assertThat(effect.claim()).contains(FIRST);
        assertThat(effect.form()).contains(Form.HELD);
        assertThat(effect.firstIntentAt()).contains(NOW);
        assertThat(effect.attempts()).isEqualTo(1);
    }

    @Test
    void aSecondIntentKeepsWhenTheFirstWasAndCountsLookUpsAnew() {
        Effect effect = Effect.none()
                .intent(FIRST, Form.HELD, NOW)
                .emptyLookup()
                .emptyLookup()
                .withoutClaim();
        assertThat(effect.emptyLookups()).isEqualTo(2);
        assertThat(effect.claim()).isEmpty();

        Effect again = effect.intent(SECOND, Form.PLAIN, NOW.plusSeconds(500));

        assertThat(again.firstIntentAt()).contains(NOW);
        assertThat(again.emptyLookups()).isZero();
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.form()).contains(Form.PLAIN);
    }

    @Test
    void whatHasAStoreOrderGetsNoSecondOne() {
        Effect created =
                Effect.none().intent(FIRST, Form.PLAIN, NOW).created(new StoreOrderId("5001"), "#1001", List.of());

        assertThatThrownBy(() -> created.intent(SECOND, Form.PLAIN, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCreatedOrderHasItsIdAndWhatIsStillToDoAndNoClaim() {
        Effect created = Effect.none()
                .intent(FIRST, Form.CANCELLED, NOW)
                .emptyLookup()
                .created(new StoreOrderId("5001"), "#1001", List.of(PendingStep.CANCEL));

        assertThat(created.storeOrderId()).contains(new StoreOrderId("5001"));
        assertThat(created.storeOrderName()).isEqualTo("#1001");
        assertThat(created.claim()).isEmpty();
        assertThat(created.emptyLookups()).isZero();
        assertThat(created.pending()).containsExactly(PendingStep.CANCEL);
        assertThat(created.withClaim(SECOND).claim()).contains(SECOND);
        assertThat(created.done(PendingStep.CANCEL).pending()).isEmpty();
    }

    @Test
    void aClaimLivesUntilItsEnd() {
        assertThat(FIRST.isLive(FIRST.until().minusNanos(1))).isTrue();
        assertThat(FIRST.isLive(FIRST.until())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatIsBegunInTimeEndsBeforeItsClaim(Platform platform) {
        assertThat(platform.callTimeout()).isLessThan(Claim.LIFE.minus(Claim.MARGIN));
        assertThat(platform.parallelCalls()).isPositive();
        assertThat(platform.emptyLookups()).isNotEmpty().allMatch(wait -> wait.isPositive());
    }
}
