package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TikTok tells this system of orders because the system asked it to, and goes on to although the asking gets lost. */
class SubscriptionsTest {
    private RunningSystem system;

    @BeforeEach
    void start() throws Exception {
        system = RunningSystem.start();
        system.advance(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void theStartSubscribesAndAnOrderArrivesByIt() {
        assertThat(system.tiktok().subscriptions(RunningSystem.SHOP))
                .hasSize(7)
                .allSatisfy((topic, address) ->
                        assertThat(address).isEqualTo(system.client().base() + "/webhooks/tiktok"));
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(order).path("status").asText()).isEqualTo("SYNCED");
        assertThat(system.tiktok().deliveries()).hasSize(1);
    }

    @Test
    void subscriptionsThatAreLostAreMadeAnewWithinADay() {
        system.advance(Duration.ofMinutes(12));
        system.tiktok().loseSubscriptions();
        String unheard = system.tiktok().place(SandboxOrder.of("CT-BLK-M", 1));
        system.settle();
        assertThat(system.tiktok().deliveries()).isEmpty();

        system.advance(Duration.ofHours(24));

        assertThat(system.tiktok().subscriptions(RunningSystem.SHOP)).hasSize(7);
        assertThat(system.log()).contains("subscribed anew: ORDER_STATUS_CHANGE");
        assertThat(system.order(unheard).path("status").asText())
                .as("the sweep found it meanwhile")
                .isEqualTo("SYNCED");
        String heard = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(heard).path("status").asText()).isEqualTo("SYNCED");
    }
}
