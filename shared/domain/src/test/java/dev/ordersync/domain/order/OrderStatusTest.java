package dev.ordersync.domain.order;

import static dev.ordersync.domain.order.OrderStatus.CANCELLED;
import static dev.ordersync.domain.order.OrderStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatusTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void readsTikToksWords(OrderStatus status) {
        assertThat(OrderStatus.of(status.name())).isEqualTo(status);
    }

    @Test
    void readsTheWebhooksSpellingOfCancelled() {
        assertThat(OrderStatus.of("CANCEL")).isEqualTo(CANCELLED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "TO_SHIP", "awaiting_shipment", "UNKNOWN", "PARTIALLY_REFUNDED"})
    void takesAStatusThatItDoesNotKnowAsUnknown(String text) {
        assertThat(OrderStatus.of(text)).isEqualTo(UNKNOWN);
    }
}
