package dev.ordersync.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void alignsItsColumnsAndBreaksTheLast() {
        TextTable table = new TextTable(12, "order", "status", "what to do");
        table.add(cell -> "<" + cell + ">", "1", "SYNCED", "-");
        table.add(cell -> cell, "22222222", "BLOCKED", "link the SKU to one variant");

        assertThat(table.lines())
                .containsExactly(
                        "order     status   what to do",
                        "-----------------------------",
                        "1         <SYNCED >  -",
                        "22222222  BLOCKED  link the SKU",
                        "                   to one",
                        "                   variant");
    }
}
