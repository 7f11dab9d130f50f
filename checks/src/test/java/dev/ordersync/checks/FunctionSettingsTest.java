package dev.ordersync.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.Environment;
import dev.ordersync.check.CheckWiring;
import dev.ordersync.merchant.MerchantWiring;
import dev.ordersync.sweep.SweepWiring;
import dev.ordersync.sweep.TimerWiring;
import dev.ordersync.webhook.WebhookWiring;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts each function as AWS does, with the settings that template.yaml gives it; a start calls nobody. */
class FunctionSettingsTest {
    private static final Map<String, Consumer<Environment>> STARTS = Map.of(
            "WebhookFunction", WebhookWiring::inAws,
            "CheckFunction", CheckWiring::inAws,
            "MerchantFunction", MerchantWiring::inAws,
            "TimerFunction", TimerWiring::inAws,
            "TaskFunction", SweepWiring::inAws);

    private final Template template = Template.read();

    /** Lambda says where a function runs; the SDK also hears it from here. */
    @BeforeEach
    void runInARegion() {
        System.setProperty("aws.region", "eu-west-1");
    }

    @AfterEach
    void runNowhere() {
        System.clearProperty("aws.region");
    }

    @Test
    void everyFunctionStartsWithItsSettings() {
        assertThat(STARTS).containsOnlyKeys(template.functions().keySet());
        STARTS.forEach((name, start) -> assertThatCode(() -> start.accept(new Environment(settings(name))))
                .as(name)
                .doesNotThrowAnyException());
    }

    @Test
    void everyFunctionNeedsEachOfItsSettings() {
        STARTS.forEach((name, start) -> {
            for (String setting : new TreeSet<>(settings(name).keySet())) {
                Map<String, String> without = settings(name);
                without.remove(setting);
                assertThatThrownBy(() -> start.accept(new Environment(without)))
                        .as("%s without %s", name, setting)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the setting " + setting + " is missing");
            }
        });
    }

    private Map<String, String> settings(String function) {
        Map<String, String> settings = new HashMap<>();
        template.functions()
                .get(function)
                .at("/Environment/Variables")
                .fieldNames()
                .forEachRemaining(name -> settings.put(name, "https://host.example/" + name));
        return settings;
    }
}
