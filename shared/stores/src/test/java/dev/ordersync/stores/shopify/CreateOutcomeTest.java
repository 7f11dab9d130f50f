package dev.ordersync.stores.shopify;

import static dev.ordersync.stores.shopify.Answers.error;
import static dev.ordersync.stores.shopify.Answers.userError;
import static dev.ordersync.stores.shopify.Answers.userErrors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.http.UpstreamClient;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known after a create. Where "nothing was created" is not documented, the order must be looked up. */
class CreateOutcomeTest {
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    static final List<String> UNCLEAR = List.of(
            "",
            "<html>bad gateway</html>",
            "{\"data\":{\"orderCreate\":{\"order\":{\"id\":\"gid://shopify/Or",
            "{}",
            "null",
            "[]",
            "{\"data\":null}",
            "{\"data\":{}}",
            "{\"data\":{\"orderCreate\":null}}",
            "{\"data\":{\"orderCreate\":{\"order\":null,\"userErrors\":[]}}}",
            "{\"data\":{\"orderCreate\":{\"userErrors\":[]}}}",
            "{\"data\":{\"orderCreate\":{\"order\":{\"name\":\"#1\"},\"userErrors\":[]}}}",
            Answers.CREATED + Answers.CREATED,
            "{\"errors\":[{\"message\":\"Internal error. Request ID: 1\"}]}",
            error("INTERNAL_SERVER_ERROR", "Internal error", null, null),
            error("INTERNAL_SERVER_ERROR", "Internal error", "[\"orderCreate\"]", "{\"orderCreate\":null}"),
            error("TIMEOUT", "took too long", null, null),
            error("undefinedField", "no such field", null, "null"),
            error("THROTTLED", "Throttled", null, "{\"orderCreate\":{\"order\":null,\"userErrors\":[]}}"),
            // Shopify created the order and refuses to show a part of it.
            error("ACCESS_DENIED", "no", "[\"orderCreate\",\"order\",\"lineItems\"]", "{\"orderCreate\":null}"),
            error("ACCESS_DENIED", "no", "[\"orderCreate\",\"order\"]", "{\"orderCreate\":{\"order\":null}}"));

