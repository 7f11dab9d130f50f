package dev.ordersync.local.demo;

import dev.ordersync.domain.ShopId;
import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.terminal.Terminal;
import dev.ordersync.local.terminal.Terminal.Colour;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Plays the scenario on a running system and shows what came of it. */
public final class Demo {
    /** How long before the start the demo's shops were connected. */
    private static final Duration CONNECTED_BEFORE = Duration.ofDays(3);

    private final LocalRuntime runtime;
    private final Terminal terminal;
    private final Instant connectedAt;

    private Demo(LocalRuntime runtime, Terminal terminal, Instant connectedAt) {
        this.runtime = runtime;
        this.terminal = terminal;
        this.connectedAt = connectedAt;
    }

    /** Starts the system with the demo's shops. */
    public static Demo start(LocalRuntime.Options options, Terminal terminal)
            throws LocalRuntime.NotStarted, InterruptedException {
        Instant connectedAt = options.machine().instant().minus(CONNECTED_BEFORE);
        LocalRuntime runtime = LocalRuntime.start(
                options, DemoShops.shops(), sandbox -> DemoShops.shopsConfiguration(sandbox, connectedAt));
        return new Demo(runtime, terminal, connectedAt);
    }

    public LocalRuntime runtime() {
        return runtime;
    }

    /** Plays, prints the table, and answers what is not as it should be. */
    public List<String> play() {
        try (DemoClient client = new DemoClient(runtime.endpoint(), DemoShops.MERCHANT.value())) {
            Scenario scenario = new Scenario(runtime, client, terminal, connectedAt);
            scenario.play();
            URI store = runtime.sandbox().orElseThrow().stores().getFirst().url();
            Ending ending = new Ending(client, store, scenario.checklist());
            ending.verify(scenario.scenes(), terminal);
            terminal.say("");
            ending.table().forEach(terminal::say);
            terminal.say("");
            List<String> failures = scenario.checklist().failures();
            if (failures.isEmpty()) {
                terminal.say(terminal.in(
                        Colour.GREEN,
                        "All " + scenario.scenes().size()
                                + " orders are where they must be; the store has each synced order exactly once."));
            } else {
                terminal.say(terminal.in(Colour.RED, failures.size() + " things are not as they should be:"));
                failures.forEach(failure -> terminal.say("  " + failure));
            }
            return failures;
        }
    }

    /** Says how to go on with curl. */
    public void sayHowToGoOn() {
        String base = runtime.endpoint().toString();
        ShopId shop = DemoShops.SHOP;
        URI sandbox = runtime.sandbox().orElseThrow().tiktok().url();
        for (String line : List.of(
                "",
                terminal.in(Colour.BOLD, "It goes on serving; Ctrl-C ends it. To try it:"),
                "  TOKEN=$(curl -s '" + base + "/local/token?merchant=" + DemoShops.MERCHANT
                        + "' | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')",
                "  curl -s -H \"Authorization: Bearer $TOKEN\" " + base + "/api/shops/" + shop + "/orders",
                "  curl -s -H \"Authorization: Bearer $TOKEN\" " + base + "/api/shops/" + shop
                        + "/orders/ORDER/explain",
                "  curl -s -H \"Authorization: Bearer $TOKEN\" -X POST " + base + "/api/shops/" + shop
                        + "/orders/ORDER/sync",
                "  curl -s -d '{\"sku\":\"CT-BLK-M\",\"quantity\":1}' " + sandbox + "/sandbox/orders",
                "  curl -s -d '{\"advance\":\"PT1H10M\"}' " + base + "/local/clock")) {
            terminal.say(line);
        }
    }
}
