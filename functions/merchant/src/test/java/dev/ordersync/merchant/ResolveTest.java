package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.merchant.MerchantBed.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The merchant says what became of an order in the store, or that an order needs nobody. */
class ResolveTest {
    private static final String ORDER = MerchantBed.BASE + "/orders/1";
    private static final StoreOrderId OTHER = new StoreOrderId("gid://shopify/Order/7");

    private final MerchantBed bed = new MerchantBed();

    private void unconfirmed() {
        OrderRow syncing = bed.rows
                .syncing(1, new Claim("r/m", bed.clock.instant().plus(Claim.LIFE)))
                .withVersion(1)
                .become(State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of()), new MessageId("m"), bed.clock.instant())
                .withVersion(0);
        bed.stored(syncing);
    }

    private void deleted() {
        bed.stored(bed.rows
                .synced(1)
                .withAttention(Optional.of(Reason.STORE_ORDER_DELETED), Optional.of(bed.clock.instant())));
    }

    private void inStore(String key) {
        bed.store.put(new StoreOrder(
                OTHER,
                "#7",
                ExternalKey.parse(key),
                bed.clock.instant(),
                false,
                false,
                false,
                List.of(),
                "",
                List.of()));
    }

    private Reply resolve(String body) {
        return bed.call("POST", ORDER + "/resolve", body);
    }

    @Test
    void anOrderThatIsGoneIsCreatedAgain() {
        deleted();
        Reply reply = resolve("{\"notInStore\":true}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("status").asText()).isEqualTo("WAITING");
        assertThat(reply.body().get("reason").asText()).isEqualTo("RECREATE_REQUESTED");
        assertThat(reply.body().get("storeOrderId").isNull()).isTrue();
        assertThat(bed.queue.sent()).singleElement().satisfies(check -> {
            assertThat(check.order()).isEqualTo(new OrderId("1"));
            assertThat(check.actor()).isEqualTo("merchant:ann");
        });
    }

    @Test
    void anOrderThatTheMerchantNamesIsTheOrdersOwn() {
        deleted();
        inStore("");
        Reply reply = resolve("{\"storeOrderId\":\"" + OTHER + "\"}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("status").asText()).isEqualTo("SYNCED");
        assertThat(reply.body().get("storeOrderName").asText()).isEqualTo("#7");
        assertThat(reply.body().get("attention").asBoolean()).isFalse();
        // TikTok is listened to again: nobody did while there was no store order.
        assertThat(bed.queue.sent()).hasSize(1);
    }

    @Test
    void aWordThatComesTooEarlyIsToldWhenItMayCome() {
        unconfirmed();
        Reply reply = resolve("{\"notInStore\":true}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("TOO_EARLY");
        assertThat(reply.body().get("availableAt").asText()).isEqualTo("2026-01-10T12:04:00Z");
        assertThat(reply.body().at("/order/status").asText()).isEqualTo("UNCONFIRMED");
        bed.clock.advance(Duration.ofMinutes(4));
        assertThat(resolve("{\"notInStore\":true}").status()).isEqualTo(202);
    }

    @Test
    void whatTheStoreSaysGoesBeforeTheMerchantsWord() {
        unconfirmed();
        inStore("1");
        bed.clock.advance(Duration.ofMinutes(4));
        Reply reply = resolve("{\"notInStore\":true}");
        assertThat(reply.code()).isEqualTo("STORE_ORDER_EXISTS");
        assertThat(reply.body().get("storeOrderId").asText()).isEqualTo(OTHER.value());
    }

    @Test
    void aStoreOrderOfAnotherOrderIsAConflictAndOneThatIsNotThereAMistake() {
        deleted();
        inStore("2-3");
        Reply another = resolve("{\"storeOrderId\":\"" + OTHER + "\"}");
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.code()).isEqualTo("STORE_ORDER_OF_ANOTHER");
        Reply none = resolve("{\"storeOrderId\":\"gid://shopify/Order/8\"}");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.code()).isEqualTo("STORE_ORDER_NOT_FOUND");
    }

    @Test
    void aStoreThatIsSilentOrRefusesIsNoAnswer() {
        deleted();
        bed.store.failNextRead(new Transient(Upstream.STORE, Transient.Kind.UNAVAILABLE, null, "down"));
        assertThat(resolve("{\"storeOrderId\":\"x\"}").status()).isEqualTo(503);
        bed.store.failNextRead(new Permanent(Upstream.STORE, Permanent.Kind.AUTH_EXPIRED, "401", "no", ""));
        Reply refused = resolve("{\"storeOrderId\":\"x\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("STORE_AUTH_EXPIRED");
    }

    @Test
    void nothingElseIsToBeResolved() {
        assertThat(resolve("{\"notInStore\":true}").code()).isEqualTo("ORDER_NOT_FOUND");
        bed.stored(bed.rows.synced(1));
        Reply reply = resolve("{\"notInStore\":true}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("NOTHING_TO_RESOLVE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"notInStore\":false}",
                "{\"notInStore\":\"true\"}",
                "{\"storeOrderId\":7}",
                "{\"storeOrderId\":\"\"}",
                "{\"storeOrderId\":\"x\",\"notInStore\":true}",
                "{\"notInStore\":true,\"force\":true}"
            })
    void aBodyThatSaysNeitherOrBothIsAMistake(String body) {
        deleted();
        assertThat(resolve(body).status()).isEqualTo(422);
        assertThat(resolve("{").status()).isEqualTo(400);
        assertThat(bed.table
                        .row(MerchantBed.MINE, new OrderId("1"))
                        .orElseThrow()
                        .version())
                .isEqualTo(1);
    }

    @Test
    void whatIsDismissedNeedsNobodyUntilItsReasonChanges() {
        bed.stored(bed.rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, "1729"));
        Reply reply = bed.call("POST", ORDER + "/dismiss", "{\"note\":\"a test order\"}");
        assertThat(reply.status()).isEqualTo(204);
        JsonNode order = bed.get(ORDER).body();
        assertThat(order.get("reason").asText()).isEqualTo("PRODUCT_NOT_LINKED");
        assertThat(order.get("attention").asBoolean()).isFalse();
        assertThat(order.get("attentionReason").isNull()).isTrue();
        assertThat(bed.get(MerchantBed.BASE + "/orders?attention=true").body().get("orders"))
                .isEmpty();
        JsonNode entry = bed.get(ORDER + "/trail").body().at("/checks/0");
        assertThat(entry.get("verdict").asText()).isEqualTo("DISMISSED");
        assertThat(entry.get("actor").asText()).isEqualTo("merchant:ann");
        assertThat(entry.at("/facts/note").asText()).isEqualTo("a test order");
    }

    @Test
    void aDismissalIsHarmlessWhereNothingNeedsAttention() {
        assertThat(bed.call("POST", ORDER + "/dismiss", null).code()).isEqualTo("ORDER_NOT_FOUND");
        bed.stored(bed.rows.synced(1));
        assertThat(bed.call("POST", ORDER + "/dismiss", null).status()).isEqualTo(204);
        assertThat(bed.get(ORDER + "/trail").body().get("checks")).isEmpty();
    }

    @Test
    void aNoteIsATextAndIsCutInTheTrail() {
        bed.stored(bed.rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, "1729"));
        assertThat(bed.call("POST", ORDER + "/dismiss", "{\"note\":7}").status())
                .isEqualTo(422);
        assertThat(bed.call("POST", ORDER + "/dismiss", "{\"why\":\"x\"}").status())
                .isEqualTo(422);
        String note = "n".repeat(900);
        assertThat(bed.call("POST", ORDER + "/dismiss", "{\"note\":\"" + note + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(bed.get(ORDER + "/trail").body().at("/checks/0/facts/note").asText())
                .hasSize(200);
    }

    @Test
    void theSummarySaysWhereTheShopStands() {
        bed.stored(bed.rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, "1729"));
        bed.stored(bed.rows.ofSku(2, Reason.PRODUCT_NOT_LINKED, "1730"));
        bed.stored(bed.rows.with(3, Reason.AWAITING_PAYMENT));
        bed.stored(bed.rows.syncing(4, new Claim("r/m", bed.clock.instant())));
        bed.stored(bed.rows.synced(5));
        bed.table.addSynced(MerchantBed.MINE, java.time.LocalDate.of(2026, 1, 10), 3);
        bed.table.addSynced(MerchantBed.MINE, java.time.LocalDate.of(2025, 12, 12), 2);
        bed.table.addSynced(MerchantBed.MINE, java.time.LocalDate.of(2025, 12, 11), 99);
        bed.shops.missing(MerchantBed.MINE, 4);
        assertThat(bed.get(MerchantBed.BASE + "/summary").body())
                .hasToString("{\"open\":[{\"status\":\"WAITING\",\"reason\":\"AWAITING_PAYMENT\",\"orders\":1},"
                        + "{\"status\":\"BLOCKED\",\"reason\":\"PRODUCT_NOT_LINKED\",\"orders\":2},"
                        + "{\"status\":\"SYNCING\",\"reason\":null,\"orders\":1}],\"attention\":2,"
                        + "\"syncedPerDay\":[{\"day\":\"2026-01-10\",\"orders\":3},{\"day\":\"2025-12-12\",\"orders\":2}],"
                        + "\"missing\":4}");
    }
}
