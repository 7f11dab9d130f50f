package dev.ordersync.stores.shopify;

import static dev.ordersync.stores.shopify.Answers.error;
import static dev.ordersync.stores.shopify.Answers.userError;
import static dev.ordersync.stores.shopify.Answers.userErrors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.NewStoreOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A store's words are kept on the row, in the trail and shown: nothing of the buyer may be in them. */
class BuyersDataTest {
    private static final String MESSAGE = "please ring at Smith's";
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    static final List<String> QUOTED = List.of(
            "Dana",
            "EXAMPLE",
            "Dana Example",
            "100 Sample St",
            "apt 4",
            "Denver",
            "80202",
            "+13035550123",
            "13035550123",
            "Side Door",
            MESSAGE);

    @ParameterizedTest
    @FieldSource("QUOTED")
    void isHiddenInWhatTheStoreRefuses(String value) {
        shopify.answer(userErrors(
                userError("[\"order\",\"shippingAddress\"]", "'" + value + "' is no good, " + value, "INVALID")));

        assertThat(words(create())).isEqualTo("order.shippingAddress: '***' is no good, ***");
    }

    @ParameterizedTest
    @FieldSource("QUOTED")
    void isHiddenInARequestThatIsRefused(String value) {
        shopify.answer(error("INVALID_VARIABLE", "Variable $order was given " + value, null, null));

        assertThat(words(create())).isEqualTo("INVALID_VARIABLE: Variable $order was given ***");
    }

    @Test
    void isHiddenWhereTheOutcomeIsUnknown() {
        shopify.answer(error("INTERNAL_SERVER_ERROR", "cannot ship to Denver", null, null));

        assertThat(create()).isEqualTo(new Creation.Unknown("INTERNAL_SERVER_ERROR: cannot ship to ***"));
    }

    @Test
    void isHiddenInWhatAStatusSays() {
        shopify.answer(422, "{\"errors\":{\"zip\":[\"80202 is not in CO\"]}}", Map.of());

        assertThat(words(create())).endsWith("{\"zip\":[\"*** is not in CO\"]}");
    }

    @Test
    void leavesNoPartBehindWhereTheWordsAreCut() {
        shopify.answer(userErrors(userError("[\"order\"]", "x".repeat(185) + "100 Sample St", "INVALID")));

        assertThat(words(create())).hasSize(195).endsWith("x***");
    }

    @Test
    void isNeverAWordOfOneOrTwoLetters() {
        shopify.answer(userErrors(userError("[\"order\"]", "US is no province", "INVALID")));

        assertThat(words(create())).isEqualTo("order: US is no province");
    }

    private Creation create() {
        NewStoreOrder order = SampleOrders.withBuyerMessage(MESSAGE);
        assertThat(order.shipTo()).isPresent();
        return shopify.store().create(order);
    }

    private static String words(Creation creation) {
        assertThat(creation).isInstanceOf(Creation.Refused.class);
        return ((Creation.Refused) creation).args().get("words");
    }
}
