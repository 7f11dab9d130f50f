package dev.ordersync.domain.port;

import java.time.Instant;

/** One-time schedules that bring a check back. */
public interface Schedules {
    /**
     * Brings the check into the queue at {@code due}, a whole minute at least 60 s ahead. The name is made of shop,
     * order, purpose and due minute: where it exists already, it stands.
     */
    void create(Check check, Purpose purpose, Instant due);

    /** Why an order is looked at again. */
    enum Purpose {
        CHECK,
        CLAIM
    }
}
