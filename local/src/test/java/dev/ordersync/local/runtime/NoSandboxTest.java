package dev.ordersync.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.demo.DemoClient;
import dev.ordersync.local.demo.DemoShops;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The system without a sandbox of its own, talking to servers that somebody else runs. */
class NoSandboxTest {
    private final InstantSource machine = InstantSource.system();

    @Test
    void syncsFromAndToWhateverServersTheConfigurationNamesAndCountsItsCalls() throws Exception {
        SandboxContext context = new SandboxContext(machine, machine, call -> {}, new Faults());
        try (Sandbox elsewhere = Sandbox.start(0, context, DemoShops.shop());
                LocalRuntime runtime = LocalRuntime.startWithoutSandbox(options(), naming(elsewhere));
                DemoClient client = new DemoClient(runtime.endpoint(), "m-1")) {
            String order = elsewhere
                    .tiktok()
                    .place(SandboxOrder.of("CT-BLK-M", 1)
                            .createdAt(machine.instant().minus(Duration.ofHours(2))));
            client.advance(Duration.ofSeconds(2));

            assertThat(client.order(DemoShops.SHOP, order).path("status").asText())
                    .isEqualTo("SYNCED");
            assertThat(elsewhere.stores().getFirst().orders()).hasSize(1);
            assertThat(runtime.ledger().counts().upstream())
                    .containsEntry("shopify.orderCreate", 1L)
                    .containsKey("tiktok.GET /order/202309/orders");
        }
    }

    private LocalRuntime.Options options() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new LocalRuntime.Options(0, Optional.empty(), 0, machine, nowhere, progress -> {});
    }

    private Configuration naming(Sandbox sandbox) {
        Instant connectedAt = machine.instant().minus(Duration.ofDays(30));
        Configuration here = DemoShops.shopConfiguration(sandbox, connectedAt);
        Optional<String> tiktok = Optional.of(sandbox.tiktok().url().toString());
        return new Configuration(
                new Configuration.App(here.tiktok().appKey(), here.tiktok().appSecret(), tiktok, tiktok),
                Optional.empty(),
                here.shops());
    }
}
