package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.merchant.MerchantBed.Reply;
import dev.ordersync.testing.Orders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Sync button, explain, and an order's lines. */
class SyncTest {
    private static final String ID = "576461413038785752";
    private static final String ORDER = MerchantBed.BASE + "/orders/" + ID;

    private final MerchantBed bed = new MerchantBed();

    @Test
    void anOrderThatPassesIsQueuedAndShown() {
        bed.productsOfOrdersAreInTheStore();
        bed.tiktok.put(Orders.paid(ID));
        Reply reply = bed.call("POST", ORDER + "/sync", null);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("orderId").asText()).isEqualTo(ID);
        assertThat(bed.queue.sent()).singleElement().satisfies(check -> {
            assertThat(check.cause()).isEqualTo(Cause.MERCHANT);
            assertThat(check.actor()).isEqualTo("merchant:ann");
            assertThat(check.order()).isEqualTo(new OrderId(ID));
        });
    }

    @Test
    void aReasonThatStandsIsAConflictWithTheOrderInside() {
        bed.tiktok.put(Orders.paid(ID));
        Reply reply = bed.call("POST", ORDER + "/sync", null);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo("PRODUCT_NOT_LINKED");
        assertThat(reply.body().at("/order/orderId").asText()).isEqualTo(ID);
        assertThat(reply.body().at("/order/reason").asText()).isEqualTo("PRODUCT_NOT_LINKED");
        assertThat(reply.body().at("/order/manualSync/mode").asText()).isEqualTo("RECHECK");
        assertThat(reply.body().get("resolution").asText()).startsWith("Link the TikTok SKU ");
        assertThat(bed.queue.sent()).isEmpty();
    }

    @Test
    void aWaivedReasonStandsNoLongerWhenItIsShownAndPressed() {
        bed.productsOfOrdersAreInTheStore();
        bed.tiktok.put(Orders.held(ID).build());
        assertThat(bed.call("POST", ORDER + "/sync", null).code()).isEqualTo("ORDER_ON_HOLD");
        JsonNode shown = bed.get(ORDER).body();
        assertThat(shown.get("manualSync")).hasToString("{\"mode\":\"WAIVE\",\"allowed\":true,\"availableAt\":null}");
        Reply second = bed.call("POST", ORDER + "/sync", null);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body().at("/waivers/0/reason").asText()).isEqualTo("ORDER_ON_HOLD");
        assertThat(second.body().at("/waivers/0/actor").asText()).isEqualTo("merchant:ann");
    }

    @Test
    void forceWaivesWhateverAWordSufficesFor() {
        bed.productsOfOrdersAreInTheStore();
        bed.tiktok.put(Orders.held(ID).build());
        assertThat(bed.call("POST", ORDER + "/sync", "{\"force\":true}").status())
                .isEqualTo(202);
    }

    @Test
    void aCancelledOrderThatWasNeverPaidSaysSoAndOffersNothing() {
        bed.tiktok.put(Orders.unpaid(ID).status("CANCELLED").build());
        Reply reply = bed.call("POST", ORDER + "/sync", "{\"force\":true}");
        assertThat(reply.code()).isEqualTo("ORDER_CANCELLED");
        assertThat(reply.body().get("detail").asText()).contains("it was never paid");
        assertThat(reply.body().at("/order/manualSync"))
                .hasToString("{\"mode\":\"WAIVE\",\"allowed\":false,\"availableAt\":null}");
    }

    @Test
    void anOrderThatNobodyKnowsIsNotFound() {
        Reply reply = bed.call("POST", ORDER + "/sync", null);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("ORDER_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"force\":\"true\"}|422|force",
                "{\"force\":null}|422|force",
                "{\"force\":1}|422|force",
                "{}|422|force",
                "{\"force\":true,\"all\":true}|422|all",
                "[]|422|",
                "true|422|",
                "null|422|",
                "{\"force\":true|400|",
                "{\"force\":true}x|400|",
                "{\"force\":true,\"force\":false}|400|",
                "force|400|"
            })
    void aBodyThatIsNotWhatItShouldBeChangesNothing(String body, int status, String field) {
        bed.productsOfOrdersAreInTheStore();
        bed.tiktok.put(Orders.held(ID).build());
        Reply reply = bed.call("POST", ORDER + "/sync", body);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().path("field").asText(null)).isEqualTo(field);
        assertThat(bed.table.all()).isEmpty();
    }

    @Test
    void aBodyThatIsNotUtf8IsNotJson() {
        var event = MerchantBed.event("POST", ORDER + "/sync", null, Map.of("sub", "ann", "merchant_id", "m-1"));
        event.setIsBase64Encoded(true);
        event.setBody(Base64.getEncoder().encodeToString(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
        assertThat(bed.send(event).status()).isEqualTo(400);
        event.setBody("not base64!");
        assertThat(bed.send(event).status()).isEqualTo(400);
        event.setBody(Base64.getEncoder().encodeToString("{\"force\":false}".getBytes(StandardCharsets.UTF_8)));
        assertThat(bed.send(event).status()).isEqualTo(404);
    }

    @Test
    void theLinesAreTikToksWithTheLastMatches() {
        bed.tiktok.put(Orders.paid(ID));
        bed.call("POST", ORDER + "/sync", null);
        JsonNode lines = bed.get(ORDER).body().get("lines");
        JsonNode first = lines.get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly(
                        "sku",
                        "sellerSku",
                        "title",
                        "quantity",
                        "price",
                        "gift",
                        "lineItemIds",
                        "match",
                        "storeVariant",
                        "candidates",
                        "candidatesTotal");
        assertThat(first.get("quantity").asInt()).isEqualTo(2);
        assertThat(first.get("lineItemIds")).hasSize(2);
        assertThat(first.get("match").asText()).isEqualTo("NONE");
        assertThat(first.at("/price/currency").asText()).isEqualTo("USD");
    }

    @Test
    void withoutTikTokAnOrderIsShownWithoutItsLines() {
        bed.stored(bed.rows.with(576461413038785752L, Reason.AWAITING_PAYMENT));
        bed.tiktok.failNext(new Transient(Upstream.TIKTOK, Transient.Kind.UNAVAILABLE, null, "silent"));
        Reply reply = bed.get(ORDER);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().has("lines")).isTrue();
        assertThat(reply.body().get("lines").isNull()).isTrue();
    }

    @Test
    void explainListsAllSevenStagesAndTheStore() {
        bed.tiktok.put(Orders.held(ID).build());
        JsonNode body = bed.get(ORDER + "/explain").body();
        assertThat(body.get("order").asText()).isEqualTo(ID);
        assertThat(body.get("stages").findValuesAsText("name"))
                .containsExactly("PRE_CHECK", "CANCELLED", "SAMPLE", "FULFILLMENT_TYPE", "ADDRESS", "PLATFORM", "PLAN");
        assertThat(body.at("/stages/4/verdict").asText()).isEqualTo("BLOCKED");
        assertThat(body.at("/stages/4/reason").asText()).isEqualTo("ORDER_ON_HOLD");
        assertThat(body.at("/stages/4/resolution").asText()).isNotEmpty();
        assertThat(body.at("/stages/5/reason").asText()).isEqualTo("PRODUCT_NOT_LINKED");
        assertThat(body.at("/stages/5/facts/matches").findValuesAsText("match")).containsExactly("NONE", "NONE");
        assertThat(body.at("/stages/6/verdict").asText()).isEqualTo("PASS");
        assertThat(body.at("/store/verdict").asText()).isEqualTo("UNDECIDED");
        assertThat(body.get("shipments")).isEmpty();
        assertThat(bed.table.all()).isEmpty();
        assertThat(bed.queue.sent()).isEmpty();
    }

    @Test
    void explainSaysWhatAnOrderWaitsForBeforeAnyStage() {
        bed.productsOfOrdersAreInTheStore();
        bed.tiktok.put(Orders.unpaid(ID).build());
        assertThat(bed.get(ORDER + "/explain").body().at("/waiting/reason").asText())
                .isEqualTo("AWAITING_PAYMENT");
        bed.tiktok.put(Orders.paid(ID));
        assertThat(bed.get(ORDER + "/explain").body().get("waiting").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void explainSaysThatTikTokCouldNotBeAsked(boolean passing) {
        bed.tiktok.failNext(
                passing
                        ? new Transient(
                                Upstream.TIKTOK, Transient.Kind.RATE_LIMITED, Duration.ofSeconds(1), "slow down")
                        : new Permanent(
                                Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, "105002", "expired", "request-7"));
        Reply reply = bed.get(ORDER + "/explain");
        assertThat(reply.status()).isEqualTo(passing ? 503 : 409);
        assertThat(reply.code()).isEqualTo(passing ? "TIKTOK_RATE_LIMITED" : "TIKTOK_AUTH_EXPIRED");
    }
}
