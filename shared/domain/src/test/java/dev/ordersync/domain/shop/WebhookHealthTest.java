package dev.ordersync.domain.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookHealthTest {
    private static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private static WebhookHealth after(int... missedEachFiveMinutes) {
        WebhookHealth health = WebhookHealth.unknown().swept(NOW.minusSeconds(300), 0, 0, NOW);
        for (int i = 0; i < missedEachFiveMinutes.length; i++) {
            Instant sweep = NOW.plus(Duration.ofMinutes(5L * i));
            health = health.swept(sweep.minusSeconds(60), 0, missedEachFiveMinutes[i], sweep);
        }
        return health;
    }

    @Test
    void severalNewOrdersOverHalfAnHourThatNoWebhookBroughtMeanThatTheyAreLost() {
        WebhookHealth health = after(1, 0, 0, 1, 0, 0, 1);
        assertThat(health.seemLost(NOW.plus(HALF_AN_HOUR))).isTrue();
        assertThat(health.seemLost(NOW.plus(HALF_AN_HOUR).minusMillis(1))).isFalse();
    }

    @Test
    void manyAtOnceMayBeOurOwnBacklog() {
        assertThat(after(500).seemLost(NOW)).isFalse();
        assertThat(after(200, 200, 200).seemLost(NOW.plus(Duration.ofMinutes(10))))
                .isFalse();
    }

    @Test
    void twoMayBeUnlucky() {
        assertThat(after(1, 1).seemLost(NOW.plus(Duration.ofDays(9)))).isFalse();
    }

    @Test
    void aNewOrderThatAWebhookBroughtEndsTheSilence() {
        WebhookHealth health = after(1, 1, 1, 1, 1, 1, 1);
        Instant later = NOW.plus(HALF_AN_HOUR);
        assertThat(health.seemLost(later)).isTrue();
        WebhookHealth heard = health.swept(later, 1, 4, later);
        assertThat(heard.seemLost(later.plus(Duration.ofDays(1)))).isFalse();
        assertThat(heard).isEqualTo(heard.swept(later, 1, 0, later));
    }

    @Test
    void beforeTheFirstLookNothingIsNew() {
        assertThat(WebhookHealth.unknown().isNew(NOW)).isFalse();
        WebhookHealth looked = WebhookHealth.unknown().swept(NOW, 0, 0, NOW);
        assertThat(looked.isNew(NOW)).isFalse();
        assertThat(looked.isNew(NOW.plusSeconds(1))).isTrue();
        assertThat(looked.swept(NOW.minusSeconds(9), 0, 0, NOW).lookedUntil()).contains(NOW);
    }
}
