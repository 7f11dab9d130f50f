package dev.ordersync.domain.order;

import static dev.ordersync.domain.order.RecipientTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AddressHashTest {
    private final AddressHash hash = new AddressHash("a key".getBytes(StandardCharsets.UTF_8));
    private final Recipient dana = to("Dana Example", "Dana", "Example", "100 Sample St", "Apt 4", "80202");

    @Test
    void recognisesTheSameAddressAndTellsAnotherFromIt() {
        assertThat(hash.of(dana))
                .matches("[0-9a-f]{32}")
                .isEqualTo(hash.of(to(" Dana Example", "Dana", "Example", "100 Sample St ", "Apt 4", "80202")))
                .isNotEqualTo(hash.of(to("Dana Example", "Dana", "Example", "100 Sample St", "Apt 5", "80202")));
    }

    @Test
    void isOfNoUseWithoutTheKey() {
        AddressHash other = new AddressHash("another".getBytes(StandardCharsets.UTF_8));

        assertThat(other.of(dana)).isNotEqualTo(hash.of(dana));
    }

    @Test
    void hashesClearAddressesOnly() {
        assertThat(hash.of(Recipient.none())).isEmpty();
        assertThat(hash.of(to("D***", "D***", "E***", "1** S***", "", "802**"))).isEmpty();
    }
}
