package dev.ordersync.domain.carryover;

import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.store.Form;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds what TikTok says of an order that the store has against what the row knows of it. */
public final class Changes {
    private final AddressHash addressHash;

    public Changes(AddressHash addressHash) {
        this.addressHash = addressHash;
    }

    /** The row with what TikTok shows now, and with what is therefore to be done in the store. */
    public OrderRow seen(OrderRow row, TikTokOrder order) {
        String hash = addressHash.of(order.recipient());
        if (row.isInTrouble(Reason.STORE_ORDER_DELETED)) {
            // Nothing can be carried over now; what is not mirrored is still news when a store order is named.
            return row;
        }
        OrderRow seen = row.withMirror(Mirror.of(order, hash)).withWarnings(warnings(row, order));
        return seen.withEffect(seen.effect().withPending(pending(row, order, hash)));
    }

    private static Set<Warning> warnings(OrderRow row, TikTokOrder order) {
        // The others speak of how the store order was made.
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        warnings.addAll(row.warnings());
        warnings.remove(Warning.CANCELLATION_REQUESTED);
        if (order.isCancelRequestOpen()) {
            warnings.add(Warning.CANCELLATION_REQUESTED);
        }
        return warnings;
    }

    private static List<PendingStep> pending(OrderRow row, TikTokOrder order, String hash) {
        Set<PendingStep> steps = EnumSet.noneOf(PendingStep.class);
        steps.addAll(row.effect().pending());
        Optional<Form> form = row.effect().form();
        if (row.warnings().contains(Warning.CANCELLATION_REQUESTED) != order.isCancelRequestOpen()) {
            steps.add(PendingStep.TAG);
        }
        if (order.isCancelled()) {
            boolean known = row.mirror()
                    .filter(before -> before.isCancelled(order.lineItems().size()))
                    .isPresent();
            if (!known && form.filter(Form.CANCELLED::equals).isEmpty()) {
                steps.add(PendingStep.CANCEL);
            }
            // Nobody ships it any more: neither its address nor its units matter.
            steps.removeAll(Set.of(PendingStep.LINES, PendingStep.ADDRESS, PendingStep.RELEASE));
        } else {
            if (order.cancelledUnits()
                    > row.mirror().map(Mirror::cancelledUnits).orElse(0)) {
                steps.add(PendingStep.LINES);
            }
            boolean plain = form.filter(Form.PLAIN::equals).isPresent();
            if (plain && isAnotherAddress(row, order, hash)) {
                steps.add(PendingStep.ADDRESS);
            }
        }
        return List.copyOf(steps);
    }

    private static boolean isAnotherAddress(OrderRow row, TikTokOrder order, String hash) {
        return order.recipient().addressState() == AddressState.CLEAR
                && row.mirror()
                        .filter(before -> !before.addressHash().equals(hash))
                        .isPresent();
    }
}
