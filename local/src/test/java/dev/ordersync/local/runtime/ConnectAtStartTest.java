package dev.ordersync.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.shop.Plan;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.connect.Forget;
import dev.ordersync.local.demo.DemoClient;
import dev.ordersync.local.demo.DemoShops;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import dev.ordersync.local.sandbox.tiktok.TikTokProduct;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of the local runtime connects its shops, with servers that run beside it. */
class ConnectAtStartTest {
    @TempDir
    Path data;

    private final InstantSource machine = InstantSource.system();
    private final List<String> progress = new ArrayList<>();
    private final Sandbox elsewhere =
            Sandbox.start(0, new SandboxContext(machine, machine, call -> {}, new Faults()), DemoShops.shop());

    @AfterEach
    void close() {
        elsewhere.close();
    }

    @Test
    void aMugThatTheSellerNamedAtTikTokArrivesWithoutAnybodyLinkingIt() throws Exception {
        TikTokProduct mug = TikTokProduct.demo().stream()
                .filter(product -> product.sellerSku().equals("TT-MUG"))
                .findFirst()
                .orElseThrow();
        elsewhere
                .tiktok()
                .putProduct(mug.called(
                        elsewhere.stores().getFirst().variant("MUG-BLUE").gid()));
        try (LocalRuntime runtime = start(Plan.unlimited());
                DemoClient client = new DemoClient(runtime.endpoint(), "m-1")) {
            assertThat(synced(client, "TT-MUG")).isTrue();
        }
        assertThat(progress).noneMatch(line -> line.startsWith("shop "));
    }

    @Test
    void whatIsMissingIsSaidAndServesAllTheSame() throws Exception {
        elsewhere.stores().getFirst().grant(Set.of("write_orders", "read_products"));
        try (LocalRuntime runtime = start(Plan.unlimited());
                DemoClient client = new DemoClient(runtime.endpoint(), "m-1")) {
            assertThat(progress)
                    .anyMatch(line ->
                            line.startsWith("shop " + DemoShops.SHOP + ", store scopes: not granted: read_locations"));
            assertThat(synced(client, "CT-BLK-M")).isTrue();
        }
    }

    @Test
    void thePlanOfTheTableStaysWhateverTheFileSaysLater() throws Exception {
        start(new Plan(false, Optional.empty(), Optional.empty())).close();
        try (LocalRuntime runtime = start(Plan.unlimited());
                DemoClient client = new DemoClient(runtime.endpoint(), "m-1")) {
            assertThat(synced(client, "CT-BLK-M")).isFalse();
        }
    }

    @Test
    void aShopThatIsForgottenLeavesNothingInWhatIsKept() throws Exception {
        try (LocalRuntime runtime = start(Plan.unlimited());
                DemoClient client = new DemoClient(runtime.endpoint(), "m-1")) {
            assertThat(synced(client, "CT-BLK-M")).isTrue();
        }
        try (KeptData kept = KeptData.open(data, machine)) {
            assertThat(new Forget(kept.target(), Duration.ZERO, span -> {})
                            .run(DemoShops.SHOP)
                            .orElseThrow())
                    .containsEntry("orders", 1)
                    .containsEntry("trail entries", 1)
                    .containsEntry("lines", 1);
            assertThat(kept.target()
                            .dynamo()
                            .scan(scan -> scan.tableName(kept.target().table()))
                            .items())
                    .isEmpty();
        }
    }

    private boolean synced(DemoClient client, String sku) {
        String order = elsewhere
                .tiktok()
                .place(SandboxOrder.of(sku, 1).createdAt(machine.instant().minus(Duration.ofHours(2))));
        client.advance(Duration.ofSeconds(2));
        return client.order(DemoShops.SHOP, order).path("status").asText().equals("SYNCED");
    }

    private LocalRuntime start(Plan plan) throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return LocalRuntime.startWithoutSandbox(
                new LocalRuntime.Options(0, Optional.of(data), 0, machine, nowhere, progress::add), naming(plan));
    }

    private Configuration naming(Plan plan) {
        Instant connectedAt = machine.instant().minus(Duration.ofDays(30));
        Configuration here = DemoShops.shopConfiguration(elsewhere, connectedAt);
        Optional<String> tiktok = Optional.of(elsewhere.tiktok().url().toString());
        ShopEntry shop = here.shops().getFirst();
        return new Configuration(
                new Configuration.App(here.tiktok().appKey(), here.tiktok().appSecret(), tiktok, tiktok),
                Optional.empty(),
                List.of(new ShopEntry(
                        shop.id(),
                        shop.merchant(),
                        shop.region(),
                        shop.cipher(),
                        shop.authorisation(),
                        shop.tokens(),
                        shop.connectedAt(),
                        shop.store(),
                        shop.settings(),
                        plan,
                        shop.links(),
                        shop.carriers())));
    }
}
