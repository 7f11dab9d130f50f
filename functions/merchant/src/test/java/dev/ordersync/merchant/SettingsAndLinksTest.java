package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links.Consistency;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.merchant.MerchantBed.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a merchant decides for a shop: its settings and its links. */
class SettingsAndLinksTest {
    private static final String SETTINGS = MerchantBed.BASE + "/settings";
    private static final SkuId SKU = new SkuId("2729382476852921560");
    private static final String LINK = MerchantBed.BASE + "/links/" + SKU;

    private final MerchantBed bed = new MerchantBed();

    @Test
    void theSettingsAreTheWholeDocument() {
        assertThat(bed.get(SETTINGS).body())
                .hasToString(
                        "{\"autoSync\":true,\"onHoldRule\":\"WAIT\",\"sampleRule\":\"SYNC\",\"sampleWindow\":\"PT2H\","
                                + "\"releaseOnLink\":true,\"skuMatch\":true,\"inventory\":\"DECREMENT_IGNORING_POLICY\","
                                + "\"cancelInStore\":true,\"restockOnCancel\":true,\"noteDelivery\":false,"
                                + "\"cancelOnTikTok\":null,\"strictTracking\":false,\"defaultCarrier\":null,"
                                + "\"fillRequiredOptions\":true,\"backfillDays\":7}");
    }

    @Test
    void whatIsPutIsWhatIsGotAndWhatTheShopHas() {
        ObjectNode document = (ObjectNode) bed.get(SETTINGS).body();
        document.put("autoSync", false)
                .put("onHoldRule", "SYNC_AT_ONCE")
                .put("sampleWindow", "P1D")
                .put("defaultCarrier", "UPS")
                .put("backfillDays", 30);
        Reply reply = bed.call("PUT", SETTINGS, document.toString());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(bed.get(SETTINGS).body());
        Settings settings =
                bed.shops.find(MerchantBed.MINE, Optional.empty()).orElseThrow().settings();
        assertThat(settings.autoSync()).isFalse();
        assertThat(settings.onHoldRule()).isEqualTo(Settings.OnHoldRule.SYNC_AT_ONCE);
        assertThat(settings.sampleWindow()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.defaultCarrier()).contains("UPS");
    }

