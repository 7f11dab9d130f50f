package dev.ordersync.domain.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/states.md shows the transition table of the code, no more and no less. */
class StatusDocsTest {
    private final List<MarkdownTable.Row> rows = MarkdownTable.of("states.md");

    @Test
    void thePageHoldsEveryStateOnce() {
        assertThat(rows)
                .extracting(row -> row.cells().get(0))
                .containsExactly(
                        Arrays.stream(Status.values()).map(Status::name).toArray(String[]::new));
    }

    @Test
    void thePageNamesExactlyTheStatesThatMayFollow() {
        for (MarkdownTable.Row row : rows) {
            Status status = Status.valueOf(row.cells().get(0));

            assertThat(statuses(row.cells().get(3).split(", ")))
                    .as("what %s may become", status)
                    .isEqualTo(status.next());
        }
    }

    @Test
    void thePageNamesTheStatesThatAPersonDecides() {
        for (MarkdownTable.Row row : rows) {
            Status status = Status.valueOf(row.cells().get(0));

            assertThat(statuses(row.cells().get(4).split(", ")))
                    .as("what resolving makes of %s", status)
                    .isEqualTo(status.resolved());
        }
    }

    @Test
    void thePageNamesTheStatesThatHaveReasons() {
        for (MarkdownTable.Row row : rows) {
            Status status = Status.valueOf(row.cells().get(0));
            boolean hasReason = status != Status.SYNCED
                    && Arrays.stream(Reason.values()).anyMatch(reason -> reason.status() == status);

            assertThat(row.cells().get(2)).as(row.toString()).isEqualTo(hasReason ? "yes" : "no");
        }
    }

    @Test
    void thePageNamesTheStatesThatANewOrderBeginsWith() {
        String sentence = MarkdownTable.lines("states.md").stream()
                .filter(line -> line.startsWith("A new order begins as "))
                .findFirst()
                .orElseThrow();

        assertThat(statuses(sentence.replace(".", "").split(", | or | as "))).isEqualTo(Status.first());
    }

    private static Set<Status> statuses(String... names) {
        return Arrays.stream(names)
                .filter(name -> name.matches("[A-Z]+"))
                .map(Status::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Status.class)));
    }
}
