package dev.ordersync.domain.row;

import dev.ordersync.domain.reason.Manual;
import dev.ordersync.domain.reason.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * What the Sync button would do about an order as it stands.
 *
 * @param allowed whether Sync gets past the shown reason now although nothing changed
 * @param availableAt from when on it will be allowed, where time alone brings that
 */
public record ManualSync(Manual mode, boolean allowed, Optional<Instant> availableAt) {
    public static ManualSync of(OrderRow row) {
        Manual mode = mode(row);
        // A cancelled order that was never paid says why; nobody's word makes a store order of it.
        boolean refusedForGood = row.reasonArgs().containsKey(Reason.WHY_NOT);
        boolean allowed =
                switch (mode) {
                    case WAIVE -> !refusedForGood;
                    case RETRY -> true;
                    case RECHECK, NONE -> false;
                };
        return new ManualSync(mode, allowed, Optional.empty());
    }

    private static Manual mode(OrderRow row) {
        return switch (row.status()) {
            case SYNCING, UNCONFIRMED, SYNCED -> Manual.NONE;
            // A row that Sync itself brought into being has no reason yet.
            case WAITING, BLOCKED, FAILED -> row.reason().map(Reason::manual).orElse(Manual.RECHECK);
        };
    }
}
