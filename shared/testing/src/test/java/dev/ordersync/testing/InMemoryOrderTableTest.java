package dev.ordersync.testing;

import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.testing.contract.OrderTableContract;

class InMemoryOrderTableTest extends OrderTableContract {
    @Override
    protected OrderTable table() {
        return new InMemoryOrderTable(clock);
    }
}
