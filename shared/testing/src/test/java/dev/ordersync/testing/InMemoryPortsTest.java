package dev.ordersync.testing;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.Schedules;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.testing.contract.CheckQueueContract;
import dev.ordersync.testing.contract.LinksContract;
import dev.ordersync.testing.contract.SchedulesContract;
import dev.ordersync.testing.contract.ShopsContract;
import dev.ordersync.testing.contract.SweepStatesContract;
import dev.ordersync.testing.contract.VaultContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class InMemoryPortsTest {
    @Nested
    class ShopsInMemory extends ShopsContract {
        private final InMemoryShops shops = new InMemoryShops();

        @Override
        protected Shops shops() {
            return shops;
        }

        @Override
        protected void given(Shop shop, Connection connection) {
            shops.put(shop).put(connection);
        }
    }

    @Nested
    class SweepStatesInMemory extends SweepStatesContract {
        @Override
        protected SweepStates states() {
            return new InMemorySweepStates();
        }

        @Override
        protected void given(ShopId shop) {}
    }

    @Nested
    class LinksInMemory extends LinksContract {
        @Override
        protected Links links() {
            return new InMemoryLinks();
        }
    }

    @Nested
    class VaultInMemory extends VaultContract {
        private final InMemoryVault vault = new InMemoryVault();

        @Override
        protected Vault vault() {
            return vault;
        }

        @Override
        protected void given(Vault.Key key, Map<String, String> values) {
            vault.put(key, values);
        }
    }

    @Nested
    class QueueInMemory extends CheckQueueContract {
        private final RecordingQueue queue = new RecordingQueue();

        @Override
        protected CheckQueue queue() {
            return queue;
        }

        @Override
        protected List<Check> drain() {
            return queue.drain();
        }
    }

    @Nested
    class SchedulesInMemory extends SchedulesContract {
        private final RecordingSchedules schedules = new RecordingSchedules();

        @Override
        protected Schedules schedules() {
            return schedules;
        }

        @Override
        protected List<Check> fired(Instant at) {
            return schedules.fire(at);
        }
    }
}
