package dev.ordersync.domain.sync;

import dev.ordersync.domain.row.OrderRow;
import java.time.Duration;
import java.util.Optional;

/** What became of a message. */
public sealed interface Outcome {
    /**
     * The message is done with.
     *
     * @param what one or two words for the log
     * @param row as it is now, where the check wrote or read one
     */
    record Done(String what, Optional<OrderRow> row) implements Outcome {
        public static Done of(String what, OrderRow row) {
            return new Done(what, Optional.of(row));
        }

        public static Done of(String what) {
            return new Done(what, Optional.empty());
        }
    }

    /** The message is to be delivered again after this time; nothing was written that says otherwise. */
    record GiveBack(Duration visibleIn, String why) implements Outcome {}

    /** Something that should not happen; the message comes back, and its last delivery leaves a row. */
    record Failed(RuntimeException bug, Duration visibleIn) implements Outcome {}
}
