package dev.ordersync.domain.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a shop's orders at TikTok were looked through.
 *
 * @param version grows with each write, 0 where there is none
 * @param cursor what TikTok changed before this is in the table or in the queue; TikTok's time, not ours
 * @param lastDaily when the last look back over 48 hours began
 * @param counting how many orders the look back that is still under way has missed so far
 * @param missing how many orders TikTok had and the table had not, at the last look back that was finished
 */
public record SweepState(
        long version,
        Optional<Instant> cursor,
        Optional<Instant> lastDaily,
        Optional<Integer> counting,
        Optional<Integer> missing) {
    private static final Duration LOOK_BACK = Duration.ofHours(48);
    private static final Duration DAY = Duration.ofHours(24);
    /** What was missing is queued; an hour later it is counted whether it has arrived. */
    private static final Duration COUNTED_AGAIN = Duration.ofHours(1);

    public static SweepState none() {
        return new SweepState(0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What this sweep is to do: the first look at a shop, a look back, or what came since. The cursor is where it begins. */
    public SweepState begin(Shop shop, Instant now) {
        if (cursor.isEmpty()) {
            Instant first =
                    shop.connectedAt().minus(Duration.ofDays(shop.settings().backfillDays()));
            return at(first);
        }
        if (counting.isPresent() || !isLookBackDue(now)) {
            return this;
        }
        return new SweepState(
                version,
                Optional.of(earlier(cursor.get(), now.minus(LOOK_BACK))),
                Optional.of(now),
                Optional.of(0),
                missing);
    }

    private boolean isLookBackDue(Instant now) {
        Duration every = missing.orElse(0) > 0 ? COUNTED_AGAIN : DAY;
        return lastDaily.map(last -> !last.plus(every).isAfter(now)).orElse(true);
    }

    /** With orders found that the table had not. */
    public SweepState missed(int orders) {
        return new SweepState(version, cursor, lastDaily, counting.map(before -> before + orders), missing);
    }

    /** Looked through up to here, and not yet to the end. */
    public SweepState at(Instant reached) {
        return new SweepState(version, Optional.of(reached), lastDaily, counting, missing);
    }

    /** Looked through to the end: the next look begins here. */
    public SweepState endedAt(Instant reached) {
        return new SweepState(version, Optional.of(reached), lastDaily, Optional.empty(), counting.or(() -> missing));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
