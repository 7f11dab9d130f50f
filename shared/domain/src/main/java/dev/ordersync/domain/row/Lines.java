package dev.ordersync.domain.row;

import dev.ordersync.domain.LineItemId;
import java.util.List;

/** The store order's lines and the TikTok line items behind each, kept beside the row for the way back of tracking. */
public record Lines(List<Line> lines) {
    public Lines {
        lines = List.copyOf(lines);
    }

    /** One line of the store order; each id is one unit. */
    public record Line(String storeLineId, List<LineItemId> lineItemIds) {
        public Line {
            lineItemIds = List.copyOf(lineItemIds);
        }
    }
}
