package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The merchant knows of an order's trouble: it needs no attention until the reason for it changes. */
public final class DismissOrder {
    private static final int TRIES = 3;
    /** So much of a note goes to the trail. */
    private static final int MOST_NOTE = 200;

    private final OrderTable orders;
    private final InstantSource clock;

    public DismissOrder(OrderTable orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Does nothing where nothing needs attention.
     *
     * @param actor "merchant:" and the token's subject
     * @param note empty where the merchant gives none
     * @return the row as it is now; empty when we have not seen the order
     */
    public Optional<OrderRow> dismiss(Shop shop, OrderId id, String actor, String note, String requestId) {
        MessageId request = new MessageId(requestId);
        for (int i = 0; i < TRIES; i++) {
            Optional<OrderRow> row = orders.row(shop.id(), id);
            if (row.flatMap(OrderRow::attention).isEmpty()) {
                return row;
            }
            append(row.get(), actor, note, request);
            OrderRow quiet = row.get().dismiss().writtenBy(request, clock.instant());
            switch (orders.write(quiet)) {
                case Written.Done(OrderRow stored) -> {
                    return Optional.of(stored);
                }
                // Somebody else wrote the row, or we did and the answer got lost: the next reading tells.
                case Written.Lost lost -> {}
            }
        }
        throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "others wrote the row " + TRIES + " times");
    }

    private void append(OrderRow row, String actor, String note, MessageId request) {
        Map<String, String> facts = note.isEmpty() ? Map.of() : Map.of("note", Words.cut(note, MOST_NOTE));
        Author author = Author.merchant(request, actor);
        orders.append(author.remark(row, row.attention(), "DISMISSED", facts, clock.instant()));
    }
}
