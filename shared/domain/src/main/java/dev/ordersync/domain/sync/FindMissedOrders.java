package dev.ordersync.domain.sync;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Filter;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.port.TikTokShops;
import dev.ordersync.domain.port.TikTokShops.Changed;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.shop.SweepState;
import dev.ordersync.domain.shop.WebhookHealth;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks TikTok what has changed in a shop, and sends a check for each order whose webhook was lost. With it goes what is seen
 * on the way: whether TikTok accepts us for the shop, a token that is to be renewed in time, and once a day whether webhooks
 * can come at all.
 *
 * <p>The cursor follows TikTok's own times and moves only over what is in the queue, so a sweep that dies is done again.
 */
public final class FindMissedOrders {
    /** TikTok may show a change later than one that came after it. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    /** The webhook may still be on its way; the overlap brings the order to the next sweep too. */
    private static final Duration LEFT_TO_WEBHOOKS = Duration.ofMinutes(1);
    /** A page's calls: two of TikTok's at 20 s, a renewal between them, the table and the queue. */
    private static final Duration PAGE = Duration.ofSeconds(65);

    private static final int LIST = 100;
    /** The next sweep, minutes later, takes what is beyond this. */
    private static final int MOST_LISTS = 10;

    private final Shops shops;
    private final SweepStates states;
    private final OrderTable orders;
    private final TikTokShops tiktok;
    private final CheckQueue queue;
    private final KeepSubscriptions subscriptions;
    private final Pauses pauses;
    private final InstantSource clock;

    /** @param clock business time */
    public FindMissedOrders(
            Shops shops,
            SweepStates states,
            OrderTable orders,
            TikTokShops tiktok,
            CheckQueue queue,
            InstantSource clock) {
        this.shops = shops;
        this.states = states;
        this.orders = orders;
        this.tiktok = tiktok;
        this.queue = queue;
        this.subscriptions = new KeepSubscriptions(shops, tiktok);
        this.pauses = new Pauses(shops, clock);
        this.clock = clock;
    }

    /** Looks through what came since the last sweep; once a day through the last 48 hours. Returns what was done, for the log. */
    public String sweep(Shop shop, Invocation invocation) {
        Instant now = clock.instant();
        if (shop.pausedUntil(now).isPresent()) {
            return "paused";
        }
        return asking(shop, () -> {
            String token = renewToken(shop);
            SweepState before = states.of(shop.id());
            Look look = new Look(shop, before.begin(shop, now), now, invocation);
            try {
                look.run();
            } catch (UpstreamException e) {
                // Its pages are in the queue; the next sweep goes on behind them.
                store(shop, before, look.state);
                throw e;
            }
            store(shop, before, look.state);
            accepted(shop);
            // Once a day: why webhooks fail to come is looked at together with what failed to come.
            boolean due = look.beginsLookBack(before) && invocation.hasTimeFor(PAGE);
            String kept = due ? ", " + subscriptions.keep(shop) : "";
            return "missed orders sent: " + look.sent + ", released: " + release(shop, now) + token + kept;
        });
    }

    /**
     * TikTok says that the seller took the authorisation back, or we think so: TikTok's answer to a call decides, since the
     * message may be old.
     */
    public String askWhetherAuthorised(Shop shop) {
        return asking(shop, () -> {
            tiktok.changedSince(shop, clock.instant(), Optional.empty());
            accepted(shop);
            return "authorised";
        });
    }

    private interface Question {
        String ask();
    }

    private String asking(Shop shop, Question question) {
        try {
            return question.ask();
        } catch (Permanent why) {
            if (why.upstream() != Upstream.TIKTOK) {
                throw why;
            }
            boolean refusesUs = why.kind() == Permanent.Kind.AUTH_EXPIRED;
            if (refusesUs && shop.authorised()) {
                shops.markDeauthorised(shop.id());
            }
            return (refusesUs ? "not authorised: " : "TikTok refuses the search: ") + why.code() + " "
                    + why.getMessage();
        } catch (Transient why) {
            if (why.upstream() != Upstream.TIKTOK) {
                throw why;
            }
            // The next sweep asks again; a message that came back would only be a second one.
            if (why.kind() == Transient.Kind.RATE_LIMITED) {
                pauses.pause(shop, Upstream.TIKTOK, why.retryAfter());
            }
            return "TikTok did not answer: " + why.getMessage();
        }
    }

    /** A token that cannot be renewed is still good for a while: the search after this finds out. */
    private String renewToken(Shop shop) {
        try {
            tiktok.renewToken(shop);
            return "";
        } catch (UpstreamException why) {
            if (why.upstream() != Upstream.TIKTOK) {
                throw why;
            }
            return ", token not renewed: " + why.getMessage();
        }
    }

    private void accepted(Shop shop) {
        if (!shop.authorised()) {
            shops.markAuthorised(shop.id(), clock.instant());
        }
    }

