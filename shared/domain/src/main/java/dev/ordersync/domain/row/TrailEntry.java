package dev.ordersync.domain.row;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.store.LineMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of an order's append-only trail: what a check found, on which facts. Holds no personal data and lives 180
 * days.
 *
 * @param verdict PASS, BLOCKED or UNDECIDED for a check; the outcome's word for a look-up or a step in the store
 * @param status of the row after the check
 * @param facts short names and values, such as {@code paidAt} or {@code waived}
 * @param matches how the first SKUs of the order were matched, the one that the reason is about first
 */
public record TrailEntry(
        ShopId shop,
        OrderId order,
        Instant at,
        MessageId message,
        Cause cause,
        String actor,
        Optional<Integer> stage,
        String verdict,
        Optional<Reason> reason,
        Status status,
        Map<String, String> facts,
        List<LineMatch> matches) {

    public TrailEntry {
        facts = Map.copyOf(facts);
        matches = List.copyOf(matches);
    }
}
