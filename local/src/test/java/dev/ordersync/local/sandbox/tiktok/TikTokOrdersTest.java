package dev.ordersync.local.sandbox.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TikTokOrdersTest {

    private final TikTokTestBed bed;

    TikTokOrdersTest() throws IOException {
        bed = new TikTokTestBed();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void holdsAPaidOrderForAnHourWithoutAnAddress() throws IOException {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 2));

        JsonNode held = order(id);
        assertThat(held.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(held.path("recipient_address").path("full_address").asText("x"))
                .isEmpty();
        assertThat(held.path("recipient_address").path("name").asText("x")).isEmpty();
        assertThat(held.path("recipient_address").path("district_info")).isEmpty();

        bed.advance(Duration.ofMinutes(59));
        assertThat(order(id).path("status").asText()).isEqualTo("ON_HOLD");

        bed.advance(Duration.ofMinutes(1));
        JsonNode released = order(id);
        assertThat(released.path("status").asText()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(released.path("recipient_address").path("address_line1").asText())
                .isEqualTo("100 Sample St");
        assertThat(released.path("update_time").asLong())
                .isEqualTo(held.path("paid_time").asLong() + 3600);
    }

    @Test
    void walksFromUnpaidThroughTheHoldByItself() {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).paidAfter(Duration.ofMinutes(10)));

        bed.advance(Duration.ofHours(2));

        assertThat(statuses()).containsExactly("UNPAID", "ON_HOLD", "AWAITING_SHIPMENT");
        assertThat(bed.sandbox.order(id).orElseThrow().path("paid_time").asLong())
                .isEqualTo(
                        bed.sandbox.order(id).orElseThrow().path("create_time").asLong() + 600);
    }

    @Test
    void keepsAnUnpaidOrderMaskedUntilItIsPaid() throws IOException {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).unpaid());

        JsonNode address = order(id).path("recipient_address");
        assertThat(address.path("name").asText()).isEqualTo("D***");
        assertThat(address.path("phone_number").asText()).isEqualTo("(+1)303-***-0123");
        assertThat(address.path("postal_code").asText()).contains("*");
        assertThat(address.path("district_info").get(1).path("address_name").asText())
                .isEqualTo("Colorado");
        assertThat(address.path("district_info").get(3).path("address_name").asText())
                .isEqualTo("***");

        bed.sandbox.pay(id);
        assertThat(order(id).path("status").asText()).isEqualTo("ON_HOLD");
    }

    @Test
    void showsAnOrderOlderThanItsHoldAsReadyToShip() throws IOException {
        String id = bed.sandbox.place(
                SandboxOrder.of("CT-BLK-M", 1).createdAt(bed.business.instant().minus(Duration.ofHours(2))));

        assertThat(order(id).path("status").asText()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(statuses()).containsExactly("AWAITING_SHIPMENT");
    }

    @Test
    void holdsAPreOrderUntilItsRelease() throws IOException {
        String id = bed.sandbox.place(
                SandboxOrder.of("CT-BLK-M", 1).preOrder(bed.business.instant().plus(Duration.ofDays(3))));

        bed.advance(Duration.ofDays(2));
        assertThat(order(id).path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(order(id).path("order_type").asText()).isEqualTo("PRE_ORDER");

        bed.advance(Duration.ofDays(1));
        assertThat(order(id).path("status").asText()).isEqualTo("AWAITING_SHIPMENT");
    }

    @Test
    void skipsTheHoldWhereTheShopHasNone() throws IOException {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());

        assertThat(order(id).path("status").asText()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(order(id).path("is_on_hold_order").asBoolean(true)).isFalse();
    }

    @Test
    void givesOneLineItemAUnitAndMoneyThatAddsUp() throws IOException {
        String id = bed.sandbox.place(SandboxOrder.documented());

        JsonNode order = order(id);
        assertThat(order.path("line_items")).hasSize(3);
        assertThat(order.path("line_items").findValuesAsText("quantity")).isEmpty();
        JsonNode payment = order.path("payment");
        assertThat(payment.path("total_amount").asText()).isEqualTo("32.76");
        assertThat(payment.path("sub_total").asText()).isEqualTo("30.00");
        assertThat(new BigDecimal(payment.path("platform_discount").asText())
                        .add(new BigDecimal(
                                payment.path("shipping_fee_platform_discount").asText())))
                .isEqualTo("11.99");
    }

    @Test
    void writesEveryKindOfOrder() throws IOException {
        String sample = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).sample());
        String cod = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).cashOnDelivery());
        String bundle = bed.sandbox.place(SandboxOrder.of("SET-1", 1));
        String partly = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).andCancelled("CT-WHT-L"));
        String british = bed.sandbox.place(
                SandboxOrder.of("CT-BLK-M", 1).inUnitedKingdom().withoutHold());

        assertThat(order(sample).path("payment").path("total_amount").asText()).isEqualTo("0.00");
        assertThat(order(sample)
                        .path("line_items")
                        .get(0)
                        .path("gift_retail_price")
                        .asText())
                .isEqualTo("20.00");
        assertThat(order(cod).has("paid_time")).isFalse();
        assertThat(order(bundle).path("line_items").get(0).path("combined_listing_skus"))
                .hasSize(2);
        assertThat(order(partly)
                        .path("line_items")
                        .get(1)
                        .path("display_status")
                        .asText())
                .isEqualTo("CANCELLED");
        assertThat(order(partly)
                        .path("line_items")
                        .get(0)
                        .path("display_status")
                        .asText())
                .isEqualTo("AWAITING_SHIPMENT");
        assertThat(order(british).path("payment").path("currency").asText()).isEqualTo("GBP");
        assertThat(order(british).path("recipient_address").path("post_town").asText())
                .isEqualTo("Leeds");
        assertThat(order(british).path("line_items").get(0).has("item_tax")).isFalse();
    }

    @Test
    void masksWhatTikTokShipsForGood() throws IOException {
        String label = bed.sandbox.place(
                SandboxOrder.of("CT-BLK-M", 1).shippedByTikTok().withoutHold());
        String warehouse = bed.sandbox.place(
                SandboxOrder.of("CT-BLK-M", 1).fulfilledByTikTok().withoutHold());

        assertThat(order(label).path("shipping_type").asText()).isEqualTo("TIKTOK");
        assertThat(order(label).path("recipient_address").path("address_line1").asText())
                .contains("*");
        assertThat(order(warehouse).path("fulfillment_type").asText()).isEqualTo("FULFILLMENT_BY_TIKTOK");
        assertThat(order(warehouse).path("recipient_address").path("name").asText())
                .contains("*");
        assertThat(city(order(warehouse))).isEqualTo("Denver");
        assertThat(city(order(label))).isEqualTo("***");
    }

    @Test
    void cancelsDuringTheHoldAtOnceAndLaterOnlyAfterTwoDays() {
        String early = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1));
        bed.sandbox.requestCancellation(early);
        assertThat(bed.sandbox.order(early).orElseThrow().path("status").asText())
                .isEqualTo("CANCELLED");

        String late = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());
        bed.sandbox.requestCancellation(late);
        assertThat(bed.sandbox.order(late).orElseThrow().path("status").asText())
                .isEqualTo("AWAITING_SHIPMENT");
        assertThat(bed.sandbox
                        .order(late)
                        .orElseThrow()
                        .path("is_buyer_request_cancel")
                        .asBoolean())
                .isTrue();

        bed.advance(Duration.ofHours(48));
        assertThat(bed.sandbox.order(late).orElseThrow().path("status").asText())
                .isEqualTo("CANCELLED");
        assertThatThrownBy(() -> bed.sandbox.cancel(late, "SELLER")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void answersFewerOrdersForIdsThatItDoesNotKnow() throws IOException {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1));

        assertThat(bed.orders(id, "1").json().path("data").path("orders")).hasSize(1);

        bed.sandbox.unknownOrders(TikTokSandbox.UnknownOrders.REFUSED_21008111);
        assertThat(bed.orders(id, "1").json().path("code").asInt()).isEqualTo(21008111);
    }

    @Test
    void takesAtMostFiftyIds() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 51; i++) {
            ids.add(Integer.toString(i));
        }

        assertThat(bed.orders(ids.subList(0, 50).toArray(String[]::new))
                        .json()
                        .path("code")
                        .asInt(-1))
                .isZero();
        assertThat(bed.orders(ids.toArray(String[]::new)).json().path("code").asInt())
                .isEqualTo(36009004);
    }

    @Test
    void findsOrdersByUpdateTimePageByPage() throws IOException {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add(bed.sandbox.place(SandboxOrder.of("SET-1", 1).withoutHold()));
            bed.advance(Duration.ofMinutes(1));
        }
        long from = bed.sandbox
                .order(placed.get(1))
                .orElseThrow()
                .path("update_time")
                .asLong();
        String filter = "{\"update_time_ge\":" + from + "}";

        List<String> found = new ArrayList<>();
        String token = "";
        do {
            List<String> query =
                    new ArrayList<>(List.of("page_size", "2", "sort_field", "update_time", "sort_order", "ASC"));
            if (!token.isEmpty()) {
                query.addAll(List.of("page_token", token));
            }
            JsonNode data = bed.shopCall("POST", "/order/202309/orders/search", filter, query.toArray(String[]::new))
                    .json()
                    .path("data");
            data.path("orders").forEach(order -> found.add(order.path("id").asText()));
            assertThat(data.path("total_count").asInt()).isEqualTo(4);
            assertThat(data.path("orders").findValues("combined_listing_skus")).isEmpty();
            token = data.path("next_page_token").asText();
        } while (!token.isEmpty());

        assertThat(found).isEqualTo(placed.subList(1, 5));
    }

    @Test
    void changesAnAddressAndSaysSo() throws IOException {
        String id = bed.sandbox.place(SandboxOrder.of("CT-BLK-M", 1).withoutHold());
        bed.advance(Duration.ofMinutes(5));

        bed.sandbox.changeAddress(id, JsonNodeFactory.instance.objectNode().put("address_line1", "7 New Rd"));

        assertThat(order(id).path("recipient_address").path("address_line1").asText())
                .isEqualTo("7 New Rd");
        JsonNode webhook = bed.product.received().getLast().json();
        assertThat(webhook.path("type").asInt()).isEqualTo(3);
        assertThat(webhook.has("tts_notification_id")).isFalse();
    }

    private JsonNode order(String id) throws IOException {
        return bed.orders(id).json().path("data").path("orders").get(0);
    }

    private static String city(JsonNode order) {
        return order.path("recipient_address")
                .path("district_info")
                .get(3)
                .path("address_name")
                .asText();
    }

    private List<String> statuses() {
        return bed.product.received().stream()
                .map(webhook -> webhook.json().path("data").path("order_status").asText())
                .toList();
    }
}
