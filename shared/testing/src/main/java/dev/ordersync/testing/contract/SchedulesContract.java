package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Schedules;
import dev.ordersync.domain.port.Schedules.Purpose;
import dev.ordersync.domain.row.Cause;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A schedule brings its check back once, and asking for it again makes no second one. */
public abstract class SchedulesContract {
    protected static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");
    private static final Instant DUE = NOW.plusSeconds(3600);

    private final Check check = Check.of(new ShopId("1"), new OrderId("576461413038785752"), Cause.WEBHOOK, "tiktok");

    protected abstract Schedules schedules();

    /** What has come into the queue when it is this time. */
    protected abstract List<Check> fired(Instant at);

    @Test
    void aCheckComesBackWhenItIsDueAndSaysSo() {
        schedules().create(check, Purpose.CHECK, DUE);
        assertThat(fired(DUE.minusSeconds(1))).isEmpty();
        assertThat(fired(DUE)).containsExactly(check.dueAt(DUE));
        assertThat(fired(DUE.plusSeconds(3600))).isEmpty();
    }

    @Test
    void aChangeThatMustNotBeMissedIsStillThereWhenItComesBack() {
        Check pressing = check.asOf(DUE.minusSeconds(300));
        schedules().create(pressing, Purpose.CLAIM, DUE);
        assertThat(fired(DUE)).containsExactly(pressing.dueAt(DUE));
        assertThat(pressing.dueAt(DUE).asOf()).contains(DUE.minusSeconds(300));
    }

    @Test
    void theSameLookIsScheduledOnce() {
        schedules().create(check, Purpose.CHECK, DUE);
        schedules().create(check, Purpose.CHECK, DUE);
        schedules().create(Check.of(check.shop(), check.order(), Cause.SWEEP, "sweep"), Purpose.CHECK, DUE);
        assertThat(fired(DUE)).containsExactly(check.dueAt(DUE));
    }

    @Test
    void anotherPurposeTimeOrOrderIsAnotherSchedule() {
        Check other = Check.of(check.shop(), new OrderId("1"), Cause.WEBHOOK, "tiktok");
        schedules().create(check, Purpose.CHECK, DUE);
        schedules().create(check, Purpose.CLAIM, DUE);
        schedules().create(other, Purpose.CHECK, DUE);
        schedules().create(check, Purpose.CHECK, DUE.plusSeconds(60));
        assertThat(fired(DUE)).hasSize(3);
        assertThat(fired(DUE.plusSeconds(60))).containsExactly(check.dueAt(DUE.plusSeconds(60)));
    }
}
