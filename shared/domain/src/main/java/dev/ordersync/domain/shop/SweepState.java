package dev.ordersync.domain.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How far a shop's orders at TikTok were looked through.
 *
 * @param version grows with each write, 0 where there is none
 * @param cursor what TikTok changed before this is in the table or in the queue; TikTok's time, not ours
 * @param lastDaily when the last look back over 48 hours began
 * @param counting how many orders the look back that is still under way has missed so far
 * @param missing how many orders TikTok had and the table had not, at the last look back that was finished
 * @param expiryToldAt when TikTok last said that our access ends soon, which it says daily
 * @param told the troubles that the merchant was told of, and that are not over
 */
public record SweepState(
        long version,
        Optional<Instant> cursor,
        Optional<Instant> lastDaily,
        Optional<Integer> counting,
        Optional<Integer> missing,
        WebhookHealth webhooks,
        Optional<Instant> expiryToldAt,
        Set<ShopTrouble> told) {
    /** TikTok says daily that our access ends soon; when it has stopped saying so, the seller has renewed it. */
    private static final Duration EXPIRY_STANDS = Duration.ofDays(3);

    private static final Duration LOOK_BACK = Duration.ofHours(48);
    private static final Duration DAY = Duration.ofHours(24);
    /** What was missing is queued; an hour later it is counted whether it has arrived. */
    private static final Duration COUNTED_AGAIN = Duration.ofHours(1);

    public SweepState {
        told = Set.copyOf(told);
    }

    public static SweepState none() {
        return new SweepState(
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                WebhookHealth.unknown(),
                Optional.empty(),
                Set.of());
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
                missing,
                webhooks,
                expiryToldAt,
                told);
    }

    private boolean isLookBackDue(Instant now) {
        Duration every = missing.orElse(0) > 0 ? COUNTED_AGAIN : DAY;
        return lastDaily.map(last -> !last.plus(every).isAfter(now)).orElse(true);
    }

    /** With orders found that the table had not. */
    public SweepState missed(int orders) {
        return with(cursor, counting.map(before -> before + orders), missing);
    }

    /** Looked through up to here, and not yet to the end. */
    public SweepState at(Instant reached) {
        return with(Optional.of(reached), counting, missing);
    }

    /** Looked through to the end: the next look begins here. */
    public SweepState endedAt(Instant reached) {
        return with(Optional.of(reached), Optional.empty(), counting.or(() -> missing));
    }

    /** As it is once stored. */
    public SweepState stored() {
        return new SweepState(version + 1, cursor, lastDaily, counting, missing, webhooks, expiryToldAt, told);
    }

    private SweepState with(Optional<Instant> at, Optional<Integer> counts, Optional<Integer> missed) {
        return new SweepState(version, at, lastDaily, counts, missed, webhooks, expiryToldAt, told);
    }

    public SweepState with(WebhookHealth health) {
        return new SweepState(version, cursor, lastDaily, counting, missing, health, expiryToldAt, told);
    }

    /** TikTok says that our access to the shop ends soon. */
    public SweepState expires(Instant now) {
        return new SweepState(version, cursor, lastDaily, counting, missing, webhooks, Optional.of(now), told);
    }

    /** Whether TikTok lately said that our access ends soon. */
    public boolean expiresSoon(Instant now) {
        return expiryToldAt.filter(at -> now.isBefore(at.plus(EXPIRY_STANDS))).isPresent();
    }

    public SweepState telling(Set<ShopTrouble> troubles) {
        return new SweepState(version, cursor, lastDaily, counting, missing, webhooks, expiryToldAt, troubles);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
