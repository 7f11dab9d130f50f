package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.local.demo.Demo;
import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void playsItsScenarioAndEveryOrderEndsWhereItMust() throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        PrintStream log = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        LocalRuntime.Options options =
                new LocalRuntime.Options(0, Optional.empty(), 0, InstantSource.system(), log, progress -> {});
        Demo demo = Demo.start(options, new Terminal(out, out, false));
        try (LocalRuntime runtime = demo.runtime()) {
            assertThat(demo.play()).isEmpty();
            assertThat(runtime.ledger().counts().upstream()).containsKey("shopify.orderCreate");
        }
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("what the merchant can do")
                .contains("SKU_AMBIGUOUS")
                .contains(", cancelled", "webhook lost")
                .contains("All 14 orders are where they must be");
    }
}
