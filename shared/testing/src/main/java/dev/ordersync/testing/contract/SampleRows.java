package dev.ordersync.testing.contract;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.store.Form;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows in every state, all of one shop and written at one time. */
public record SampleRows(ShopId shop, Instant now) {
    private static final MessageId WRITER = new MessageId("5fea7756-0ea4-451a-a703-a558b933e274");

    public OrderRow unseen(long order) {
        return OrderRow.unseen(shop, new OrderId(Long.toString(order)), now);
    }

    /** A row that a press of Sync made: nothing stands in its way, and its check is on the way. */
    public OrderRow unjudged(long order, Instant checkAt) {
        return unseen(order).become(State.of(Status.WAITING).lookAgain(checkAt, 0), WRITER, now);
    }

    public OrderRow with(long order, Reason reason) {
        return unseen(order).become(State.of(reason, Map.of()), WRITER, now);
    }

    public OrderRow waiting(long order, Reason reason, Instant until) {
        return unseen(order).become(State.of(reason, Map.of()).lookAgain(until, 1), WRITER, now);
    }

    public OrderRow ofSku(long order, Reason reason, String sku) {
        return unseen(order)
                .become(State.of(reason, Map.of("sku", sku, "sellerSku", "MUG-1", "title", "Mug")), WRITER, now)
                .withAttention(Optional.of(reason), Optional.of(now));
    }

    public OrderRow syncing(long order, Claim claim) {
        return unseen(order)
                .withEffect(unseen(order).effect().intent(claim, Form.PLAIN, now))
                .become(State.of(Status.SYNCING), WRITER, now);
    }

    public OrderRow synced(long order, PendingStep... pending) {
        OrderRow syncing = syncing(order, new Claim("request message", now.plus(Claim.LIFE)))
                .withVersion(1)
                .become(State.of(Status.SYNCED), WRITER, now);
        return syncing.withVersion(0)
                .withEffect(syncing.effect()
                        .created(new StoreOrderId("gid://shopify/Order/5001"), "#1001", List.of(pending)));
    }

    /** A synced row of which a change has failed for so long that it is not tried again. */
    public OrderRow givenUp(long order, PendingStep... pending) {
        OrderRow synced = synced(order, pending).withVersion(1);
        State state = State.of(Status.SYNCED);
        State failed = new State(
                state.status(), state.reason(), Map.of("words", "no answer"), state.stage(), Optional.empty(), 34);
        return synced.become(failed, WRITER, now).withVersion(0);
    }

    /** A row in which nothing is empty. */
    public OrderRow full(long order) {
        Claim claim = new Claim(WRITER + "/" + WRITER + "/p", now.plus(Claim.LIFE));
        return ofSku(order, Reason.SKU_AMBIGUOUS, "2729382476852921560")
                .withMirror(new Mirror(
                        "AWAITING_SHIPMENT",
                        now.minusSeconds(60),
                        now.minusSeconds(7200).plusNanos(123_456_789),
                        Optional.of(now.plusSeconds(86_400)),
                        Optional.of(now.plusSeconds(172_800)),
                        AddressState.CLEAR,
                        "0123456789abcdef0123456789abcdef",
                        1))
                .become(
                        State.of(Reason.SKU_AMBIGUOUS, Map.of("sku", "2729382476852921560", "count", "2"))
                                .atStage(6)
                                .lookAgain(now.plusSeconds(300), 2),
                        WRITER,
                        now)
                .withEffect(
                        synced(order, PendingStep.CANCEL).effect().emptyLookup().withClaim(claim))
                .withWarnings(Set.of(Warning.AMOUNTS_DIFFER, Warning.PARTLY_SHIPPED))
                .waived(new Waiver(Reason.ORDER_ON_HOLD, "merchant:auth0|a b", now))
                .waived(new Waiver(Reason.ORDER_BEFORE_CONNECTION, "merchant:auth0|a b", now.plusSeconds(5)))
                .waived(new Waiver(Reason.ORDER_CANCELLED, "merchant:other", now))
                .pressed(now.plusNanos(7))
                .warn();
    }
}
