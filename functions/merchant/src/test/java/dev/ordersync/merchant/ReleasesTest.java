package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.Task.Change;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.merchant.MerchantBed.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a merchant's change sets going for many orders. */
class ReleasesTest {
    private static final String SYNC = MerchantBed.BASE + "/sync";
    private static final String SETTINGS = MerchantBed.BASE + "/settings";
    private static final String LINK = MerchantBed.BASE + "/links/2729382476852921560";

    private final MerchantBed bed = new MerchantBed();

    @Test
    void aLinkIsStoredAndThenReleasesItsSku() {
        bed.store.variant("v-1", "MUG-1");
        bed.call("PUT", LINK, "{\"storeVariant\":\"v-1\"}");
        assertThat(bed.tasks.sent())
                .containsExactly(Task.Release.of(
                        MerchantBed.MINE,
                        Change.LINK,
                        Optional.of("2729382476852921560"),
                        bed.clock.instant(),
                        "merchant:ann"));
    }

    @ParameterizedTest
    @CsvSource({"true, SYNC, 2", "true, DO_NOT_SYNC, 1", "false, COMBINE, 1", "false, DO_NOT_SYNC, 0"})
    void settingsReleaseWhatTheyLetThroughHoweverOftenTheyAreStored(boolean autoSync, String sampleRule, int tasks) {
        ObjectNode document = (ObjectNode) bed.get(SETTINGS).body();
        document.put("autoSync", autoSync).put("sampleRule", sampleRule);
        for (int i = 1; i <= 2; i++) {
            assertThat(bed.call("PUT", SETTINGS, document.toString()).status()).isEqualTo(200);
            assertThat(bed.tasks.drain())
                    .hasSize(tasks)
                    .allMatch(task -> ((Task.Release) task).changedAt().equals(bed.clock.instant()))
                    .allMatch(task -> ((Task.Release) task).change() != Change.AUTO_SYNC || autoSync);
        }
    }

    @Test
    void aReleaseThatCannotBeSentFailsTheRequestAfterItsChangeIsStored() {
        MerchantBed silent = new MerchantBed(sent -> {
            throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "SQS is not to be had");
        });
        silent.store.variant("v-1", "MUG-1");
        assertThat(silent.call("PUT", LINK, "{\"storeVariant\":\"v-1\"}").status())
                .isEqualTo(503);
        assertThat(silent.get(MerchantBed.BASE + "/links").body().get("links")).hasSize(1);
        ObjectNode document = (ObjectNode) silent.get(SETTINGS).body();
        assertThat(silent.call(
                                "PUT",
                                SETTINGS,
                                document.put("noteDelivery", true).toString())
                        .status())
                .isEqualTo(503);
        assertThat(silent.get(SETTINGS).body()).isEqualTo(document);
        assertThat(silent.call("POST", SYNC, "{\"reason\":\"ORDER_ON_HOLD\"}").status())
                .isEqualTo(503);
    }

    @Test
    void syncForAllSaysHowManyShowTheReasonNow() {
        bed.stored(bed.rows.with(1, Reason.STORE_REJECTED));
        bed.stored(bed.rows.with(2, Reason.STORE_REJECTED));
        bed.stored(bed.rows.with(3, Reason.ORDER_CANCELLED));
        Reply reply = bed.call("POST", SYNC, "{\"reason\":\"STORE_REJECTED\"}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body()).hasToString("{\"orders\":2}");
        assertThat(bed.tasks.sent())
                .containsExactly(
                        Task.SyncAll.of(MerchantBed.MINE, Reason.STORE_REJECTED, "merchant:ann", bed.clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"FULFILLED_BY_TIKTOK\"}",
                "{\"reason\":\"AUTO_SYNC_DISABLED\"}",
                "{\"reason\":\"PLAN_INACTIVE\"}",
                "{\"reason\":\"TIKTOK_AUTH_EXPIRED\"}",
                "{\"reason\":\"STORE_AUTH_EXPIRED\"}",
                "{\"reason\":\"STORE_ORDER_DELETED\"}",
                "{\"reason\":\"LUNCH\"}",
                "{\"reason\":null}",
                "{}"
            })
    void syncForAllIsRefusedWhereItCouldChangeNothing(String body) {
        Reply reply = bed.call("POST", SYNC, body);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().get("field").asText()).isEqualTo("reason");
        assertThat(bed.tasks.sent()).isEmpty();
    }

    @Test
    void syncForAllNeverForces() {
        Reply reply = bed.call("POST", SYNC, "{\"reason\":\"ORDER_ON_HOLD\",\"force\":true}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().get("field").asText()).isEqualTo("force");
        assertThat(bed.call("POST", SYNC, null).status()).isEqualTo(400);
        assertThat(bed.call("POST", "/api/shops/" + MerchantBed.FOREIGN + "/sync", "{\"reason\":\"ORDER_ON_HOLD\"}")
                        .code())
                .isEqualTo("SHOP_NOT_FOUND");
        assertThat(bed.tasks.sent()).isEmpty();
    }
}
