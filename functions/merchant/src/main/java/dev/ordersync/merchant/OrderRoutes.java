package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.sync.DismissOrder;
import dev.ordersync.domain.sync.ExplainOrder;
import dev.ordersync.domain.sync.ExplainOrder.Explained;
import dev.ordersync.domain.sync.Ports;
import dev.ordersync.domain.sync.PressSync;
import dev.ordersync.domain.sync.PressSync.Force;
import dev.ordersync.domain.sync.PressSync.Pressed;
import dev.ordersync.domain.sync.ResolveOrder;
import dev.ordersync.domain.sync.ResolveOrder.Resolved;
import dev.ordersync.domain.sync.ResolveOrder.Word;
import dev.ordersync.domain.sync.ShowOrder;
import dev.ordersync.domain.upstream.Permanent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A shop's orders: the list, one of them, its trail, its explanation, and the Sync button. */
final class OrderRoutes {
    private static final int MOST_STORE_ORDER = 255;
    private static final int MOST_NOTE = 1000;
    private static final int MOST_WORDS = 200;

    private final OrderTable orders;
    private final ShowOrder show;
    private final ExplainOrder explain;
    private final PressSync press;
    private final ResolveOrder resolve;
    private final DismissOrder dismiss;
    private final InstantSource clock;

    OrderRoutes(Ports ports, Judge judge, AddressHash addressHash) {
        this.orders = ports.orders();
        this.show = new ShowOrder(ports.orders(), ports.tiktok());
        this.explain = new ExplainOrder(ports, judge, addressHash);
        this.press = new PressSync(ports, judge, addressHash);
        this.resolve = new ResolveOrder(ports);
        this.dismiss = new DismissOrder(ports.orders(), ports.clock());
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

    Answer resolve(Call call, Shop shop, OrderId id) {
        Fields fields = new Fields(call.body());
        Word word = fields.has("storeOrderId")
                ? new Word.ItIs(new StoreOrderId(fields.text("storeOrderId", MOST_STORE_ORDER)))
                : notInStore(fields);
        fields.noOthers();
        return switch (resolve.resolve(shop, id, call.actor(), word, call.requestId())) {
            case Resolved.Done(OrderRow row) -> Answer.json(202, OrderJson.of(row));
            case Resolved.NotFound() -> throw Problem.orderNotFound();
            case Resolved.NothingToResolve(OrderRow row) ->
                throw conflict(
                        "NOTHING_TO_RESOLVE",
                        "Nobody has to say what became of this order in the store: only of an order whose outcome is"
                                + " unknown, or that is gone from the store.",
                        row);
            case Resolved.TooEarly(OrderRow row, Instant availableAt) ->
                throw conflict("TOO_EARLY", "Something may still be under way in the store.", row)
                        .with("availableAt", JsonCodec.time(availableAt));
            case Resolved.IsThere(OrderRow row, StoreOrder order) ->
                throw conflict("STORE_ORDER_EXISTS", "The store has the order: " + order.name() + ".", row)
                        .with("storeOrderId", JsonCodec.text(order.id().value()));
            case Resolved.OfAnother(OrderRow row, OrderId other) ->
                throw conflict(
                        "STORE_ORDER_OF_ANOTHER", "The store order belongs to the TikTok order " + other + ".", row);
            case Resolved.NoSuchStoreOrder() ->
                throw Problem.of(422, "STORE_ORDER_NOT_FOUND", "The store has no such order.")
                        .with("field", JsonCodec.text("storeOrderId"));
            case Resolved.StoreRefuses(OrderRow row, Permanent why) -> throw refused(row, why);
        };
    }

    private static Word notInStore(Fields fields) {
        if (!fields.flag("notInStore")) {
            throw Problem.invalid("notInStore", "must be true where no `storeOrderId` is given");
        }
        return new Word.NotInStore();
    }

    private static Problem refused(OrderRow row, Permanent why) {
        Reason reason = why.kind() == Permanent.Kind.AUTH_EXPIRED ? Reason.STORE_AUTH_EXPIRED : Reason.STORE_REJECTED;
        Map<String, String> args = Map.of("words", Words.cut(why.getMessage(), MOST_WORDS));
        return conflict(reason.name(), reason.message(args), row);
    }

    private static Problem conflict(String code, String detail, OrderRow row) {
        return Problem.of(409, code, detail).with("order", OrderJson.of(row));
    }

    Answer dismiss(Call call, Shop shop, OrderId id) {
        String note = note(call);
        dismiss.dismiss(shop, id, call.actor(), note, call.requestId()).orElseThrow(Problem::orderNotFound);
        return Answer.noContent();
    }

    private static String note(Call call) {
        if (call.body().length == 0) {
            return "";
        }
        Fields fields = new Fields(call.body());
        String note = fields.text("note", MOST_NOTE);
        fields.noOthers();
        return note;
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
