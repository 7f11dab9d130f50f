package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** In one JVM a change through the API is seen by the very next check, though settings are believed for ten seconds. */
class SeenAtOnceTest {
    private static final String SETTINGS = "/api/shops/" + RunningSystem.SHOP + "/settings";

    @Test
    void theNextOrderIsJudgedByTheSettingsThatWereJustSaved() throws Exception {
        try (RunningSystem system = RunningSystem.start()) {
            String before = placed(system);
            ObjectNode settings = (ObjectNode) system.client().get(SETTINGS).body();
            assertThat(system.client()
                            .put(SETTINGS, settings.put("autoSync", false))
                            .status())
                    .isEqualTo(200);
            String after = placed(system);
            assertThat(system.order(before).path("status").asText()).isEqualTo("SYNCED");
            assertThat(system.order(after).path("reason").asText()).isEqualTo("AUTO_SYNC_DISABLED");
        }
    }

    private static String placed(RunningSystem system) {
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        return order;
    }
}
