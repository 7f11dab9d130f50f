package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Payment;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCodecTest {
    private final ObjectNode order = Samples.order();

    @Test
    void readsTheOrderOfTheReference() {
        assertThat(decode())
                .isEqualTo(new TikTokOrder(
                        Samples.SHOP,
                        Samples.ORDER,
                        OrderStatus.AWAITING_SHIPMENT,
                        "AWAITING_SHIPMENT",
                        Instant.ofEpochSecond(1763700000),
                        Instant.ofEpochSecond(1763703620),
                        Optional.of(Instant.ofEpochSecond(1763700012)),
                        "",
                        Optional.empty(),
                        "7021436810468230477",
                        "6955005333819123123",
                        "Leave at the side door",
                        true,
                        false,
                        false,
                        false,
                        "",
                        "",
                        FulfillmentType.SELLER,
                        ShippingType.SELLER,
                        "",
                        "",
                        Optional.of(Instant.ofEpochSecond(1763960000)),
                        Optional.of(Instant.ofEpochSecond(1764220000)),
                        new Payment(
                                "USD",
                                usd("32.76"),
                                usd("5.99"),
                                usd("0"),
                                usd("5.99"),
                                usd("0"),
                                usd("6"),
                                usd("0.28")),
                        new Recipient(
                                "Dana Example",
                                "Dana",
                                "Example",
                                "(+1)3035550123",
                                "100 Sample St",
                                "Apt 4",
                                "",
                                "",
                                "Denver",
                                "Denver",
                                "Colorado",
                                "80202",
                                "US",
                                "Side Door"),
                        List.of(top("577086512123755123"), top("577086512123755124"), gift())));
    }

    private static LineItem top(String id) {
        return new LineItem(
                new LineItemId(id),
                new SkuId("2729382476852921560"),
                "1729582718312380123",
                "Crochet Top",
                "Black, M",
                "CT-BLK-M",
                usd("20"),
                usd("2"),
                usd("3"),
                usd("1.24"),
                Optional.of(new BigDecimal("0.0881")),
                false,
                "AWAITING_SHIPMENT",
                "",
                List.of());
    }

    private static LineItem gift() {
        return new LineItem(
                new LineItemId("577086512123755125"),
                new SkuId("2729382476852921999"),
                "1729582718312380555",
                "Sticker",
                "Default",
                "GIFT-1",
                usd("0"),
                usd("0"),
                usd("0"),
                usd("0"),
                Optional.empty(),
                true,
                "AWAITING_SHIPMENT",
                "",
                List.of());
    }

    /** As the domain computes it: 2 x 18.00 + 0.00 + 5.99 + 2.48 + 0.28 = 44.75 = 32.76 + 11.99. */
    @Test
    void theMoneyOfTheReferencesOrderAddsUp() {
        TikTokOrder read = decode();
        Money earned = read.lineItems().stream()
                .map(line -> line.unitPrice().plus(line.tax()))
                .reduce(read.zero(), Money::plus)
                .plus(read.payment().shippingPrice())
                .plus(read.payment().shippingFeeTax())
                .plus(read.payment().otherFees());
        assertThat(earned).isEqualTo(usd("44.75"));
        assertThat(read.payment().total().plus(read.payment().paidByTikTok())).isEqualTo(earned);
    }

    @Test
    void readsNumbersWhereTextsAreDocumentedAndTextsWhereNumbersAre() {
        TikTokOrder plain = decode();
        order.put("id", 576461413038785752L)
                .put("create_time", "1763700000")
                .put("paid_time", "1763700012.0")
                .put("is_on_hold_order", "true")
                .put("is_cod", 0)
                .put("warehouse_id", 6955005333819123123L);
        payment().put("total_amount", new BigDecimal("32.76")).put("platform_discount", 6);
        line(0).put("id", 577086512123755123L)
                .put("sku_id", 2729382476852921560L)
                .put("original_price", 20)
                .put("is_gift", "0");
        assertThat(decode()).isEqualTo(plain);
    }

    @Test
    void keepsEveryDigitOfAnIdThatComesAsANumber() {
        JsonNode read = json("{\"id\": 99999999999999999999, \"status\": \"UNPAID\", \"create_time\": 1,"
                + " \"line_items\": [{\"id\": 9007199254740993, \"sku_id\": 18446744073709551617}]}");
        ObjectNode line = (ObjectNode) read.at("/line_items/0");
        line.put("original_price", "0");
        TikTokOrder decoded = OrderCodec.decode(Samples.SHOP, read, "");
        assertThat(decoded.id().value()).isEqualTo("99999999999999999999");
        assertThat(decoded.lineItems().getFirst().id().value()).isEqualTo("9007199254740993");
        assertThat(decoded.lineItems().getFirst().sku().value()).isEqualTo("18446744073709551617");
    }

    @Test
    void doesWithoutEverythingThatIsNotEssential() {
        TikTokOrder bare = OrderCodec.decode(
                Samples.SHOP,
                json("{\"id\":\"1\",\"status\":\"UNPAID\",\"create_time\":1763700000,\"payment\":null,"
                        + "\"recipient_address\":{\"district_info\":null,\"delivery_preferences\":null},"
                        + "\"line_items\":[{\"id\":\"2\",\"sku_id\":\"3\",\"is_gift\":true,\"item_tax\":null,"
                        + "\"combined_listing_skus\":null}]}"),
                "");
        assertThat(bare.updatedAt()).isEqualTo(bare.createdAt());
        assertThat(bare.recipient().addressState()).isEqualTo(AddressState.NONE);
        assertThat(bare.payment().total().isZero()).isTrue();
        assertThat(bare.fulfillmentType()).isEqualTo(FulfillmentType.SELLER);
    }

    @Test
    void sumsEveryOtherFeeOfTheBuyer() {
        payment()
                .put("small_order_fee", "1")
                .put("buyer_service_fee", "0.1")
                .put("handling_fee", "0.01")
                .put("shipping_insurance_fee", "0.001")
                .put("item_insurance_fee", "0.0001")
                .put("item_insurance_tax", "0.00001");
        assertThat(decode().payment().otherFees()).isEqualTo(usd("1.39111"));
    }

    @Test
    void sumsTheTaxesOfALine() {
        line(0).withArray("item_tax")
                .addObject()
                .put("tax_amount", "0.10")
                .put("tax_rate", 0.01)
                .put("tax_type", "SALES_TAX");
        line(1).withArray("item_tax").addObject().put("tax_amount", "0.10").put("tax_rate", "n/a");
        List<LineItem> lines = decode().lineItems();
        assertThat(lines.get(0).tax()).isEqualTo(usd("1.34"));
        assertThat(lines.get(0).taxRate()).hasValue(new BigDecimal("0.0981"));
        assertThat(lines.get(1).taxRate()).hasValue(new BigDecimal("0.0881"));
    }

    @Test
    void findsTheOriginalPriceFromTheSalePrice() {
        line(0).remove("original_price");
        assertThat(decode().lineItems().getFirst().originalPrice()).isEqualTo(usd("20"));
    }

    @Test
    void readsTheUnitsOfABundle() {
        ArrayNode parts = line(0).putArray("combined_listing_skus");
        parts.addObject().put("sku_id", "11").put("seller_sku", " A ").put("sku_count", 2);
        parts.addObject().put("sku_id", 12).put("sku_count", "1");
        assertThat(decode().lineItems().getFirst().parts())
                .containsExactly(
                        new LineItem.BundlePart(new SkuId("11"), "A", 2),
                        new LineItem.BundlePart(new SkuId("12"), "", 1));
    }

    @Test
    void readsAStatusThatItDoesNotKnow() {
        order.put("status", "LOST_IN_SPACE");
        assertThat(decode().status()).isEqualTo(OrderStatus.UNKNOWN);
        assertThat(decode().statusText()).isEqualTo("LOST_IN_SPACE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULFILLMENT_BY_TIKTOK", "FULFILLMENT_BY_DILAYANI_TOKOPEDIA"})
    void tikTokFulfilsBothOfItsWays(String type) {
        order.put("fulfillment_type", type);
        assertThat(decode().fulfillmentType()).isEqualTo(FulfillmentType.TIKTOK);
    }

    @Test
    void stripsTheSellersSku() {
        line(0).put("seller_sku", " yellow-24-XL ");
        assertThat(decode().lineItems().getFirst().sellerSku()).isEqualTo("yellow-24-XL");
    }

    @Test
    void theTownOfABritishAddressIsItsPostTown() {
        ObjectNode address = (ObjectNode) order.get("recipient_address");
        address.put("region_code", "GB").put("post_town", "LONDON");
        assertThat(decode().recipient().city()).isEqualTo("LONDON");
        address.put("post_town", "");
        assertThat(decode().recipient().city()).isEqualTo("Denver");
        address.put("region_code", "US").put("post_town", "LONDON");
        assertThat(decode().recipient().city()).isEqualTo("Denver");
        address.put("region_code", "gb");
        assertThat(decode().recipient().city()).isEqualTo("LONDON");
    }

    @Test
    void takesTheAddressInOneTextWhereTheLinesAreEmpty() {
        ObjectNode address = (ObjectNode) order.get("recipient_address");
        address.put("address_line1", "");
        assertThat(decode().recipient().line1()).isEqualTo("100 Sample St Apt 4");
    }

    @Test
    void readsBothSpellingsOfAnExchangesOrigin() {
        order.put("exchange_order_source_id", "42");
        assertThat(decode().exchangeSourceOrderId()).isEqualTo("42");
    }

    @Test
    void findsTheTrackingNumberOnTheLines() {
        order.put("tracking_number", "");
        line(1).put("tracking_number", "9400111206206406260787").put("shipping_provider_name", "USPS");
        assertThat(decode().trackingNumber()).isEqualTo("9400111206206406260787");
        assertThat(decode().shippingProvider()).isEqualTo("USPS");
    }

    /** No encoder takes a lone surrogate: the store call would fail long after. */
    @Test
    void replacesLoneSurrogatesAndKeepsPairs() throws Exception {
        order.put("buyer_message", "\uD83D\uDE00 \uD83D and \uDE00");
        String message = decode().buyerMessage();
        assertThat(message).isEqualTo("\uD83D\uDE00 \uFFFD and \uFFFD");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
    }

    private TikTokOrder decode() {
        return OrderCodec.decode(Samples.SHOP, order, "request-1");
    }

    private ObjectNode payment() {
        return (ObjectNode) order.get("payment");
    }

    private ObjectNode line(int index) {
        return (ObjectNode) order.get("line_items").get(index);
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
