package dev.ordersync.testing;

import dev.ordersync.domain.port.Bus;
import dev.ordersync.testing.contract.BusContract;
import java.util.List;

class RecordingBusTest extends BusContract {
    private final RecordingBus bus = new RecordingBus();

    @Override
    protected Bus bus() {
        return bus;
    }

    @Override
    protected List<Arrived> arrived() {
        return bus.events().stream()
                .map(event -> new Arrived(
                        event.type().word(),
                        event.shop().value(),
                        event.order().map(order -> order.value()).orElse(""),
                        event.id(),
                        event.details().get("message")))
                .toList();
    }
}
