package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Facts;
import dev.ordersync.domain.stage.Finding;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs all seven stages and the preflight over one order and says everything that stands in its way. No effects. */
public final class ExplainOrder {
    private final Ports ports;
    private final Judge judge;
    private final FactFinder factFinder;

    public ExplainOrder(Ports ports, Judge judge, AddressHash addressHash) {
        this.ports = ports;
        this.judge = judge;
        this.factFinder = new FactFinder(ports.links(), addressHash, ports.clock());
    }

    /** What explaining gave. */
    public sealed interface Explained {
        /**
         * @param waiting what keeps the order from being judged before any stage: it is not paid yet
         * @param findings the seven stages, and the store's preflight where the lines are known
         * @param matches how each SKU was matched; empty where the store could not be asked
         */
        record Explanation(
                OrderId order, Instant at, Optional<State> waiting, List<Finding> findings, List<LineMatch> matches)
                implements Explained {}

        /** TikTok does not know the order. */
        record NotFound() implements Explained {}

        /** TikTok could not be asked; {@code args} fill the reason's words. */
        record Unreadable(Reason reason, Map<String, String> args) implements Explained {}
    }

    public Explained explain(Shop shop, OrderId id) {
        OrderRead read;
        try {
            read = TikTokReader.withoutEffects(ports.tiktok()).one(shop, id);
        } catch (Transient passing) {
            boolean limited = passing.kind() == Transient.Kind.RATE_LIMITED;
            return new Explained.Unreadable(limited ? Reason.TIKTOK_RATE_LIMITED : Reason.TIKTOK_UNAVAILABLE, Map.of());
        }
        return switch (read) {
            case OrderRead.NotKnown() -> new Explained.NotFound();
            case OrderRead.Refused(Permanent why) -> {
                var state = CheckOrder.refused(why);
                yield new Explained.Unreadable(state.reason().orElseThrow(), state.args());
            }
            case OrderRead.Found(TikTokOrder order) -> explain(shop, order);
        };
    }

    private Explained explain(Shop shop, TikTokOrder order) {
        Instant now = ports.clock().instant();
        OrderRow row =
                ports.orders().row(shop.id(), order.id()).orElseGet(() -> OrderRow.unseen(shop.id(), order.id(), now));
        Facts facts = factFinder.facts(shop, row, order, Links.Consistency.STRONG);
        Judgement judgement = judge.explain(facts, ports.stores().of(shop), Freshness.FRESH);
        return new Explained.Explanation(
                order.id(), now, CheckOrder.tooEarly(order), judgement.findings(), judgement.matches());
    }
}
