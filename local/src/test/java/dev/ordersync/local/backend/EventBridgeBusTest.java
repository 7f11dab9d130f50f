package dev.ordersync.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.bus.EventBridgeBus;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.testing.contract.BusContract;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The bus over EventBridge's protocol, spoken by the SDK's own client. */
class EventBridgeBusTest extends BusContract {
    private static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");

    private final Ledger ledger = new Ledger();
    private EventsServer server;
    private EventBridgeClient client;

    @BeforeEach
    void start() throws IOException {
        server = EventsServer.start(InstantSource.fixed(NOW));
        client = new AwsClients(ledger).events(server.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Override
    protected Bus bus() {
        return new EventBridgeBus(client, EventsServer.BUS);
    }

    @Override
    protected List<Arrived> arrived() {
        return server.arrived().stream()
                .map(event -> new Arrived(
                        event.detailType(),
                        event.detail().path("shop").asText(),
                        event.detail().path("order").asText(),
                        event.detail().path("id").asText(),
                        event.detail().path("message").asText()))
                .toList();
    }

    private static Bus.Event event(String message) {
        return new Bus.Event(
                Bus.Type.SHOP_NEEDS_ATTENTION,
                new ShopId("1"),
                Optional.empty(),
                "id",
                NOW,
                Map.of("message", message));
    }

    @Test
    void rulesKnowOurEventsByTheirSource() {
        bus().publish(List.of(event("m")));
        assertThat(server.arrived()).singleElement().satisfies(event -> {
            assertThat(event.source()).isEqualTo("ordersync");
            assertThat(event.time()).isEqualTo(NOW);
            assertThat(event.detail().path("at").asText()).isEqualTo("2060-01-10T12:00:00Z");
        });
    }

    @Test
    void eachEventIsBilledHoweverManyOfThemACallBrings() {
        bus().publish(List.of(event("1"), event("2"), event("3")));
        assertThat(ledger.counts().billedRequests()).isEqualTo(3);
        assertThat(ledger.counts().aws()).containsEntry("eventbridge.PutEvents", 1L);
    }

    @Test
    void whatTheBusDoesNotTakeIsGivenBack() {
        List<Bus.Event> events = List.of(event("m"));
        assertThat(new EventBridgeBus(client, "another").publish(events)).isEqualTo(events);
        assertThat(ledger.counts().billedRequests()).isZero();
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedAsAWhole() {
        assertThatThrownBy(() -> bus().publish(List.of(event("m".repeat(300_000)))))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("Validation");
    }

    @Test
    void anEventThatIsNoJsonIsRefusedAlone() {
        List<PutEventsRequestEntry> entries = Stream.of("no json", "{}")
                .map(detail -> PutEventsRequestEntry.builder()
                        .eventBusName(EventsServer.BUS)
                        .source("s")
                        .detailType("t")
                        .detail(detail)
                        .build())
                .toList();
        PutEventsResponse answer = client.putEvents(request -> request.entries(entries));
        assertThat(answer.failedEntryCount()).isEqualTo(1);
        assertThat(answer.entries().get(0).errorCode()).isEqualTo("MalformedDetail");
        assertThat(answer.entries().get(1).eventId()).isNotEmpty();
    }
}