    @Test
    void theAnswerSaysHowManyOrdersWaitForWhatTheSettingsLetThrough() {
        bed.stored(bed.rows.with(1, Reason.AUTO_SYNC_DISABLED));
        bed.stored(bed.rows.with(2, Reason.AUTO_SYNC_DISABLED));
        bed.stored(bed.rows.with(3, Reason.SAMPLE_SYNC_DISABLED));
        bed.stored(bed.rows.with(4, Reason.PLAN_INACTIVE));
        ObjectNode document = (ObjectNode) bed.get(SETTINGS).body();
        assertThat(bed.call("PUT", SETTINGS, document.toString()).headers()).containsEntry("orders-waiting", "3");
        document.put("autoSync", false);
        Reply off = bed.call("PUT", SETTINGS, document.toString());
        assertThat(off.headers()).containsEntry("orders-waiting", "1");
        assertThat(off.body()).isEqualTo(document);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "autoSync|\"true\"",
                "autoSync|null",
                "onHoldRule|\"LATER\"",
                "sampleRule|1",
                "sampleWindow|\"PT29M\"",
                "sampleWindow|\"PT24H0.001S\"",
                "sampleWindow|\"2 hours\"",
                "sampleWindow|7200",
                "inventory|null",
                "cancelOnTikTok|\"\"",
                "cancelOnTikTok|false",
                "defaultCarrier|\"\\ud800\"",
                "backfillDays|31",
                "backfillDays|-1",
                "backfillDays|7.5",
                "backfillDays|\"7\"",
                "backfillDays|99999999999999999999"
            })
    void aWrongValueIsNamed(String field, String value) throws Exception {
        ObjectNode document = (ObjectNode) bed.get(SETTINGS).body();
        document.set(field, new com.fasterxml.jackson.databind.ObjectMapper().readTree(value));
        Reply reply = bed.call("PUT", SETTINGS, document.toString().replace("\ud800", "\\ud800"));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().get("field").asText()).isEqualTo(field);
        assertThat(reply.body().get("detail").asText()).contains(field);
    }

    @Test
    void aMissingAndAnUnknownFieldAreNamed() {
        for (String field : bed.get(SETTINGS).body().properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList()) {
            ObjectNode document = (ObjectNode) bed.get(SETTINGS).body();
            document.remove(field);
            Reply reply = bed.call("PUT", SETTINGS, document.toString());
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.body().get("field").asText()).isEqualTo(field);
        }
        ObjectNode document = (ObjectNode) bed.get(SETTINGS).body();
        Reply reply = bed.call("PUT", SETTINGS, document.put("autosync", true).toString());
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().get("field").asText()).isEqualTo("autosync");
        assertThat(bed.call("PUT", SETTINGS, null).status()).isEqualTo(400);
    }

    @Test
    void aLinkKeepsTheVariantsSkuAndCountsWhoWaits() {
        bed.store.variant("v-1", "MUG-1");
        bed.stored(bed.rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, SKU.value()));
        bed.stored(bed.rows.ofSku(2, Reason.SKU_AMBIGUOUS, SKU.value()));
        bed.stored(bed.rows.ofSku(3, Reason.ORDER_BEFORE_PRODUCT_LINK, SKU.value()));
        bed.stored(bed.rows.ofSku(4, Reason.PRODUCT_DELETED, SKU.value()));
        bed.stored(bed.rows.ofSku(5, Reason.PRODUCT_NOT_LINKED, "1"));
        Reply reply = bed.call("PUT", LINK, "{\"storeVariant\":\"v-1\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).hasToString("{\"waiting\":4}");
        assertThat(link()).isEqualTo(new Link(SKU, new VariantId("v-1"), "MUG-1", bed.clock.instant()));
    }

    @Test
    void aLinkThatIsPointedElsewhereKeepsItsTimeAndOneThatIsMadeAnewDoesNot() {
        bed.store.variant("v-1", "MUG-1").variant("v-2", "MUG-2");
        Instant first = bed.clock.instant();
        bed.call("PUT", LINK, "{\"storeVariant\":\"v-1\"}");
        bed.clock.advance(Duration.ofHours(1));
        bed.call("PUT", LINK, "{\"storeVariant\":\"v-2\"}");
        assertThat(link()).isEqualTo(new Link(SKU, new VariantId("v-2"), "MUG-2", first));
        assertThat(bed.call("DELETE", LINK, null).status()).isEqualTo(204);
        assertThat(bed.call("DELETE", LINK, null).status()).isEqualTo(204);
        bed.call("PUT", LINK, "{\"storeVariant\":\"v-2\"}");
        assertThat(link().linkedAt()).isEqualTo(first.plus(Duration.ofHours(1)));
    }

    @Test
    void aVariantThatTheStoreHasNotIsRefused() {
        Reply reply = bed.call("PUT", LINK, "{\"storeVariant\":\"v-9\"}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().get("field").asText()).isEqualTo("storeVariant");
        assertThat(bed.links.of(MerchantBed.MINE, List.of(SKU), Consistency.STRONG))
                .isEmpty();
    }

    static Stream<UpstreamException> aStoreThatCannotBeAsked() {
        return Stream.of(
                new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "silent"),
                new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "401", "expired", ""));
    }

    @ParameterizedTest
    @MethodSource("aStoreThatCannotBeAsked")
    void aStoreThatCannotBeAskedDoesNotKeepAMerchantFromLinking(UpstreamException silent) {
        bed.store.failNextRead(silent);
        assertThat(bed.call("PUT", LINK, "{\"storeVariant\":\"v-1\"}").status()).isEqualTo(200);
        assertThat(link().variantSku()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|storeVariant",
                "{\"storeVariant\":1}|storeVariant",
                "{\"storeVariant\":\" \"}|storeVariant",
                "{\"storeVariant\":\"\\ud83d\"}|storeVariant",
                "{\"storeVariant\":\"v-1\\u0000\"}|storeVariant",
                "{\"storeVariant\":\"v-1\",\"sku\":\"2\"}|sku"
            })
    void aWrongLinkNamesItsField(String body, String field) {
        bed.store.variant("v-1", "MUG-1");
        Reply reply = bed.call("PUT", LINK, body);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().get("field").asText()).isEqualTo(field);
    }

    @Test
    void aSkuIsTikToksIdAndNotTheSellers() {
        bed.store.variant("v-1", "MUG-1");
        Reply reply = bed.call("PUT", MerchantBed.BASE + "/links/MUG-1", "{\"storeVariant\":\"v-1\"}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().get("field").asText()).isEqualTo("sku");
        assertThat(bed.call("DELETE", MerchantBed.BASE + "/links/MUG-1", null).status())
                .isEqualTo(204);
    }

    @Test
    void theLinksAreListedInPages() {
        bed.store.variant("v-1", "MUG-1");
        for (int i = 1; i <= 3; i++) {
            bed.call("PUT", MerchantBed.BASE + "/links/" + i, "{\"storeVariant\":\"v-1\"}");
        }
        JsonNode first = bed.get(MerchantBed.BASE + "/links?limit=2").body();
        assertThat(first.at("/links/0"))
                .hasToString("{\"sku\":\"1\",\"storeVariant\":\"v-1\",\"linkedAt\":\"2026-01-10T12:00:00Z\"}");
        JsonNode second = bed.get(MerchantBed.BASE + "/links?limit=2&cursor="
                        + first.get("cursor").asText())
                .body();
        assertThat(second.get("links")).hasSize(1);
        assertThat(second.get("cursor").isNull()).isTrue();
        assertThat(bed.get(MerchantBed.BASE + "/links?cursor=*").status()).isEqualTo(400);
    }

    private Link link() {
        return bed.links.of(MerchantBed.MINE, List.of(SKU), Consistency.STRONG).get(SKU);
    }
}
