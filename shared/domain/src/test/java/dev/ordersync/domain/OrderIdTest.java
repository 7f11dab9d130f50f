package dev.ordersync.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "576461413038785752", "99999999999999999999"})
    void isOneToTwentyDigits(String text) {
        assertThat(new OrderId(text)).hasToString(text);
        assertThat(OrderId.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", " ", "5764a", "-1", "1.0", "576 461", "123456789012345678901", "٣٤٥", "1\n", "../1", "1,2"})
    void refusesAnythingElseSoThatItNeverReachesTikTok(String text) {
        assertThat(OrderId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new OrderId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sortsAsTextTheWayTheNumbersSort() {
        OrderId small = new OrderId("9");
        OrderId great = new OrderId("10");

        assertThat(small).isLessThan(great);
        assertThat(small.padded()).hasSize(20).isLessThan(great.padded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "576461413038785752", "99999999999999999999"})
    void comesBackFromItsPaddedForm(String text) {
        OrderId id = new OrderId(text);

        assertThat(OrderId.fromPadded(id.padded())).isEqualTo(id);
    }

    @Test
    void isAtHomeAmongIdsThatAreNeverEmpty() {
        Stream.<Runnable>of(
                        () -> new ShopId(""),
                        () -> new SkuId(" "),
                        () -> new LineItemId(null),
                        () -> new VariantId(""),
                        () -> new StoreOrderId(""),
                        () -> new ConnectionId(" "),
                        () -> new MerchantId(""),
                        () -> new MessageId(null))
                .forEach(making -> assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class));
    }
}
