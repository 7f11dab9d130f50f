package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check.Seen;
import dev.ordersync.tiktok.WebhookEvent.NotForUs;
import dev.ordersync.tiktok.WebhookEvent.OrderEvents;
import dev.ordersync.tiktok.WebhookEvent.ShopEvent;
import dev.ordersync.tiktok.WebhookEvent.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {
    private static final OrderId OTHER = new OrderId("576461413038785753");
    private static final long SEED = 20261121;

    @Test
    void aChangeOfStatusNamesTheOrderAndWhatWasSeen() {
        assertThat(WebhookReader.read(Samples.event("order-status-change")))
                .isEqualTo(new OrderEvents(
                        Samples.SHOP,
                        List.of(Samples.ORDER),
                        1,
                        Optional.of(new Seen("AWAITING_SHIPMENT", Instant.ofEpochSecond(1763703620)))));
    }

    @ParameterizedTest
    @CsvSource({"recipient-address-update, 3", "cancellation-status-change, 11", "return-status-change, 12"})
    void otherEventsOfAnOrderNameTheOrderAlone(String sample, int type) {
        assertThat(WebhookReader.read(Samples.event(sample)))
                .isEqualTo(new OrderEvents(Samples.SHOP, List.of(Samples.ORDER), type, Optional.empty()));
    }

    @Test
    void aChangeOfPackagesNamesEveryOrderOnce() {
        assertThat(WebhookReader.read(Samples.event("package-update")))
                .isEqualTo(new OrderEvents(Samples.SHOP, List.of(Samples.ORDER, OTHER), 4, Optional.empty()));
        assertThat(read("""
                        {"type":4,"shop_id":"7","data":{"package_list":[
                         {"order_id_list":["1",2]},{"order_id_list":[2,"3"]},{"order_id_list":null},{}]}}"""))
                .isEqualTo(new OrderEvents(
                        new ShopId("7"),
                        List.of(new OrderId("1"), new OrderId("2"), new OrderId("3")),
                        4,
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"seller-deauthorization, 6", "upcoming-authorization-expiration, 7"})
    void eventsOfTheAuthorisationNameTheShop(String sample, int type) {
        assertThat(WebhookReader.read(Samples.event(sample))).isEqualTo(new ShopEvent(Samples.SHOP, type));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 13, 17, 21, 56, 999999})
    void otherTopicsAreNotForUs(int type) {
        assertThat(read("{\"type\":" + type + ",\"seller_open_id\":\"x\",\"data\":null}"))
                .isEqualTo(new NotForUs(type));
    }

    @Test
    void readsNumbersForIdsAndTextsForNumbers() {
        assertThat(read("""
                                {"type":"1","shop_id":7494049642642441621,
                                 "data":{"order_id":576461413038785752,"order_status":"CANCEL","update_time":"1763703620"}}"""))
                .isEqualTo(new OrderEvents(
                        Samples.SHOP,
                        List.of(Samples.ORDER),
                        1,
                        Optional.of(new Seen("CANCEL", Instant.ofEpochSecond(1763703620)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"update_time\":1763703620}",
                "{\"order_status\":\"UNPAID\"}",
                "{\"order_status\":\"UNPAID\",\"update_time\":\"soon\"}",
                "{\"order_status\":{},\"update_time\":1}",
                "{\"order_status\":\"A status that is much longer than any that TikTok has\",\"update_time\":1}"
            })
    void aHintThatIsNotWholeIsNone(String rest) {
        String data = rest.equals("{}") ? "{\"order_id\":\"1\"}" : rest.replaceFirst("\\{", "{\"order_id\":\"1\",");
        assertThat(read("{\"type\":1,\"shop_id\":\"7\",\"data\":" + data + "}"))
                .isInstanceOfSatisfying(
                        OrderEvents.class, event -> assertThat(event.seen()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                         | type is missing",
                "[]                                                         | type is missing",
                "null                                                       | type is missing",
                "{\"type\":true}                                            | type is unreadable",
                "{\"type\":-1}                                              | type is unreadable",
                "{\"type\":1.5}                                             | type is unreadable",
                "{\"type\":1}                                               | shop_id is missing",
                "{\"type\":6,\"shop_id\":\"seven\"}                         | shop_id is unreadable",
                "{\"type\":1,\"shop_id\":\"7\"}                             | data.order_id is missing",
                "{\"type\":1,\"shop_id\":\"7\",\"data\":\"x\"}              | data.order_id is missing",
                "{\"type\":3,\"shop_id\":\"7\",\"data\":{\"order_id\":-5}}  | data.order_id is unreadable",
                "{\"type\":3,\"shop_id\":\"7\",\"data\":{\"order_id\":[]}}  | data.order_id is unreadable",
                "{\"type\":11,\"shop_id\":\"7\",\"data\":{\"order_id\":\"123456789012345678901\"}} | data.order_id is unreadable",
                "{\"type\":4,\"shop_id\":\"7\",\"data\":{\"package_list\":[]}} | data.package_list[].order_id_list is missing",
                "{\"type\":4,\"shop_id\":\"7\",\"data\":{\"package_list\":[{\"order_id_list\":[\"1\",\"x\"]}]}} | data.package_list[].order_id_list is unreadable",
                "{\"type\":1                                                | the body is not JSON",
                "{\"type\":1} trailing                                      | the body is not JSON",
                "type=1                                                     | the body is not JSON"
            })
    void saysWhatCannotBeRead(String body, String why) {
        assertThat(read(body.strip())).isEqualTo(new Unreadable(why));
    }

    @Test
    void aWebhookOfThousandsOfOrdersIsNoneOfTikToks() {
        String ids = IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertThat(read("{\"type\":4,\"shop_id\":\"7\",\"data\":{\"package_list\":[{\"order_id_list\":[" + ids
                        + "]}]}}"))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void theLastOfTwoEqualKeysCounts() {
        assertThat(read("{\"type\":6,\"type\":7,\"shop_id\":\"1\",\"shop_id\":\"7\"}"))
                .isEqualTo(new ShopEvent(new ShopId("7"), 7));
    }

    @Test
    void survivesWhatIsMeantToBreakAParser() {
        String deep = "[".repeat(500_000);
        assertThat(read(deep)).isInstanceOf(Unreadable.class);
        assertThat(read("{\"a\":".repeat(100_000))).isInstanceOf(Unreadable.class);
        assertThat(read("{\"type\":" + "9".repeat(900_000) + "}")).isInstanceOf(Unreadable.class);
        assertThat(read("{\"type\":1e999999999}")).isInstanceOf(Unreadable.class);
        assertThat(read("{\"type\":1e99999999999}")).isInstanceOf(Unreadable.class);
        assertThat(read("{\"type\":3,\"shop_id\":\"7\",\"data\":{\"order_id\":1e-999999999}}"))
                .isInstanceOf(Unreadable.class);
        assertThat(read("{\"type\":3,\"shop_id\":\"\\ud800\",\"data\":{}}")).isInstanceOf(Unreadable.class);
        assertThat(WebhookReader.read(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0}))
                .isInstanceOf(Unreadable.class);
        assertThat(WebhookReader.read(new byte[1 << 20])).isInstanceOf(Unreadable.class);
    }

    @Test
    void bytesThatAreNoUtf8SpoilTheirFieldAlone() {
        byte[] body = Samples.event("order-status-change");
        int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("AWAITING");
        body[at] = (byte) 0xED;
        assertThat(WebhookReader.read(body))
                .isInstanceOfSatisfying(
                        OrderEvents.class, event -> assertThat(event.orders()).containsExactly(Samples.ORDER));
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        Random random = new Random(SEED);
        List<byte[]> samples = List.of(
                Samples.event("order-status-change"),
                Samples.event("package-update"),
                Samples.event("upcoming-authorization-expiration"));
        for (int i = 0; i < 50_000; i++) {
            byte[] body = samples.get(i % samples.size()).clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = random.nextInt(10) == 0 ? Arrays.copyOf(body, random.nextInt(body.length)) : body;
            assertThat(WebhookReader.read(cut)).as("seed %d, body %d", SEED, i).isNotNull();
        }
    }

    private static WebhookEvent read(String body) {
        return WebhookReader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
