package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.row.OrderRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells once more of an order that needs a person and that TikTok cancels within 24 hours. It is told first and noted on
 * the row afterwards: a worker that dies in between has it told again under the same id, and none is told twice for
 * another reason.
 */
public final class WarnOfDeadlines {
    private static final int PAGE = 100;

    private final OrderTable orders;
    private final Bus bus;
    private final InstantSource clock;

    public WarnOfDeadlines(OrderTable orders, Bus bus, InstantSource clock) {
        this.orders = orders;
        this.bus = bus;
        this.clock = clock;
    }

    /** Returns of how many orders it told. */
    public int warn(ShopId shop) {
        Instant now = clock.instant();
        int told = 0;
        Optional<String> cursor = Optional.empty();
        do {
            OrderTable.Page<OrderId> page = orders.attentionBetween(shop, now, now.plus(OrderRow.NEAR), PAGE, cursor);
            told += warn(shop, page.items(), now);
            cursor = page.cursor();
        } while (cursor.isPresent());
        return told;
    }

    private int warn(ShopId shop, List<OrderId> page, Instant now) {
        if (page.isEmpty()) {
            return 0;
        }
        Map<OrderId, OrderRow> rows = orders.rows(shop, page);
        List<OrderRow> warned = new ArrayList<>();
        List<Bus.Event> events = new ArrayList<>();
        for (OrderId order : page) {
            Optional.ofNullable(rows.get(order))
                    .filter(row -> row.attention().isPresent() && !row.warned() && row.endsSoon(now))
                    .map(OrderRow::warn)
                    .ifPresent(row -> {
                        warned.add(row);
                        News.of(row).ifPresent(events::add);
                    });
        }
        News.tell(bus, events);
        // Where somebody else wrote the row meanwhile, the next sweep looks whether there is still something to tell.
        warned.forEach(orders::write);
        return warned.size();
    }
}
