package dev.ordersync.domain.reason;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of a page in docs/, as rows of cells without heads. */
final class MarkdownTable {
    private MarkdownTable() {}

    /** A row under the heading ("" before the first) that stands above it. */
    record Row(String heading, List<String> cells) {}

    static List<Row> of(String page) {
        List<Row> rows = new ArrayList<>();
        String heading = "";
        boolean inBody = false;
        for (String line : lines(page)) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            }
            if (line.startsWith("|---")) {
                inBody = true;
            } else if (!line.startsWith("|")) {
                inBody = false;
            } else if (inBody) {
                String inner = line.substring(1, line.lastIndexOf('|'));
                rows.add(new Row(
                        heading,
                        Arrays.stream(inner.split("\\|")).map(String::strip).toList()));
            }
        }
        return rows;
    }

    static List<String> lines(String page) {
        try {
            return Files.readAllLines(Path.of(System.getProperty("ordersync.root"))
                    .resolve("docs")
                    .resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
