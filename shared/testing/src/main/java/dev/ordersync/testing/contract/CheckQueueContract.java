package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.row.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is sent is in the queue, all of it, as it was. */
public abstract class CheckQueueContract {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

    protected abstract CheckQueue queue();

    /** Takes everything out of the queue. */
    protected abstract List<Check> drain();

    @Test
    void whatIsSentIsInTheQueue() {
        Check check = new Check(
                new ShopId("7494049642642441621"),
                new OrderId("576461413038785752"),
                Cause.WEBHOOK,
                "tiktok",
                Optional.empty(),
                Optional.of(NOW.plusMillis(250)),
                Optional.of(new Check.Seen("AWAITING_SHIPMENT", NOW)));
        queue().send(List.of(check));
        queue().send(List.of(check.dueAt(NOW)));
        assertThat(drain()).containsExactlyInAnyOrder(check, check.dueAt(NOW));
    }

    @Test
    void anyNumberIsSent() {
        queue().send(List.of());
        assertThat(drain()).isEmpty();
        List<Check> checks = IntStream.rangeClosed(1, 23)
                .mapToObj(
                        order -> Check.of(new ShopId("1"), new OrderId(Integer.toString(order)), Cause.SWEEP, "sweep"))
                .toList();
        queue().send(checks);
        assertThat(drain()).containsExactlyInAnyOrderElementsOf(checks);
    }
}
