package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.merchant.MerchantBed.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders as the API shows them. */
class OrdersTest {
    private static final String SKU = "2729382476852921560";

    private final MerchantBed bed = new MerchantBed();

    @Test
    void anOrderHasEveryFieldThatTheContractNames() {
        bed.stored(bed.rows.full(576461413038785752L));
        JsonNode order = bed.get(MerchantBed.BASE + "/orders").body().at("/orders/0");
        assertThat(order.fieldNames())
                .toIterable()
                .containsExactly(
                        "shopId",
                        "orderId",
                        "status",
                        "stage",
                        "reason",
                        "message",
                        "resolution",
                        "manualSync",
                        "attention",
                        "attentionReason",
                        "nextCheckAt",
                        "tiktokStatus",
                        "address",
                        "shipBy",
                        "autoCancelAt",
                        "storeOrderId",
                        "storeOrderName",
                        "createdAt",
                        "updatedAt",
                        "attempts",
                        "fulfillment",
                        "warnings",
                        "waivers");
        assertThat(order.get("orderId")).hasToString("\"576461413038785752\"");
        assertThat(order.get("stage")).hasToString("6");
        assertThat(order.get("manualSync"))
                .hasToString("{\"mode\":\"RECHECK\",\"allowed\":false,\"availableAt\":null}");
        assertThat(order.get("createdAt")).hasToString("\"2026-01-10T10:00:00.123Z\"");
        assertThat(order.get("fulfillment")).hasToString("{\"status\":\"NONE\",\"shipments\":[]}");
        assertThat(order.at("/waivers/0"))
                .hasToString("{\"reason\":\"ORDER_ON_HOLD\",\"actor\":\"merchant:auth0|a b\","
                        + "\"at\":\"2026-01-10T12:00:00Z\"}");
        assertThat(order.at("/warnings/0/code").asText()).isEqualTo("AMOUNTS_DIFFER");
    }

    @Test
    void anOrderThatIsSyncedHasNoReasonAndNoStage() {
        bed.stored(bed.rows.synced(1));
        JsonNode order = bed.get(MerchantBed.BASE + "/orders").body().at("/orders/0");
        assertThat(order.has("stage")).isFalse();
        for (String absent : List.of("reason", "message", "resolution", "attentionReason", "nextCheckAt")) {
            assertThat(order.get(absent).isNull()).as(absent).isTrue();
        }
        assertThat(order.get("storeOrderId").asText()).isEqualTo("gid://shopify/Order/5001");
        assertThat(order.at("/manualSync/mode").asText()).isEqualTo("NONE");
    }

    @Test
    void theListGoesOnWithItsCursorUntilThereIsNone() {
        for (int i = 1; i <= 5; i++) {
            bed.stored(bed.rows.with(i, Reason.AWAITING_PAYMENT));
        }
        List<String> seen = new ArrayList<>();
        String path = MerchantBed.BASE + "/orders?limit=2";
        JsonNode page = bed.get(path).body();
        page.get("orders").forEach(order -> seen.add(order.get("orderId").asText()));
        while (!page.get("cursor").isNull()) {
            page = bed.get(path + "&cursor=" + page.get("cursor").asText()).body();
            page.get("orders").forEach(order -> seen.add(order.get("orderId").asText()));
        }
        assertThat(seen).containsExactly("5", "4", "3", "2", "1");
    }

    @Test
    void theListIsFilteredByStatusReasonAndAttention() {
        bed.stored(bed.rows.with(1, Reason.AWAITING_PAYMENT));
        bed.stored(bed.rows.ofSku(2, Reason.PRODUCT_NOT_LINKED, SKU));
        bed.stored(bed.rows.synced(3));
        assertThat(ids("?status=SYNCED")).containsExactly("3");
        assertThat(ids("?reason=PRODUCT_NOT_LINKED")).containsExactly("2");
        assertThat(ids("?attention=true")).containsExactly("2");
        assertThat(ids("?status=SYNCED&reason=AWAITING_PAYMENT")).isEmpty();
    }

    private List<String> ids(String query) {
        return bed.get(MerchantBed.BASE + "/orders" + query).body().findValuesAsText("orderId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=ten",
                "limit=",
                "limit=1,2",
                "status=DONE",
                "status=synced",
                "reason=WHY",
                "attention=yes",
                "cursor=%25",
                "cursor=abc"
            })
    void aQueryThatMakesNoSenseIsABadRequest(String query) {
        bed.stored(bed.rows.with(1, Reason.AWAITING_PAYMENT));
        Reply reply = bed.get(MerchantBed.BASE + "/orders?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).isEqualTo("application/problem+json");
    }

    @Test
    void aTrailIsNewestFirstAndNamesTheCandidates() {
        OrderId id = bed.stored(bed.rows.ofSku(1, Reason.SKU_AMBIGUOUS, SKU));
        bed.table.append(entry(id, "m-1", "PASS", Optional.empty(), List.of()));
        bed.clock.advance(java.time.Duration.ofMinutes(1));
        Variant red = new Variant(new VariantId("v-1"), "MUG", "Red", "Mug", "ACTIVE", true, true);
        Variant blue = new Variant(new VariantId("v-2"), "MUG", "", "Blue mug", "DRAFT", false, true);
        LineMatch match =
                new LineMatch(new SkuId(SKU), "MUG", LineMatch.Kind.AMBIGUOUS, Optional.empty(), List.of(red, blue), 7);
        bed.table.append(entry(id, "m-2", "BLOCKED", Optional.of(Reason.SKU_AMBIGUOUS), List.of(match)));
        JsonNode checks = bed.get(MerchantBed.BASE + "/orders/1/trail").body().get("checks");
        assertThat(checks).hasSize(2);
        assertThat(checks.get(0))
                .hasToString(
                        "{\"at\":\"2026-01-10T12:01:00Z\",\"cause\":\"WEBHOOK\",\"actor\":\"tiktok\",\"stage\":6,"
                                + "\"verdict\":\"BLOCKED\",\"reason\":\"SKU_AMBIGUOUS\",\"status\":\"BLOCKED\",\"facts\":{\"skus\":\"1\","
                                + "\"matches\":[{\"sku\":\"" + SKU
                                + "\",\"sellerSku\":\"MUG\",\"match\":\"AMBIGUOUS\",\"storeVariant\":null,"
                                + "\"candidates\":[{\"id\":\"v-1\",\"title\":\"Mug / Red\",\"productStatus\":\"ACTIVE\"},"
                                + "{\"id\":\"v-2\",\"title\":\"Blue mug\",\"productStatus\":\"DRAFT\"}],\"candidatesTotal\":7}]}}");
    }

    private TrailEntry entry(
            OrderId id, String message, String verdict, Optional<Reason> reason, List<LineMatch> matches) {
        return new TrailEntry(
                MerchantBed.MINE,
                id,
                bed.clock.instant(),
                new MessageId(message),
                Cause.WEBHOOK,
                "tiktok",
                reason.map(refused -> 6),
                verdict,
                reason,
                reason.map(Reason::status).orElse(Status.SYNCING),
                Map.of("skus", "1"),
                matches);
    }
}
