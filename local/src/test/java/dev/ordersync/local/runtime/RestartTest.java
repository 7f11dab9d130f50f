package dev.ordersync.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.demo.DemoClient;
import dev.ordersync.local.demo.DemoShops;
import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.MovableClock;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a data folder the table outlives the program; queues and schedules do not, and the sweep makes up for them. */
class RestartTest {
    @TempDir
    Path data;

    // Ahead of the real time, by which ElasticMQ dates messages.
    private final Instant start = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);
    private final InstantSource machine = Clock.fixed(start, ZoneOffset.UTC);
    /** The sandbox lives on beside both runs, and its time goes with theirs. */
    private final MovableClock business = new MovableClock(start.toString());

    private final SandboxContext context = new SandboxContext(business, machine, call -> {}, new Faults());

    @Test
    void theSweepBringsBackWhatWaitedInQueuesAndSchedulesAndWhatCameMeanwhile() throws Exception {
        String held;
        String queued;
        try (Sandbox elsewhere = Sandbox.start(0, context, DemoShops.shop())) {
            try (LocalRuntime first = LocalRuntime.startWithoutSandbox(options(), naming(elsewhere));
                    DemoClient client = new DemoClient(first.endpoint(), "m-1")) {
                held = elsewhere.tiktok().place(SandboxOrder.of("CT-BLK-M", 1));
                advance(client, Duration.ofSeconds(2));
                assertThat(client.order(DemoShops.SHOP, held).path("reason").asText())
                        .isEqualTo("ORDER_ON_HOLD");
                // The clock stands still, so the batch is never gathered: the message is in the queue and stays there.
                queued = elsewhere.tiktok().place(payable());
                assertThat(elsewhere.tiktok().deliveries()).hasSize(2);
            }
            context.faults().add(new Faults.Fault("tiktok", "*", 1000, Faults.Kind.LOSE_WEBHOOK));
            String meanwhile = elsewhere.tiktok().place(payable());

            try (LocalRuntime second = LocalRuntime.startWithoutSandbox(options(), naming(elsewhere));
                    DemoClient client = new DemoClient(second.endpoint(), "m-1")) {
                advance(client, Duration.ofMinutes(6));
                elsewhere.tiktok().fireDue(business.instant());
                assertSynced(client, queued);
                assertSynced(client, meanwhile);

                advance(client, Duration.ofMinutes(60));
                elsewhere.tiktok().fireDue(business.instant());
                advance(client, Duration.ofMinutes(30));
                assertSynced(client, held);
                assertThat(elsewhere.stores().getFirst().orders())
                        .extracting(order -> order.path("sourceIdentifier").asText())
                        .containsExactlyInAnyOrderElementsOf(List.of(held, queued, meanwhile));
            }
        }
    }

    private SandboxOrder payable() {
        return SandboxOrder.of("CT-BLK-M", 1).createdAt(business.instant().minus(Duration.ofHours(2)));
    }

    private void advance(DemoClient client, Duration by) {
        business.advance(by);
        client.advance(by);
    }

    private static void assertSynced(DemoClient client, String order) {
        assertThat(client.order(DemoShops.SHOP, order).path("status").asText())
                .as(order)
                .isEqualTo("SYNCED");
    }

    private LocalRuntime.Options options() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new LocalRuntime.Options(0, Optional.of(data), 0, machine, nowhere, progress -> {});
    }

    private Configuration naming(Sandbox sandbox) {
        Configuration here = DemoShops.shopConfiguration(sandbox, start.minus(Duration.ofDays(30)));
        Optional<String> tiktok = Optional.of(sandbox.tiktok().url().toString());
        return new Configuration(
                new Configuration.App(here.tiktok().appKey(), here.tiktok().appSecret(), tiktok, tiktok),
                Optional.empty(),
                here.shops());
    }
}
