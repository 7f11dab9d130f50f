package dev.ordersync.aws.bus;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.port.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Events on an EventBridge bus, ten a request; of a request that is taken in part the rest is told once more. An event is
 * far smaller than the 256 KB that a request may hold (EventBridge, "PutEvents"), ten of them too.
 */
public final class EventBridgeBus implements Bus {
    /** What rules know our events by. */
    static final String SOURCE = "ordersync";

    private static final int MOST = 10;

    private final EventBridgeClient client;
    private final String bus;

    /** @param bus its name or ARN */
    public EventBridgeBus(EventBridgeClient client, String bus) {
        this.client = client;
        this.bus = bus;
    }

    @Override
    public List<Event> publish(List<Event> events) {
        List<Event> refused = new ArrayList<>();
        for (int from = 0; from < events.size(); from += MOST) {
            List<Event> some = events.subList(from, Math.min(from + MOST, events.size()));
            List<Event> rest = put(some);
            refused.addAll(rest.isEmpty() ? rest : put(rest));
        }
        return refused;
    }

    /** Returns those that were not taken; the answer's entries are in the request's order. */
    private List<Event> put(List<Event> events) {
        List<PutEventsRequestEntry> entries = events.stream().map(this::entry).toList();
        List<PutEventsResultEntry> results =
                ask(() -> client.putEvents(request -> request.entries(entries))).entries();
        return IntStream.range(0, events.size())
                .filter(each -> each >= results.size() || results.get(each).eventId() == null)
                .mapToObj(events::get)
                .toList();
    }

    private PutEventsRequestEntry entry(Event event) {
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(event.type().word())
                .detail(EventCodec.detail(event))
                .build();
    }
}
