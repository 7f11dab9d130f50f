package dev.ordersync.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void addsExactlyWhatBinaryFractionsCannot() {
        assertThat(Money.of("0.10", "USD").plus(Money.of("0.20", "USD"))).isEqualTo(Money.of("0.30", "USD"));
        assertThat(Money.of("0.30", "USD").minus(Money.of("0.10", "USD"))).isEqualTo(Money.of("0.20", "USD"));
        assertThat(Money.of("18.00", "USD").times(2)).isEqualTo(Money.of("36.00", "USD"));
    }

    @Test
    void isTheSameMoneyHoweverManyZerosTrail() {
        assertThat(Money.of("2.5", "USD"))
                .isEqualTo(Money.of("2.50", "USD"))
                .hasSameHashCodeAs(Money.of("2.50", "USD"))
                .isNotEqualTo(Money.of("2.51", "USD"))
                .isNotEqualTo(Money.of("2.5", "GBP"));
        assertThat(Money.zero("USD")).isEqualTo(Money.of("0.00", "USD")).hasSameHashCodeAs(Money.of("0.00", "USD"));
    }

    @Test
    void neverMixesCurrencies() {
        Money dollars = Money.of("1", "USD");
        Money pounds = Money.of("1", "GBP");

        assertThatThrownBy(() -> dollars.plus(pounds)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dollars.minus(pounds)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsZeroFromSomethingAndDebtFromGain() {
        assertThat(Money.of("0.00", "USD").isZero()).isTrue();
        assertThat(Money.of("0.00", "USD").isPositive()).isFalse();
        assertThat(Money.of("-0.01", "USD").isZero()).isFalse();
        assertThat(Money.of("-0.01", "USD").isPositive()).isFalse();
        assertThat(Money.of("0.01", "USD").isPositive()).isTrue();
    }

    @Test
    void knowsTheSmallestCoinOfACurrency() {
        assertThat(Money.zero("USD").minorDigits()).isEqualTo(2);
        assertThat(Money.zero("JPY").minorDigits()).isZero();
        assertThat(Money.zero("VND").minorDigits()).isZero();
        assertThat(Money.zero("???").minorDigits()).isEqualTo(2);
    }

    @Test
    void readsAsAnAmountWithoutExponent() {
        assertThat(Money.of("1E+3", "IDR")).hasToString("1000 IDR");
    }
}
