package dev.ordersync.aws.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.upstream.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** A bus that takes some of what it is told. */
class EventBridgeBusTest {
    private final List<List<String>> requests = new ArrayList<>();

    private EventBridgeBus bus(UnaryOperator<List<Boolean>> refusing) {
        return new EventBridgeBus(
                new EventBridgeClient() {
                    @Override
                    public PutEventsResponse putEvents(PutEventsRequest request) {
                        List<String> ids = request.entries().stream()
                                .map(PutEventsRequestEntry::detail)
                                .map(detail -> detail.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
                                .toList();
                        requests.add(ids);
                        List<Boolean> refused = refusing.apply(
                                ids.stream().map(id -> id.startsWith("bad")).toList());
                        return PutEventsResponse.builder()
                                .failedEntryCount((int)
                                        refused.stream().filter(each -> each).count())
                                .entries(refused.stream()
                                        .map(each -> each
                                                ? PutEventsResultEntry.builder()
                                                        .errorCode("InternalFailure")
                                                        .build()
                                                : PutEventsResultEntry.builder()
                                                        .eventId("e")
                                                        .build())
                                        .toList())
                                .build();
                    }

                    @Override
                    public String serviceName() {
                        return "events";
                    }

                    @Override
                    public void close() {}
                },
                "bus");
    }

    private static Bus.Event event(String id) {
        return new Bus.Event(
                Bus.Type.ORDER_SYNCED,
                new ShopId("1"),
                Optional.of(new OrderId("2")),
                id,
                Instant.EPOCH,
                Map.of("status", "SYNCED"));
    }

    @Test
    void whatIsRefusedIsToldOnceMoreAndThenGivenBack() {
        List<Bus.Event> given = List.of(event("a"), event("bad1"), event("b"), event("bad2"));
        assertThat(bus(refused -> refused).publish(given)).containsExactly(given.get(1), given.get(3));
        assertThat(requests).containsExactly(List.of("a", "bad1", "b", "bad2"), List.of("bad1", "bad2"));
    }

    @Test
    void whatIsTakenAtTheSecondTryIsTaken() {
        assertThat(bus(refused -> requests.size() > 1
                                ? refused.stream().map(each -> false).toList()
                                : refused)
                        .publish(List.of(event("a"), event("bad"))))
                .isEmpty();
        assertThat(requests).hasSize(2);
    }

    @Test
    void oneRequestHoldsTenEvents() {
        List<Bus.Event> given =
                IntStream.range(0, 21).mapToObj(each -> event("e" + each)).toList();
        assertThat(bus(refused -> refused).publish(given)).isEmpty();
        assertThat(requests).extracting(List::size).containsExactly(10, 10, 1);
    }

    @Test
    void aBusThatIsNotReachedIsAPassingFault() {
        EventBridgeBus gone = bus(refused -> {
            throw SdkClientException.create("connection refused");
        });
        assertThatThrownBy(() -> gone.publish(List.of(event("a")))).isInstanceOf(Transient.class);
    }

    @Test
    void tenOfTheLongestEventsAreFarBelowWhatARequestHolds() {
        Bus.Event longest = new Bus.Event(
                Bus.Type.ORDER_NEEDS_ATTENTION,
                new ShopId("7494049642642441621"),
                Optional.of(new OrderId("57646141303878575299")),
                "57646141303878575299#123456",
                Instant.MAX,
                Map.of(
                        "status",
                        "FAILED",
                        "reason",
                        "ADDRESS_CHANGED_AFTER_SHIPMENT",
                        "message",
                        "Ü".repeat(600),
                        "resolution",
                        "Ü".repeat(600),
                        "storeOrderId",
                        "gid://shopify/Order/12345678901234",
                        "storeOrderName",
                        "#".repeat(60)));
        assertThat(EventCodec.detail(longest).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThan(256 * 1024 / 10);
    }
}
