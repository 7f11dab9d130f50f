package dev.ordersync.domain.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/reasons.md shows the catalogue: every reason of the code, nothing else, and each as it is. */
class CatalogueDocsTest {
    @Test
    void thePageHoldsTheCatalogueAsItIs() {
        List<List<String>> documented = MarkdownTable.of("reasons.md").stream()
                .map(row -> {
                    assertThat(row.cells()).as(row.toString()).hasSize(6);
                    return List.of(
                            row.heading(),
                            row.cells().get(0).replace("`", ""),
                            row.cells().get(1),
                            row.cells().get(2),
                            row.cells().get(3),
                            row.cells().get(4),
                            row.cells().get(5));
                })
                .toList();

        List<List<String>> coded = Arrays.stream(Reason.values())
                .map(reason -> List.of(
                        reason.status().name(),
                        reason.name(),
                        reason.manual().name(),
                        reason.attention().name(),
                        reason.lookAgain().name(),
                        reason.message(Map.of()),
                        reason.resolution(Map.of())))
                .toList();
        assertThat(documented).containsExactlyElementsOf(coded);
    }

    @Test
    void thePageExplainsEveryWordThatItUses() {
        String page = String.join("\n", MarkdownTable.lines("reasons.md"));
        String introduction = page.substring(0, page.indexOf("\n## "));

        for (Manual manual : Manual.values()) {
            assertThat(introduction).contains(manual.name());
        }
        for (AttentionRule rule : AttentionRule.values()) {
            assertThat(introduction).contains(rule.name());
        }
        for (LookAgain ladder : LookAgain.values()) {
            assertThat(introduction).contains(ladder.name());
        }
    }
}
