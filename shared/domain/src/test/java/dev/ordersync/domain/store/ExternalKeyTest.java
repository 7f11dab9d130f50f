package dev.ordersync.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalKeyTest {
    private static final OrderId ORDER = new OrderId("576461413038785752");

    @Test
    void isTheBareOrderIdForTheFirstCreation() {
        assertThat(new ExternalKey(ORDER, 1).value()).isEqualTo("576461413038785752");
    }

    @Test
    void carriesTheGenerationFromTheSecondDeliberateCreationOn() {
        assertThat(new ExternalKey(ORDER, 2).value()).isEqualTo("576461413038785752-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17})
    void isReadBackWithItsSuffixCut(int generation) {
        ExternalKey key = new ExternalKey(ORDER, generation);

        assertThat(ExternalKey.parse(key.value())).contains(key);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "#1001",
                "1001-A",
                "576461413038785752-",
                "-2",
                "576461413038785752-2-3",
                "1-99999999999",
                "1 "
            })
    void isNotSeenInATextThatIsNoneOfOurs(String text) {
        assertThat(ExternalKey.parse(text)).isEmpty();
    }
}
