package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.http.UpstreamClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store needs before its first order. */
class ShopifySetupTest {
    private static final String ADDRESS = "https://api.example/webhooks/shopify/c-1";

    private final FakeShopify shopify = new FakeShopify();
    private final ShopifySetup setup = new ShopifySetup(
            FakeShopify.connection(shopify.url(), ""),
            UpstreamClient.forOperatorAddresses(),
            shopify.vault,
            shopify.wire);

    @AfterEach
    void close() {
        shopify.close();
    }

    @Test
    void aScopeToWriteIncludesTheOneToRead() {
        shopify.answer("""
                {"data":{"shop":{"name":"Mugs","currencyCode":"GBP"},
                 "currentAppInstallation":{"accessScopes":[{"handle":"write_orders"},{"handle":"read_products"}]}}}""");
        ShopifySetup.Access access = setup.access();
        assertThat(access.name() + access.currency()).isEqualTo("MugsGBP");
        assertThat(access.grants("read_orders")).isTrue();
        assertThat(access.grants("write_orders")).isTrue();
        assertThat(access.grants("write_products")).isFalse();
        assertThat(access.grants("read_locations")).isFalse();
    }

    @Test
    void readsTheTypeOfTheOrderMetafieldAndDefinesIt() {
        shopify.answer("{\"data\":{\"metafieldDefinitions\":{\"nodes\":[]}}}")
                .answer("{\"data\":{\"metafieldDefinitions\":{\"nodes\":[{\"type\":{\"name\":\"id\"}}]}}}")
                .answer(
                        "{\"data\":{\"metafieldDefinitionCreate\":{\"createdDefinition\":{\"id\":\"gid://x\"},\"userErrors\":[]}}}");
        assertThat(setup.orderIdType()).isEmpty();
        assertThat(setup.orderIdType()).contains(ShopifySetup.UNIQUE_TYPE);
        setup.defineOrderId();
        assertThat(shopify.requests().getLast().variables()).hasToString("""
                {"definition":{"namespace":"tiktok_shop","key":"order_id","name":"TikTok Shop order","ownerType":"ORDER",\
                "type":"id"}}""");
    }

    @Test
    void whoIsQuickerDefinesItForUsAndWhatForbidsItIsTold() {
        shopify.answer(error("TAKEN")).answer(error("UNSTRUCTURED_ALREADY_EXISTS"));
        assertThatCode(setup::defineOrderId).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(Permanent.class, setup::defineOrderId).code())
                .isEqualTo("UNSTRUCTURED_ALREADY_EXISTS");
    }

    private static String error(String code) {
        return "{\"data\":{\"metafieldDefinitionCreate\":{\"userErrors\":[{\"field\":null,\"message\":\"no\",\"code\":\""
                + code + "\"}]}}}";
    }

    @Test
    void subscribesToWhatDoesNotLeadHereYet() {
        shopify.answer("{\"data\":{\"webhookSubscriptions\":{\"nodes\":[{\"topic\":\"FULFILLMENTS_CREATE\"}]}}}")
                .answer("{\"data\":{\"webhookSubscriptionCreate\":{\"userErrors\":[]}}}");
        assertThat(setup.subscribe(List.of("FULFILLMENTS_CREATE", "FULFILLMENTS_UPDATE"), ADDRESS))
                .containsExactly("FULFILLMENTS_UPDATE");
        assertThat(shopify.requests().getLast().variables())
                .hasToString("{\"topic\":\"FULFILLMENTS_UPDATE\",\"subscription\":{\"uri\":\"" + ADDRESS
                        + "\",\"format\":\"JSON\"}}");
        assertThat(setup.subscribe(List.of(), ADDRESS)).isEmpty();
        assertThat(shopify.requests()).hasSize(2);
    }

    @Test
    void anAddressThatShopifyDoesNotTakeIsToldInItsWords() {
        shopify.answer("{\"data\":{\"webhookSubscriptions\":{\"nodes\":[]}}}")
                .answer(
                        "{\"data\":{\"webhookSubscriptionCreate\":{\"userErrors\":[{\"message\":\"Address is not allowed\"}]}}}");
        assertThatThrownBy(() -> setup.subscribe(List.of("FULFILLMENTS_CREATE"), ADDRESS))
                .isInstanceOf(Permanent.class)
                .hasMessage("Address is not allowed");
    }

    @Test
    void whatIsMissingInAnAnswerIsNotTakenForAbsent() {
        shopify.answer("{\"data\":{\"metafieldDefinitions\":{}}}").answer("{\"data\":{\"shop\":{\"name\":\"Mugs\"}}}");
        assertThatThrownBy(setup::orderIdType).isInstanceOf(Transient.class);
        assertThatThrownBy(setup::access).isInstanceOf(Transient.class);
    }
}
