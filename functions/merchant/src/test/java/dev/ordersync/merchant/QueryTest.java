package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersync.domain.port.UnreadableCursor;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void aCursorOfNoListIsTheCallersMistake() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> Query.listed(() -> {
                    throw new UnreadableCursor();
                }));
        assertThat(problem.status()).isEqualTo(400);
    }

    /** A row that cannot be read, say: told as the caller's mistake it would never be found. */
    @Test
    void aBugOfAListingIsOurs() {
        IllegalArgumentException bug = new IllegalArgumentException("a row that makes no sense");
        assertThatThrownBy(() -> Query.listed(() -> {
                    throw bug;
                }))
                .isSameAs(bug);
    }
}
