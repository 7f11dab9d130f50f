package dev.ordersync.local.connect;

import dev.ordersync.local.terminal.Terminal;
import dev.ordersync.local.terminal.Terminal.Colour;
import dev.ordersync.local.terminal.TextTable;
import java.util.List;
import java.util.Locale;

/**
 * What connecting found of one shop, or of the app.
 *
 * @param title whose findings they are
 */
public record ShopReport(String title, List<Finding> findings) {
    private static final int WIDTH = 90;

    public ShopReport {
        findings = List.copyOf(findings);
    }

    /** What keeps orders from arriving. */
    public List<Finding> missing() {
        return findings.stream()
                .filter(finding -> finding.state() == Finding.State.MISSING)
                .toList();
    }

    /** A table, a line for each step. */
    public List<String> lines(Terminal terminal) {
        TextTable table = new TextTable(WIDTH, title, "state", "what is there, or how to get it");
        for (Finding finding : findings) {
            table.add(
                    cell -> terminal.in(colour(finding.state()), cell),
                    finding.what(),
                    finding.state().name().toLowerCase(Locale.ROOT),
                    finding.words());
        }
        return table.lines();
    }

    private static Colour colour(Finding.State state) {
        return switch (state) {
            case OK, MADE -> Colour.GREEN;
            case ADVICE -> Colour.YELLOW;
            case MISSING -> Colour.RED;
        };
    }
}
