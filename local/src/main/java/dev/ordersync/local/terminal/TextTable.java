package dev.ordersync.local.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table in plain text: columns as wide as their widest cell, of which the last is broken into lines. */
public final class TextTable {
    private static final String GAP = "  ";

    private final int lastWidth;
    private final List<String> header;
    private final List<Row> rows = new ArrayList<>();

    /** @param look puts a colour around a cell that is padded already */
    private record Row(List<String> cells, UnaryOperator<String> look) {}

    /** @param lastWidth most characters of a line of the last column */
    public TextTable(int lastWidth, String... header) {
        this.lastWidth = lastWidth;
        this.header = List.of(header);
    }

    /** @param look applied to the second cell, which names the state */
    public void add(UnaryOperator<String> look, String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(Arrays.toString(cells) + " do not fit " + header);
        }
        rows.add(new Row(List.of(cells), look));
    }

    /** The table, one line each. */
    public List<String> lines() {
        int last = header.size() - 1;
        int[] widths = new int[last];
        for (int column = 0; column < last; column++) {
            widths[column] = header.get(column).length();
            for (Row row : rows) {
                widths[column] =
                        Math.max(widths[column], row.cells().get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.addAll(lines(new Row(header, UnaryOperator.identity()), widths));
        lines.add("-".repeat(lines.getFirst().length()));
        rows.forEach(row -> lines.addAll(lines(row, widths)));
        return lines;
    }

    private List<String> lines(Row row, int[] widths) {
        StringBuilder first = new StringBuilder();
        int indent = 0;
        for (int column = 0; column < widths.length; column++) {
            String cell = row.cells().get(column);
            String padded = cell + " ".repeat(widths[column] - cell.length());
            first.append(column == 1 ? row.look().apply(padded) : padded).append(GAP);
            indent += widths[column] + GAP.length();
        }
        List<String> broken = broken(row.cells().getLast());
        List<String> lines = new ArrayList<>();
        lines.add((first + broken.getFirst()).stripTrailing());
        for (String more : broken.subList(1, broken.size())) {
            lines.add(" ".repeat(indent) + more);
        }
        return lines;
    }

    private List<String> broken(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > lastWidth) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
