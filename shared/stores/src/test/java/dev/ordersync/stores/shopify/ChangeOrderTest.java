package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes to an order that is there. */
class ChangeOrderTest {
    private static final StoreOrderId ORDER = new StoreOrderId("gid://shopify/Order/1001");
    private static final StoreAddress ADDRESS = new StoreAddress(
            "Dana", "Example", "100 Sample St", "Apt 4", "Denver", "CO", "80202", "US", "+13035550123");

    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    private static String done(String field, String... errors) {
        return "{\"data\":{\"" + field + "\":{\"userErrors\":[" + String.join(",", errors) + "]}}}";
    }

    private static String error(String message) {
        return "{\"field\":[\"input\"],\"message\":\"" + message + "\"}";
    }

    private static String order(String fields) {
        return "{\"data\":{\"order\":{\"id\":\"" + ORDER + "\",\"createdAt\":\"2026-11-21T10:00:00Z\"," + fields
                + "\"lineItems\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":false}}}}}";
    }

    private static StoreOrder noted(String note) {
        return new StoreOrder(
                ORDER, "#1001", Optional.empty(), Instant.EPOCH, false, false, false, List.of(), note, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "UNFULFILLED, false",
        "IN_PROGRESS, false",
        "SOMETHING_NEW, false",
        "PARTIALLY_FULFILLED, true",
        "FULFILLED, true"
    })
    void readsWhetherSomethingHasLeft(String status, boolean shipped) {
        shopify.answer(order("\"displayFulfillmentStatus\":\"" + status
                + "\",\"canMarkAsPaid\":true,\"tags\":[\"a\",\"b\"],\"note\":\"Ring twice\","));
        StoreOrder read = shopify.store().read(ORDER).orElseThrow();
        assertThat(read.shipped()).isEqualTo(shipped);
        assertThat(read.payable()).isTrue();
        assertThat(read.tags()).containsExactly("a", "b");
        assertThat(read.note()).isEqualTo("Ring twice");
        assertThat(read).hasToString("StoreOrder[" + ORDER + " ]");
    }

    @Test
    void anAddressTakesThePlaceOfTheOldOneAndNothingElse() {
        shopify.answer(done("orderUpdate"));
        shopify.store().updateAddress(ORDER, ADDRESS);
        var input = shopify.onlyRequest().variables().path("input");
        assertThat(input.fieldNames()).toIterable().containsExactlyInAnyOrder("id", "shippingAddress");
        assertThat(input.path("shippingAddress").path("provinceCode").asText()).isEqualTo("CO");
    }

    /** What Shopify does with a part that is left out is documented nowhere; it may keep the old one. */
    @Test
    void whatTheNewAddressLacksIsTakenOffTheOldOne() {
        shopify.answer(done("orderUpdate"));
        shopify.store()
                .updateAddress(
                        ORDER, new StoreAddress("", "Example", "7 Other Road", " ", "Paris", "", "75001", "FR", ""));
        var address = shopify.onlyRequest().variables().path("input").path("shippingAddress");
        assertThat(address.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "firstName",
                        "lastName",
                        "address1",
                        "address2",
                        "city",
                        "provinceCode",
                        "zip",
                        "countryCode",
                        "phone");
        assertThat(address.path("firstName").isNull()).isTrue();
        assertThat(address.path("address2").isNull()).isTrue();
        assertThat(address.path("provinceCode").isNull()).isTrue();
        assertThat(address.path("phone").isNull()).isTrue();
        assertThat(address.path("zip").asText()).isEqualTo("75001");
    }

    @Test
    void anAddressThatShopifyRefusesIsToldWithoutTheBuyer() {
        shopify.answer(done("orderUpdate", error("100 Sample St is no street in Denver")));
        assertThatThrownBy(() -> shopify.store().updateAddress(ORDER, ADDRESS))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("is no street")
                .hasMessageNotContaining("Sample")
                .hasMessageNotContaining("Denver");
    }

    @Test
    void aNoteIsAddedToWhatStandsThere() {
        shopify.answer(done("orderUpdate")).answer(done("orderUpdate"));
        shopify.store().addNote(noted("Ring twice"), "Cancelled on TikTok.");
        shopify.store().addNote(noted(""), "Cancelled on TikTok.");
        assertThat(shopify.requests())
                .extracting(request ->
                        request.variables().path("input").path("note").asText())
                .containsExactly("Ring twice\nCancelled on TikTok.", "Cancelled on TikTok.");
    }

    @Test
    void aNoteThatShopifyRefusesIsToldInOurWords() {
        shopify.answer(done("orderUpdate", error("Ring twice is too long")));
        assertThatThrownBy(() -> shopify.store().addNote(noted("Ring twice"), "more"))
                .isInstanceOf(Permanent.class)
                .hasMessageNotContaining("Ring twice");
    }

    @Test
    void marksAsPaidAndTakesPaidForDone() {
        shopify.answer(done("orderMarkAsPaid"));
        shopify.store().markPaid(ORDER);
        shopify.answer(done("orderMarkAsPaid", error("Order cannot be marked as paid.")))
                .answer(order("\"canMarkAsPaid\":false,"));
        assertThatCode(() -> shopify.store().markPaid(ORDER)).doesNotThrowAnyException();
        shopify.answer(done("orderMarkAsPaid", error("Not now"))).answer(order("\"canMarkAsPaid\":true,"));
        assertThatThrownBy(() -> shopify.store().markPaid(ORDER))
                .isInstanceOf(Permanent.class)
                .hasMessage("Not now");
    }

    @Test
    void tagsAreAddedAndTakenOffWithoutTouchingOthers() {
        shopify.answer(done("tagsAdd")).answer(done("tagsRemove"));
        shopify.store().addTags(ORDER, List.of("x"));
        shopify.store().removeTags(ORDER, List.of("x"));
        assertThat(shopify.requests()).allSatisfy(request -> assertThat(
                        request.variables().path("tags").path(0).asText())
                .isEqualTo("x"));
        shopify.answer(done("tagsAdd", error("Resource does not exist")));
        assertThatExceptionOfType(Permanent.class)
                .isThrownBy(() -> shopify.store().addTags(ORDER, List.of("x")));
    }

    @Test
    void anAnswerThatSaysNothingIsNoAnswer() {
        shopify.answer("{\"data\":{\"tagsAdd\":null}}");
        assertThatExceptionOfType(Transient.class)
                .isThrownBy(() -> shopify.store().addTags(ORDER, List.of("x")));
    }
}
