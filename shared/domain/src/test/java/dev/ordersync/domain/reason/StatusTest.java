package dev.ordersync.domain.reason;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    @Test
    void nothingTakesAStoreOrderBack() {
        assertThat(Status.SYNCED.next()).containsExactly(Status.SYNCED);
    }

    @ParameterizedTest
    @EnumSource(names = {"WAITING", "BLOCKED", "FAILED"})
    void nothingIsUnknownOrDoneWithoutAnIntent(Status status) {
        assertThat(status.next())
                .doesNotContain(Status.UNCONFIRMED, Status.SYNCED)
                .contains(Status.SYNCING);
    }

    @Test
    void aNewOrderIsNeitherDoneNorUnknown() {
        assertThat(Status.first()).doesNotContain(Status.UNCONFIRMED, Status.SYNCED);
    }
}
