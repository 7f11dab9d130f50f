package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.merchant.MerchantBed.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask for what, and what a request gets that asks for nothing we have. */
class AccessTest {
    private final MerchantBed bed = new MerchantBed();

    @Test
    void aRequestWithoutATokenIsUnauthorised() {
        Reply reply = bed.send(MerchantBed.event("GET", "/api/shops", null, null));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("UNAUTHORIZED");
    }

    @Test
    void aTokenThatNamesNoMerchantIsForbiddenEverything() {
        Reply reply = bed.send(MerchantBed.event("GET", "/api/shops", null, Map.of("sub", "ann")));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void aMerchantSeesTheirOwnShopsOnly() {
        Reply reply = bed.get("/api/shops");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .hasToString(
                        "{\"shops\":[{\"shopId\":\"7494049642642441621\",\"name\":\"Tea & Mugs\",\"region\":\"US\","
                                + "\"platform\":\"SHOPIFY\",\"connectedAt\":\"2025-01-01T00:00:00Z\",\"authorised\":true}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/orders",
        "GET,/orders/1",
        "GET,/orders/1/trail",
        "GET,/orders/1/explain",
        "POST,/orders/1/sync",
        "POST,/orders/1/resolve",
        "POST,/orders/1/dismiss",
        "GET,/summary",
        "GET,/settings",
        "PUT,/settings",
        "GET,/links",
        "PUT,/links/1",
        "DELETE,/links/1"
    })
    void aForeignShopAnswersAsOneThatDoesNotExist(String method, String path) {
        Reply foreign = bed.call(method, "/api/shops/" + MerchantBed.FOREIGN + path, null);
        Reply unknown = bed.call(method, "/api/shops/1" + path, null);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("SHOP_NOT_FOUND");
        assertThat(foreign).isEqualTo(unknown);
    }

    @Test
    void whatCannotBeAShopsIdIsNoShop() {
        for (String id : new String[] {"x", "%00", "..", "9".repeat(3000), "7494049642642441621 "}) {
            assertThat(bed.get("/api/shops/" + id + "/orders").code()).isEqualTo("SHOP_NOT_FOUND");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/trail"})
    void anOrderThatTheShopHasNotIsNotFound(String path) {
        bed.stored(bed.rows.with(1, Reason.AWAITING_PAYMENT));
        for (String order : new String[] {"2", "x", "123456789012345678901"}) {
            Reply reply = bed.get(MerchantBed.BASE + "/orders/" + order + path);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo("ORDER_NOT_FOUND");
        }
    }

    @Test
    void anotherShopsOrderIsNotFoundUnderOnesOwnShop() {
        OrderId theirs = new OrderId("5");
        bed.table.write(new dev.ordersync.testing.contract.SampleRows(MerchantBed.FOREIGN, bed.clock.instant())
                .with(5, Reason.AWAITING_PAYMENT));
        assertThat(bed.get(MerchantBed.BASE + "/orders/" + theirs).code()).isEqualTo("ORDER_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/shop", "/api/shops/", "/api/shops//orders", "/api/shops/1/orders/1/sync/x"})
    void aPathThatIsNoRouteIsNotFoundWithoutACode(String path) {
        Reply reply = bed.get(path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().has("code")).isFalse();
        assertThat(reply.type()).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/shops,GET",
        "DELETE,/api/shops/1/orders,GET",
        "GET,/api/shops/1/orders/1/sync,POST",
        "POST,/api/shops/1/settings,'GET, PUT'",
        "GET,/api/shops/1/links/1,'DELETE, PUT'"
    })
    void aWrongMethodIsToldTheRightOnes(String method, String path, String allow) {
        Reply reply = bed.call(method, path, null);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("allow", allow);
    }

    @Test
    void aProblemIsADocumentWithItsFourMembersAndACode() {
        Reply reply = bed.get("/api/shops/1/orders");
        assertThat(reply.body())
                .hasToString("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"You have no such shop.\",\"code\":\"SHOP_NOT_FOUND\"}");
    }
}
