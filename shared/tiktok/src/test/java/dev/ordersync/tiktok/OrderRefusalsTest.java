package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.upstream.Permanent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an order cannot do without, named by its path. */
class OrderRefusalsTest {
    private final ObjectNode order = Samples.order();

    @ParameterizedTest
    @ValueSource(strings = {"id", "status", "create_time", "line_items"})
    void namesAnEssentialFieldOfTheOrderThatIsMissing(String field) {
        order.remove(field);
        assertRefused("the order's " + field + " is missing");
        order.putNull(field);
        assertRefused("the order's " + field + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "sku_id", "original_price"})
    void namesAnEssentialFieldOfALineThatIsMissing(String field) {
        line(1).remove(List.of(field, "sale_price"));
        assertRefused("the order's line_items[1]." + field + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "/id, 12345678901234567890123, id",
        "/id, ' ', id",
        "/id, 57646-1, id",
        "/create_time, yesterday, create_time",
        "/create_time, 0, create_time",
        "/create_time, 99999999999999, create_time",
        "/fulfillment_type, FULFILLMENT_BY_SOMEBODY, fulfillment_type",
        "/line_items, none, line_items",
        "/payment, much, payment",
        "/payment/total_amount, '32,76', payment.total_amount",
        "/payment/total_amount, NaN, payment.total_amount",
        "/payment/shipping_insurance_fee, -, payment.shipping_insurance_fee",
        "/payment/currency, Dollars, payment.currency",
        "/line_items/0/currency, EUR, line_items[0].currency",
        "/line_items/2/seller_discount, 1e5, line_items[2].seller_discount",
        "/line_items/0/item_tax/0/tax_amount, x, line_items[0].item_tax[0].tax_amount"
    })
    void namesAFieldThatCannotBeRead(String pointer, String value, String field) {
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) order.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), value);
        String problem = value.isBlank() ? " is missing" : " is unreadable";
        assertRefused("the order's " + field + problem);
    }

    @Test
    void refusesMoneyOfNoCurrency() {
        payment().remove("currency");
        assertThat(decode().payment().currency()).as("as the lines say").isEqualTo("USD");
        order.withArray("/line_items").forEach(line -> ((ObjectNode) line).remove("currency"));
        assertRefused("the order's payment.currency is missing");
    }

    @Test
    void refusesAPaymentWithoutItsTotal() {
        payment().remove("total_amount");
        assertRefused("the order's payment.total_amount is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400000000", "1e-400000000", "123456789012345678901234567890"})
    void refusesAnAmountThatNobodyCanMean(String number) {
        payment().set("total_amount", json(number));
        assertRefused("the order's payment.total_amount is unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000000", "two"})
    void refusesABundleWhosePartsCannotBeCounted(String count) {
        line(0).putArray("combined_listing_skus")
                .addObject()
                .put("sku_id", "11")
                .put("sku_count", count);
        assertRefused("the order's line_items[0].combined_listing_skus[0].sku_count is unreadable");
    }

    private TikTokOrder decode() {
        return OrderCodec.decode(Samples.SHOP, order, "request-1");
    }

    private void assertRefused(String words) {
        assertThatThrownBy(this::decode).isInstanceOfSatisfying(Permanent.class, why -> {
            assertThat(why).hasMessage(words);
            assertThat(why.kind()).isEqualTo(Permanent.Kind.REFUSED);
            assertThat(why.code()).isEmpty();
            assertThat(why.requestId()).isEqualTo("request-1");
        });
    }

    private ObjectNode payment() {
        return (ObjectNode) order.get("payment");
    }

    private ObjectNode line(int index) {
        return (ObjectNode) order.get("line_items").get(index);
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
