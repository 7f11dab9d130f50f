package dev.ordersync.domain.row;

import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.TikTokOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * What the row keeps of TikTok's order, as it was last read.
 *
 * @param addressHash keyed hash of a clear address, empty otherwise; the address itself is not kept
 */
public record Mirror(
        String tiktokStatus,
        Instant updatedAt,
        Instant createdAt,
        Optional<Instant> shipBy,
        Optional<Instant> autoCancelAt,
        AddressState address,
        String addressHash) {

    public static Mirror of(TikTokOrder order, String addressHash) {
        return new Mirror(
                order.statusText(),
                order.updatedAt(),
                order.createdAt(),
                order.shipBy(),
                order.autoCancelAt(),
                order.recipient().addressState(),
                addressHash);
    }
}
