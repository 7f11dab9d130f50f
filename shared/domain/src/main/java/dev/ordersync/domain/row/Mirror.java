package dev.ordersync.domain.row;

import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Words;
import java.time.Instant;
import java.util.Optional;

/**
 * What the row keeps of TikTok's order, as it was last read.
 *
 * @param address the most that TikTok ever showed: it masks an address again when an order is old or cancelled
 * @param addressHash keyed hash of a clear address, empty otherwise; the address itself is not kept
 * @param cancelledUnits how many of its units are cancelled
 */
public record Mirror(
        String tiktokStatus,
        Instant updatedAt,
        Instant createdAt,
        Optional<Instant> shipBy,
        Optional<Instant> autoCancelAt,
        AddressState address,
        String addressHash,
        int cancelledUnits) {
    /** TikTok's longest status has 19 characters; a row has room for little more. */
    private static final int MOST = 40;

    public Mirror {
        tiktokStatus = Words.cut(tiktokStatus, MOST);
    }

    /** This, seen after {@code before}: masked or none never takes the place of a clear address. */
    Mirror after(Mirror before) {
        boolean hidden = before.address == AddressState.CLEAR && address != AddressState.CLEAR;
        return hidden
                ? new Mirror(
                        tiktokStatus,
                        updatedAt,
                        createdAt,
                        shipBy,
                        autoCancelAt,
                        before.address,
                        before.addressHash,
                        cancelledUnits)
                : this;
    }

    public static Mirror of(TikTokOrder order, String addressHash) {
        return new Mirror(
                order.statusText(),
                order.updatedAt(),
                order.createdAt(),
                order.shipBy(),
                order.autoCancelAt(),
                order.recipient().addressState(),
                addressHash,
                order.cancelledUnits());
    }

    /** Whether the order was seen to be cancelled as a whole, of so many units. */
    public boolean isCancelled(int units) {
        return OrderStatus.of(tiktokStatus) == OrderStatus.CANCELLED || cancelledUnits == units;
    }
}
