package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.order.OrderLine;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.TikTokOrders;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows one order: the row as it is now, and its lines from TikTok, since none are kept. */
public final class ShowOrder {
    /** A person waits; without TikTok's answer the row alone is shown. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How far back in the trail the last matching of SKUs is looked for. */
    private static final int RECENT = 10;

    private final OrderTable orders;
    private final TikTokOrders tiktok;

    public ShowOrder(OrderTable orders, TikTokOrders tiktok) {
        this.orders = orders;
        this.tiktok = tiktok;
    }

    /** @param lines empty where TikTok did not show the order in time */
    public record Shown(OrderRow row, Optional<List<ShownLine>> lines) {}

    /** @param match how its SKU was matched at the last check that did; empty where none has */
    public record ShownLine(OrderLine line, Optional<LineMatch> match) {}

    /** Empty when we have not seen the order. */
    public Optional<Shown> show(Shop shop, OrderId id) {
        return orders.row(shop.id(), id).map(row -> new Shown(row, lines(shop, id)));
    }

    private Optional<List<ShownLine>> lines(Shop shop, OrderId id) {
        try {
            OrderRead read = new Patience(PATIENCE)
                    .within(() -> tiktok.read(shop, List.of(id)))
                    .get(id);
            return read instanceof OrderRead.Found(TikTokOrder order)
                    ? Optional.of(shown(shop, order))
                    : Optional.empty();
        } catch (TimeoutException | UpstreamException silent) {
            return Optional.empty();
        }
    }

    private List<ShownLine> shown(Shop shop, TikTokOrder order) {
        Map<SkuId, LineMatch> matches = lastMatches(shop, order.id());
        List<LineItem> units = order.isCancelled()
                ? order.lineItems()
                : order.lineItems().stream().filter(unit -> !unit.isCancelled()).toList();
        return OrderLine.of(units).stream()
                .map(line -> new ShownLine(line, Optional.ofNullable(matches.get(line.sku()))))
                .toList();
    }

    private Map<SkuId, LineMatch> lastMatches(Shop shop, OrderId id) {
        return orders.trail(shop.id(), id, RECENT, Optional.empty()).items().stream()
                .map(TrailEntry::matches)
                .filter(matches -> !matches.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .collect(Collectors.toMap(LineMatch::sku, Function.identity(), (one, same) -> one));
    }
}
