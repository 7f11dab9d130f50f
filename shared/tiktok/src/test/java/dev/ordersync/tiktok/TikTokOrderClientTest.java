package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.http.UpstreamClient;
import dev.ordersync.testing.InMemoryVault;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.tiktok.TikTokServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TikTokOrderClientTest {
    private static final OrderId OTHER = new OrderId("576461413038785753");

    private TikTokServer tiktok;
    private TikTokOrderClient client;

    @BeforeEach
    void start() throws Exception {
        tiktok = new TikTokServer().accepts("access-1");
        InMemoryVault vault =
                new InMemoryVault().put(new Vault.Key.Authorisation("seller-1"), Map.of("accessToken", "access-1"));
        client = new TikTokOrderClient(new TikTokApi(
                tiktok::app, UpstreamClient.forOperatorAddresses(), vault, MutableClock.at("2025-11-21T05:00:20Z")));
    }

    @AfterEach
    void stop() {
        tiktok.close();
    }

    @Test
    void readsOrdersInOneSignedCall() {
        tiktok.answers(Reply.json(200, Samples.answer().toString()));
        Map<OrderId, OrderRead> reads = client.read(Samples.shop(), List.of(Samples.ORDER, OTHER, OTHER));

        assertThat(reads).containsOnlyKeys(Samples.ORDER, OTHER);
        assertThat(reads.get(Samples.ORDER))
                .isEqualTo(new OrderRead.Found(OrderCodec.decode(Samples.SHOP, Samples.order(), "")));
        assertThat(reads.get(OTHER)).isEqualTo(new OrderRead.NotKnown());
        assertThat(tiktok.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/order/202309/orders");
            assertThat(request.contentType()).isEqualTo("application/json");
            assertThat(request.token()).isEqualTo("access-1");
            assertThat(request.query())
                    .containsOnlyKeys("app_key", "ids", "shop_cipher", "sign", "timestamp")
                    .containsEntry("ids", "576461413038785752,576461413038785753")
                    .containsEntry("shop_cipher", "TTP_testCipher123")
                    .containsEntry("timestamp", "1763701220");
        });
    }

    @Test
    void anUnreadableOrderHarmsNoneOfItsNeighbours() {
        ObjectNode answer = Samples.answer();
        Samples.order(answer).putNull("status");
        ObjectNode neighbour = Samples.order().put("id", OTHER.value());
        ((ArrayNode) answer.at("/data/orders")).addNull().add(neighbour);
        tiktok.answers(Reply.json(200, answer.toString()));

        Map<OrderId, OrderRead> reads = client.read(Samples.shop(), List.of(Samples.ORDER, OTHER));
        assertThat(reads.get(OTHER)).isInstanceOf(OrderRead.Found.class);
        assertThat(reads.get(Samples.ORDER)).isInstanceOfSatisfying(OrderRead.Refused.class, refused -> {
            assertThat(refused.why()).hasMessage("the order's status is missing");
            assertThat(refused.why().requestId())
                    .isEqualTo(answer.get("request_id").textValue());
        });
    }

    @Test
    void anOrderWithoutItsIdLetsNoneOfThoseAskedForPassForUnknown() {
        ObjectNode answer = Samples.answer();
        Samples.order(answer).put("id", "not-an-id");
        tiktok.answers(Reply.json(200, answer.toString()));
        assertThat(client.read(Samples.shop(), List.of(Samples.ORDER)).get(Samples.ORDER))
                .isInstanceOfSatisfying(OrderRead.Refused.class, refused -> assertThat(refused.why())
                        .hasMessageContaining("the order's id"));
    }

    @Test
    void leavesOutOrdersThatNobodyAskedFor() {
        tiktok.answers(Reply.json(200, Samples.answer().toString()));
        assertThat(client.read(Samples.shop(), List.of(OTHER))).isEqualTo(Map.of(OTHER, new OrderRead.NotKnown()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"code\":0,\"data\":null}", "{\"code\":\"0\"}", "{\"code\":0,\"data\":{\"orders\":null}}"})
    void anAnswerWithoutOrdersMeansThatTikTokKnowsNone(String answer) {
        tiktok.answers(Reply.json(200, answer));
        assertThat(client.read(Samples.shop(), List.of(OTHER))).isEqualTo(Map.of(OTHER, new OrderRead.NotKnown()));
    }

    @Test
    void aListOfOrdersThatIsNoneIsTikToksPassingFault() {
        tiktok.answers(Reply.json(200, "{\"code\":0,\"data\":{\"orders\":\"many\"}}"));
        assertThatThrownBy(() -> client.read(Samples.shop(), List.of(OTHER))).isInstanceOf(Transient.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {21008111, 10006402})
    void anOrderOfAnotherShopIsNotKnownWhenAskedForAlone(int code) {
        tiktok.answers(Reply.code(200, code, "not the current seller's"));
        assertThat(client.read(Samples.shop(), List.of(OTHER))).isEqualTo(Map.of(OTHER, new OrderRead.NotKnown()));
    }

    @ParameterizedTest
    @ValueSource(ints = {21008111, 10006402})
    void anOrderOfAnotherShopAmongSeveralRefusesTheCall(int code) {
        tiktok.answers(Reply.code(200, code, "not the current seller's"));
        Permanent why =
                catchThrowableOfType(Permanent.class, () -> client.read(Samples.shop(), List.of(OTHER, Samples.ORDER)));
        assertThat(why.kind()).isEqualTo(Permanent.Kind.REFUSED);
        assertThat(why.code()).isEqualTo(String.valueOf(code));
        assertThat(why.requestId()).isEqualTo("request-7");
    }

    @Test
    void callsNobodyForAShopWhoseSellerTookTheAuthorisationBack() {
        Permanent why =
                catchThrowableOfType(Permanent.class, () -> client.read(Samples.shop(false), List.of(Samples.ORDER)));
        assertThat(why.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(tiktok.requests()).isEmpty();
    }

    @Test
    void asksForFiftyOrdersAtMost() {
        List<OrderId> fifty = LongStream.rangeClosed(1, 50)
                .mapToObj(id -> new OrderId(String.valueOf(id)))
                .toList();
        assertThat(client.read(Samples.shop(), fifty)).hasSize(50);
        assertThatThrownBy(() -> client.read(
                        Samples.shop(),
                        LongStream.rangeClosed(1, 51)
                                .mapToObj(id -> new OrderId(String.valueOf(id)))
                                .toList()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.read(Samples.shop(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
