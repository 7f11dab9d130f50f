package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.reason.Manual;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.stage.StageName;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.testing.api.ApiContract;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/openapi.yaml is what the code does: its routes and its words. Its shapes are held by every answer of a test. */
class ContractTest {
    private final ApiContract contract = ApiContract.ofDocs();

    @Test
    void thePageHasTheRoutesOfTheCode() {
        Map<String, Set<String>> documented = new TreeMap<>(contract.routes());
        assertThat(documented.remove("/webhooks/tiktok")).containsExactly("POST");
        assertThat(documented).isEqualTo(new MerchantBed().routes());
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("/components/schemas/Reason", Reason.values()),
                Arguments.of("/components/schemas/Status", Status.values()),
                Arguments.of("/components/schemas/Warning", Warning.values()),
                Arguments.of("/components/schemas/Match", LineMatch.Kind.values()),
                Arguments.of("/components/schemas/StageName", StageName.values()),
                Arguments.of("/components/schemas/Shop/properties/platform", Platform.values()),
                Arguments.of("/components/schemas/Order/properties/address", AddressState.values()),
                Arguments.of("/components/schemas/Order/properties/manualSync/properties/mode", Manual.values()),
                Arguments.of("/components/schemas/TrailEntry/properties/cause", Cause.values()),
                Arguments.of("/components/schemas/Settings/properties/onHoldRule", Settings.OnHoldRule.values()),
                Arguments.of("/components/schemas/Settings/properties/sampleRule", Settings.SampleRule.values()),
                Arguments.of("/components/schemas/Settings/properties/inventory", Settings.Inventory.values()));
    }

    @ParameterizedTest
    @MethodSource("words")
    void thePageHasTheWordsOfTheCode(String pointer, Enum<?>[] words) {
        assertThat(contract.words(pointer))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(words).map(Enum::name).toList());
    }

    /** A contract that lets everything through would hold nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"orders\":[]}",
                "{\"orders\":[],\"cursor\":7}",
                "{\"orders\":[],\"cursor\":null,\"total\":0}",
                "{\"orders\":[{}],\"cursor\":null}",
                "no JSON"
            })
    void anAnswerThatThePageDoesNotAllowIsNoticed(String body) {
        contract.check("GET", "/api/shops/1/orders", 200, "application/json", "{\"orders\":[],\"cursor\":null}");
        assertThatThrownBy(() -> contract.check("GET", "/api/shops/1/orders", 200, "application/json", body))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aStatusOrTypeThatThePageDoesNotNameIsNoticed() {
        String body = "{\"orders\":[],\"cursor\":null}";
        assertThatThrownBy(() -> contract.check("GET", "/api/shops/1/orders", 201, "application/json", body))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.check("GET", "/api/shops/1/orders", 200, "text/plain", body))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.check("GET", "/api/shops/1/carriers", 200, "application/json", body))
                .isInstanceOf(AssertionError.class);
    }
}
