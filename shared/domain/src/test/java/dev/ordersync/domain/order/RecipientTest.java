package dev.ordersync.domain.order;

import static dev.ordersync.domain.order.AddressState.CLEAR;
import static dev.ordersync.domain.order.AddressState.MASKED;
import static dev.ordersync.domain.order.AddressState.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientTest {
    @Test
    void isClearWhenNothingIsHidden() {
        assertThat(to("Dana Example", "Dana", "Example", "100 Sample St", "", "80202")
                        .addressState())
                .isEqualTo(CLEAR);
    }

    @ParameterizedTest
    @CsvSource({
        "D***, Dana, Example, 100 Sample St, Apt 4, 80202",
        "Dana Example, D***, Example, 100 Sample St, Apt 4, 80202",
        "Dana Example, Dana, E***, 100 Sample St, Apt 4, 80202",
        "Dana Example, Dana, Example, 1** S*** St, Apt 4, 80202",
        "Dana Example, Dana, Example, 100 Sample St, A***, 80202",
        "Dana Example, Dana, Example, 100 Sample St, Apt 4, 802**"
    })
    void isMaskedByAnAsteriskInNameLineOrPostalCode(
            String name, String first, String last, String line1, String line2, String postalCode) {
        assertThat(to(name, first, last, line1, line2, postalCode).addressState())
                .isEqualTo(MASKED);
    }

    @Test
    void isNoneWithoutAnyLine() {
        assertThat(Recipient.none().addressState()).isEqualTo(NONE);
        assertThat(to("Dana Example", "Dana", "Example", " ", "", "80202").addressState())
                .isEqualTo(NONE);
    }

    @Test
    void isClearWhereACountryHasNoPostalCodes() {
        assertThat(to("Dana Example", "Dana", "Example", "1 Sample Road", "", "")
                        .addressState())
                .isEqualTo(CLEAR);
    }

    @Test
    void takesAbsentPartsAsEmpty() {
        Recipient nothing =
                new Recipient(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        assertThat(nothing).isEqualTo(Recipient.none());
    }

    @Test
    void showsNobodyInALog() {
        assertThat(to("Dana Example", "Dana", "Example", "100 Sample St", "Apt 4", "80202"))
                .hasToString("Recipient[CLEAR]");
    }

    static Recipient to(String name, String first, String last, String line1, String line2, String postalCode) {
        return new Recipient(
                name,
                first,
                last,
                "(+1)3035550123",
                line1,
                line2,
                "",
                "",
                "Denver",
                "Denver",
                "Colorado",
                postalCode,
                "US",
                "");
    }
}