    private void store(Shop shop, SweepState before, SweepState after) {
        // Of two sweeps at once one is not stored: what it found is queued all the same.
        if (!after.equals(before)) {
            states.save(shop.id(), after);
        }
    }

    /** TikTok accepts us: what waits for that goes on. */
    private int release(Shop shop, Instant now) {
        Filter waiting = new Filter(Optional.empty(), Optional.of(Reason.TIKTOK_AUTH_EXPIRED), false);
        int sent = 0;
        Optional<String> cursor = Optional.empty();
        for (int list = 0; list < MOST_LISTS; list++) {
            OrderTable.Page<OrderRow> page = orders.list(shop.id(), waiting, LIST, cursor);
            queue.send(page.items().stream()
                    .map(row -> new Check(
                            shop.id(),
                            row.order(),
                            Cause.SWEEP,
                            "sweep",
                            Optional.empty(),
                            Optional.of(now),
                            Optional.empty()))
                    .toList());
            sent += page.items().size();
            cursor = page.cursor();
            if (cursor.isEmpty()) {
                break;
            }
        }
        return sent;
    }

    /** One walk through what TikTok changed, from the state's cursor on. */
    private final class Look {
        private final Shop shop;
        private final Instant now;
        private final Invocation invocation;
        private final Instant begin;
        private SweepState state;
        private Optional<Instant> latestTaken = Optional.empty();
        private int sent;
        private int heard;
        private int unheard;

        Look(Shop shop, SweepState state, Instant now, Invocation invocation) {
            this.shop = shop;
            this.state = state;
            this.now = now;
            this.invocation = invocation;
            this.begin = state.cursor().orElseThrow();
        }

        boolean beginsLookBack(SweepState before) {
            return !state.lastDaily().equals(before.lastDaily());
        }

        void run() {
            try {
                walk();
            } finally {
                latestTaken.ifPresent(
                        until -> state = state.with(state.webhooks().swept(until, heard, unheard, now)));
            }
        }

        private void walk() {
            Instant from = begin;
            Optional<String> next = Optional.empty();
            Instant latest = begin;
            Set<Changed> taken = Set.of();
            do {
                TikTokShops.Page page = tiktok.changedSince(shop, from, next);
                take(without(taken, page.orders()));
                taken = Set.copyOf(page.orders());
                Instant last =
                        page.orders().isEmpty() ? from : page.orders().getLast().at();
                latest = later(latest, last);
                if (page.next().isEmpty()) {
                    state = state.endedAt(later(begin, latest.minus(OVERLAP)));
                    return;
                }
                if (last.isAfter(from)) {
                    // Not TikTok's next page: an order that is changed meanwhile leaves the pages that it was in, and
                    // those
                    // behind it move up over the edge. What was changed at this very moment or later is asked for anew.
                    from = last;
                    next = Optional.empty();
                    state = state.at(later(begin, earlier(from, now.minus(LEFT_TO_WEBHOOKS))));
                } else {
                    next = page.next();
                }
            } while (invocation.hasTimeFor(PAGE));
        }

        /** A page that is asked for anew begins with what the one before it ended with. */
        private static List<Changed> without(Set<Changed> taken, List<Changed> page) {
            return page.stream().filter(one -> !taken.contains(one)).toList();
        }

        private void take(List<Changed> changed) {
            List<Changed> due = changed.stream()
                    .filter(one -> !one.at().isAfter(now.minus(LEFT_TO_WEBHOOKS)))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            Map<OrderId, OrderRow> rows =
                    orders.rows(shop.id(), due.stream().map(Changed::order).toList());
            List<Check> checks = new ArrayList<>();
            int missed = 0;
            for (Changed one : due) {
                Optional<OrderRow> row = Optional.ofNullable(rows.get(one.order()));
                missed += row.isEmpty() ? 1 : 0;
                judgeWebhooks(one, row);
                if (row.map(stored -> knownAt(stored).isBefore(one.at())).orElse(true)) {
                    checks.add(Check.of(shop.id(), one.order(), Cause.SWEEP, "sweep"));
                }
            }
            queue.send(checks);
            sent += checks.size();
            state = state.missed(missed);
            Instant last = due.getLast().at();
            latestTaken =
                    Optional.of(latestTaken.map(before -> later(before, last)).orElse(last));
        }

        /** Only an order that is new says something: known ones change for much that no webhook tells. */
        private void judgeWebhooks(Changed changed, Optional<OrderRow> row) {
            WebhookHealth known = state.webhooks();
            if (!known.isNew(changed.at())) {
                return;
            }
            boolean isKnownOfOld = row.flatMap(OrderRow::mirror)
                    .filter(mirror -> !known.isNew(mirror.createdAt()))
                    .isPresent();
            if (row.isEmpty()) {
                unheard++;
            } else if (!isKnownOfOld) {
                heard++;
            }
        }
    }

    /** What TikTok could not show is read again once it has changed since. */
    private static Instant knownAt(OrderRow row) {
        return row.mirror().map(Mirror::updatedAt).orElse(row.updatedAt());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