    @ParameterizedTest
    @FieldSource("UNCLEAR")
    void anythingButACompleteAnswerIsUnknown(String body) {
        shopify.answer(body);

        assertThat(create()).isInstanceOf(Creation.Unknown.class);
        shopify.onlyRequest();
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 204, 302, 303, 408, 409, 500, 502, 503, 504})
    void aStatusThatSaysNothingIsUnknown(int status) {
        shopify.answer(status, "", Map.of());

        assertThat(create()).isInstanceOf(Creation.Unknown.class);
    }

    @Test
    void aCutAnswerIsUnknown() {
        shopify.cutAfter(Answers.CREATED.substring(0, 40));

        assertThat(create()).isInstanceOf(Creation.Unknown.class);
        shopify.onlyRequest();
    }

    @Test
    void noAnswerInTimeIsUnknown() {
        shopify.stall();

        Creation creation = shopify.store(Duration.ofMillis(300)).create(SampleOrders.plain());

        assertThat(creation).isInstanceOfSatisfying(Creation.Unknown.class, unknown -> assertThat(unknown.words())
                .contains("TIMEOUT"));
        shopify.onlyRequest();
    }

    @Test
    void anAnswerThatIsTooLongIsUnknown() {
        shopify.answer(Answers.CREATED + " ".repeat(UpstreamClient.MAX_BODY_BYTES));

        assertThat(create()).isInstanceOf(Creation.Unknown.class);
    }

    @Test
    void nothingWasCreatedWhereNobodyListens() throws Exception {
        String nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + free.getLocalPort();
        }
        ShopifyStore store = new ShopifyStore(
                FakeShopify.connection(nobody, ""),
                UpstreamClient.forOperatorAddresses(),
                shopify.vault,
                shopify.clock,
                shopify.wire);

        assertThat(store.create(SampleOrders.plain()))
                .isInstanceOfSatisfying(Creation.NotDone.class, notDone -> assertThat(notDone.kind())
                        .isEqualTo(Transient.Kind.UNAVAILABLE));
    }

    @Test
    void throttledSaysHowLongTheBucketTakesToFill() {
        shopify.answer("""
                {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],
                 "extensions":{"cost":{"requestedQueryCost":400,"actualQueryCost":null,
                   "throttleStatus":{"maximumAvailable":2000.0,"currentlyAvailable":55,"restoreRate":100.0}}}}""");

        assertThat(create()).isEqualTo(limited(Duration.ofSeconds(4)));
        shopify.onlyRequest();
    }

    @Test
    void retryAfterWinsOverTheBucket() {
        shopify.answer(429, "{\"errors\":\"Too many\"}", Map.of("Retry-After", "2.0"));

        assertThat(create()).isEqualTo(limited(Duration.ofSeconds(2)));
    }

    @Test
    void throttledWithoutAHintIsStillKnown() {
        shopify.answer(429, "", Map.of());

        assertThat(create())
                .isEqualTo(new Creation.NotDone(
                        Transient.Kind.RATE_LIMITED, Optional.empty(), "Shopify asked us to slow down"));
    }

    @Test
    void aMissingScopeIsNamed() {
        shopify.answer("""
                {"errors":[{"message":"Access denied for orderCreate field.","path":["orderCreate"],
                  "extensions":{"code":"ACCESS_DENIED","requiredAccess":"`write_orders` access scope."}}],
                 "data":{"orderCreate":null}}""");

        assertThat(create())
                .isEqualTo(new Creation.Refused(
                        Reason.STORE_AUTH_EXPIRED, Map.of("words", "the app needs `write_orders` access scope.")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 402, 403, 404, 423})
    void aClosedShopIsAMatterOfAccess(int status) {
        shopify.answer(status, "{\"errors\":\"Unavailable Shop\"}", Map.of());

        assertThat(create()).isInstanceOfSatisfying(Creation.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.STORE_AUTH_EXPIRED);
            assertThat(refused.args().get("words")).contains(String.valueOf(status));
        });
    }

    /** Its plan has ended: no order can be created until the merchant has seen to that, and it is no order's fault. */
    @Test
    void aDormantShopIsAMatterOfAccess() {
        shopify.answer(userErrors(userError("[\"order\"]", "Shop is dormant", "SHOP_DORMANT")));

        assertThat(create())
                .isEqualTo(new Creation.Refused(
                        Reason.STORE_AUTH_EXPIRED, Map.of("words", "the shop is dormant (SHOP_DORMANT)")));
    }

    static final List<String> REFUSED_REQUESTS = List.of(
            error("undefinedField", "Field 'x' doesn't exist", null, null),
            error("argumentNotAccepted", "InputObject does not accept it", null, null),
            error("missingRequiredArguments", "missing", null, null),
            error(
                    "INVALID_VARIABLE",
                    "Variable $order of type OrderCreateOrderInput! was given an invalid value",
                    null,
                    null),
            error("MAX_COST_EXCEEDED", "too dear", null, null),
            "{\"errors\":[{\"message\":\"syntax error\",\"locations\":[{\"line\":1,\"column\":2}]}]}");

    @ParameterizedTest
    @FieldSource("REFUSED_REQUESTS")
    void aRequestThatShopifyDoesNotExecuteIsRejected(String body) {
        shopify.answer(body);

        assertThat(create()).isInstanceOfSatisfying(Creation.Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo(Reason.STORE_REJECTED));
    }

    @Test
    void theStoresOwnWordsAreKeptWithTheirFieldAndCut() {
        shopify.answer(userErrors(
                userError("[\"order\",\"shippingAddress\",\"phone\"]", "Phone is invalid", "INVALID"),
                userError("[\"order\",\"lineItems\",\"0\"]", "x".repeat(500), null)));

        assertThat(create()).isInstanceOfSatisfying(Creation.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.STORE_REJECTED);
            assertThat(refused.args().get("words"))
                    .startsWith("order.shippingAddress.phone: Phone is invalid; order.lineItems.0: xxx")
                    .hasSize(200);
        });
    }

    @Test
    void tooLittleStockNamesTheProduct() {
        shopify.answer(userErrors(userError(
                "[\"order\",\"lineItems\",\"1\",\"quantity\"]", "Unable to claim", "INVENTORY_CLAIM_FAILED")));

        assertThat(create()).isEqualTo(new Creation.Refused(Reason.STORE_OUT_OF_STOCK, Map.of("product", "Sticker")));
    }

    @Test
    void tooLittleStockOfAnUnnamedLineNamesAllProducts() {
        shopify.answer(userErrors(userError("null", "Unable to claim", "INVENTORY_CLAIM_FAILED")));

        assertThat(create())
                .isEqualTo(new Creation.Refused(Reason.STORE_OUT_OF_STOCK, Map.of("product", "Crochet Top, Sticker")));
    }

    static final List<String> KEY_TAKEN = List.of(
            userError("[\"order\",\"metafields\",\"0\",\"value\"]", "Value must be unique", null),
            userError("[\"metafields\"]", "is invalid", "INVALID"),
            userError("[\"order\"]", "has been used", "TAKEN"),
            userError("null", "Metafields value has already been taken", null),
            userError("[]", "must be unique", "INVALID"));

    /** Somebody created it before: the look-up finds that order. */
    @ParameterizedTest
    @FieldSource("KEY_TAKEN")
    void whatMayBeTheUniqueMetafieldIsUnknown(String userError) {
        shopify.answer(userErrors(userError));

        assertThat(create()).isInstanceOf(Creation.Unknown.class);
    }

    @Test
    void a401IsAskedOnceMoreOnlyWithAnotherToken() {
        shopify.answer(401, "{\"errors\":\"[API] Invalid API key or access token\"}", Map.of());

        assertThat(create()).isInstanceOfSatisfying(Creation.Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo(Reason.STORE_AUTH_EXPIRED));
        shopify.onlyRequest();
    }

    static final List<UpstreamException> OF_AWS = List.of(
            new Transient(Upstream.AWS, Transient.Kind.RATE_LIMITED, Duration.ofSeconds(7), "AWS throttles: Slow"),
            new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "AWS was not reached"),
            new Permanent(Upstream.AWS, Permanent.Kind.REFUSED, "AccessDenied", "Kms refused: AccessDenied", "r-1"));

    /** A limit of AWS told as the store's would pause the merchant's store. */
    @ParameterizedTest
    @FieldSource("OF_AWS")
    void aFaultOfAwsIsNotToldAsTheStores(UpstreamException fault) {
        Creation creation = shopify.storeWith(new BrokenVault(fault)).create(SampleOrders.plain());

        assertThat(creation).isInstanceOfSatisfying(Creation.NotDone.class, notDone -> {
            assertThat(notDone.kind()).isEqualTo(Transient.Kind.UNAVAILABLE);
            assertThat(notDone.retryAfter()).isEmpty();
            assertThat(notDone.words()).isNotBlank().doesNotContain("AWS", "Kms", "AccessDenied");
        });
        assertThat(shopify.requests()).isEmpty();
    }

    @Test
    void aBugBeforeTheCallIsOurs() {
        assertThat(shopify.store().create(SampleOrders.impossible()))
                .isEqualTo(new Creation.Refused(Reason.INTERNAL_ERROR, Map.of("requestId", "-")));
        assertThat(shopify.requests()).isEmpty();
    }

    /** A vault that fails. */
    private record BrokenVault(UpstreamException fault) implements Vault {
        @Override
        public Optional<Secret> read(Key key, Freshness freshness) {
            throw fault;
        }

        @Override
        public Optional<Lease> lease(Key key, Instant now, Instant until) {
            throw fault;
        }

        @Override
        public boolean replace(Lease lease, Map<String, String> values) {
            throw fault;
        }

        @Override
        public void release(Lease lease) {
            throw fault;
        }
    }

    private Creation create() {
        return shopify.store().create(SampleOrders.plain());
    }

    private static Creation limited(Duration wait) {
        return new Creation.NotDone(Transient.Kind.RATE_LIMITED, Optional.of(wait), "Shopify asked us to slow down");
    }
}
