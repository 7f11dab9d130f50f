package dev.ordersync.aws.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.port.Bus;

/** An event's {@code detail}, one line of JSON: id, time, shop, order where there is one, then its own details. */
final class EventCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventCodec() {}

    static String detail(Bus.Event event) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", event.id())
                .put("at", event.at().toString())
                .put("shop", event.shop().value());
        event.order().ifPresent(order -> node.put("order", order.value()));
        event.details().forEach(node::put);
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
