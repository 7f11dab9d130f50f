package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.sync.ExplainOrder;
import dev.ordersync.domain.sync.ExplainOrder.Explained;
import dev.ordersync.domain.sync.Ports;
import dev.ordersync.domain.sync.PressSync;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.PressSync.Pressed;
import dev.ordersync.domain.sync.ShowOrder;
import java.time.InstantSource;
import java.util.Map;

/** A shop's orders: the list, one of them, its trail, its explanation, and the Sync button. */
final class OrderRoutes {
    private final OrderTable orders;
    private final ShowOrder show;
    private final ExplainOrder explain;
    private final PressSync press;
    private final InstantSource clock;

    OrderRoutes(Ports ports, Judge judge, AddressHash addressHash) {
        this.orders = ports.orders();
        this.show = new ShowOrder(ports.orders(), ports.tiktok());
        this.explain = new ExplainOrder(ports, judge, addressHash);
        this.press = new PressSync(ports, judge, addressHash);
        this.clock = ports.clock();
    }

    Answer list(Call call, Shop shop) {
        OrderTable.Filter filter = Query.filter(call);
        int limit = Query.limit(call);
        Page<OrderRow> page = Query.listed(() -> orders.list(shop.id(), filter, limit, call.parameter("cursor")));
        ObjectNode node = JsonCodec.object();
        ArrayNode all = node.putArray("orders");
        page.items().forEach(row -> all.add(OrderJson.of(row)));
        node.set("cursor", JsonCodec.text(page.cursor()));
        return Answer.json(200, node);
    }

    Answer one(Call call, Shop shop, OrderId id) {
        return show.show(shop, id)
                .map(shown -> Answer.json(200, OrderJson.of(shown)))
                .orElseThrow(Problem::orderNotFound);
    }

    Answer trail(Call call, Shop shop, OrderId id) {
        int limit = Query.limit(call);
        if (orders.row(shop.id(), id).isEmpty()) {
            throw Problem.orderNotFound();
        }
        Page<TrailEntry> page = Query.listed(() -> orders.trail(shop.id(), id, limit, call.parameter("cursor")));
        ObjectNode node = JsonCodec.object();
        ArrayNode checks = node.putArray("checks");
        page.items().forEach(entry -> checks.add(FindingsJson.of(entry)));
        node.set("cursor", JsonCodec.text(page.cursor()));
        return Answer.json(200, node);
    }

    Answer explain(Call call, Shop shop, OrderId id) {
        return switch (explain.explain(shop, id)) {
            case Explained.Explanation explanation -> Answer.json(200, FindingsJson.of(explanation));
            case Explained.NotFound() -> throw Problem.orderNotFound();
            case Explained.Unreadable(Reason reason, Map<String, String> args) -> throw unreadable(reason, args);
        };
    }

    private static Problem unreadable(Reason reason, Map<String, String> args) {
        boolean passes = reason == Reason.TIKTOK_UNAVAILABLE || reason == Reason.TIKTOK_RATE_LIMITED;
        return Problem.of(passes ? 503 : 409, reason.name(), reason.message(args))
                .with("resolution", JsonCodec.text(reason.resolution(args)));
    }

    Answer sync(Call call, Shop shop, OrderId id) {
        return switch (press.press(shop, id, call.actor(), force(call), call.requestId())) {
            case Pressed.AlreadySynced(OrderRow row) -> Answer.json(200, OrderJson.of(row));
            case Pressed.Queued queued ->
                Answer.json(
                        202,
                        OrderJson.of(queued.row().orElseGet(() -> OrderRow.unseen(shop.id(), id, clock.instant()))));
            case Pressed.Stands(OrderRow row, Reason reason, Map<String, String> args) ->
                throw Problem.of(409, reason.name(), reason.message(args))
                        .with("resolution", JsonCodec.text(reason.resolution(args)))
                        .with("order", OrderJson.of(row));
            case Pressed.NotFound() -> throw Problem.orderNotFound();
        };
    }

    private static Force force(Call call) {
        if (call.body().length == 0) {
            return Force.NO;
        }
        Fields fields = new Fields(call.body());
        boolean force = fields.flag("force");
        fields.noOthers();
        return force ? Force.YES : Force.NO;
    }
}
