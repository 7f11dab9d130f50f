package dev.ordersync.domain.carryover;

import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.domain.store.StoreOrderDraft;
import java.time.Instant;
import java.util.Optional;

/** Makes a plain order of a held one: its address, its payment, and last the tag that holds the warehouse off. */
final class ReleaseStep implements StoreStep {
    @Override
    public int calls() {
        return 5;
    }

    /** The hold is over and the address is there; where TikTok ships, a masked one is all there will ever be. */
    @Override
    public boolean isReady(Optional<TikTokOrder> order, Instant now) {
        return order.filter(shown -> isKnown(shown)
                        && !shown.isOnHold(now)
                        && (shown.recipient().addressState() == AddressState.CLEAR
                                || shown.shippingType() == ShippingType.TIKTOK))
                .isPresent();
    }

    /** A status that we do not know may be another hold. */
    private static boolean isKnown(TikTokOrder order) {
        return switch (order.status()) {
            case AWAITING_SHIPMENT, PARTIALLY_SHIPPING, AWAITING_COLLECTION, IN_TRANSIT, DELIVERED, COMPLETED -> true;
            case UNPAID, ON_HOLD, CANCELLED, UNKNOWN -> false;
        };
    }

    @Override
    public Result run(Work work) {
        TikTokOrder order = work.order().orElseThrow();
        OrderRow plain = work.row().withEffect(work.row().effect().withForm(Form.PLAIN));
        if (work.before().cancelled()) {
            return new Result.Done("CANCELLED_BEFORE", plain, Optional.empty());
        }
        Optional<StoreAddress> address = StoreOrderDraft.address(order);
        boolean tooLate = work.before().shipped() && address.isPresent();
        if (!tooLate) {
            address.ifPresent(
                    shown -> work.changing().updateAddress(work.before().id(), shown));
        }
        if (work.before().payable() && !order.cashOnDelivery()) {
            work.changing().markPaid(work.before().id());
        }
        if (order.isAlreadyShipped()) {
            // Somebody has shipped it meanwhile: said before the tag goes that keeps the warehouse off.
            work.tag(StoreOrderDraft.TAG_SHIPPED);
        }
        work.untag(StoreOrderDraft.TAG_ON_HOLD);
        return new Result.Done(
                "RELEASED", plain, tooLate ? Optional.of(Reason.ADDRESS_CHANGED_AFTER_SHIPMENT) : Optional.empty());
    }
}
