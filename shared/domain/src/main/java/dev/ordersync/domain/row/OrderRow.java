package dev.ordersync.domain.row;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.shop.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of an order: ids, state and times only, no name, address or phone. The row is the lock of the effect
 * protocol: every write carries {@link #version}, or the claim, as its condition.
 *
 * @param version grows with every write; 0 is a row that is not stored yet
 * @param by the message that last wrote status, reason, nextCheckAt, attention or pending
 * @param mirror absent until TikTok's order was read once
 * @param stage the stage that said no, 1 to 7; absent before and after the stages
 * @param reasonArgs fill the reason's words, at most 300 bytes
 * @param nextCheckAt when the order is looked at again by itself
 * @param since when the row came to its present status and reason; of an outcome that is not known, since the first
 *     intent; where a change of the store order keeps failing, since it first did
 * @param retries how often it was looked at again for that reason
 * @param attention the reason for which a person is needed
 * @param dismissed the reason that the merchant wants no attention for; forgotten when the order shows another
 * @param news the version of the write that is worth telling: the order came into the store, or came to need a person; 0
 *     where there is nothing to tell
 * @param warned whether it was told that TikTok will soon cancel the order that needs a person
 */
public record OrderRow(
        ShopId shop,
        OrderId order,
        long version,
        MessageId by,
        Instant firstSeenAt,
        Instant updatedAt,
        Optional<Mirror> mirror,
        Status status,
        Optional<Reason> reason,
        Map<String, String> reasonArgs,
        Optional<Integer> stage,
        Optional<Instant> nextCheckAt,
        Instant since,
        int retries,
        Optional<Reason> attention,
        Optional<Instant> attentionSince,
        Optional<Reason> dismissed,
        long news,
        boolean warned,
        Effect effect,
        Optional<Instant> syncPressedAt,
        List<Waiver> waivers,
        Set<Warning> warnings) {
    /** From when on before its end an order that needs a person is told of with the time at which TikTok cancels it. */
    public static final Duration NEAR = Duration.ofHours(24);

    public OrderRow {
        reasonArgs = Map.copyOf(reasonArgs);
        waivers = List.copyOf(waivers);
        warnings = Set.copyOf(warnings);
        if (reason.isPresent() && reason.get().status() != status) {
            throw new IllegalArgumentException(reason.get() + " is no reason of " + status);
        }
    }

    /** A row that is not stored yet, WAITING without a reason until its first write names one. */
    public static OrderRow unseen(ShopId shop, OrderId order, Instant now) {
        return new OrderRow(
                shop,
                order,
                0,
                new MessageId("-"),
                now,
                now,
                Optional.empty(),
                Status.WAITING,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                now,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Effect.none(),
                Optional.empty(),
                List.of(),
                Set.of());
    }

    public boolean isStored() {
        return version > 0;
    }

    public boolean waives(Reason refused) {
        return waivers.stream().anyMatch(waiver -> waiver.reason() == refused);
    }

    /** Whether the store may hide the store order from us for its age: then an order that is not shown need not be gone. */
    public boolean mayBeHiddenIn(Platform platform, Instant now) {
        return now.isAfter(effect.firstIntentAt().orElse(firstSeenAt).plus(platform.shown()));
    }

    /**
     * Whether what is still to be done in the store has failed for so long that it is not tried again by itself: by news,
     * a merchant's press of Sync or new credentials only.
     */
    public boolean isGivenUp() {
        return status == Status.SYNCED
                && !effect.pending().isEmpty()
                && !reasonArgs.isEmpty()
                && nextCheckAt.isEmpty()
                && effect.claim().isEmpty();
    }

    public boolean isSyncingOrUnconfirmed() {
        return status == Status.SYNCING || status == Status.UNCONFIRMED;
    }

    /**
     * The row in another state. Attention is derived afterwards, by {@link Attention}.
     *
     * @throws IllegalStateException when the transition table does not know the step
     */
    public OrderRow become(State state, MessageId writer, Instant now) {
        return become(state, isStored() ? status.next() : Status.first(), writer, now);
    }

    /**
     * The row as the merchant's word on the store order makes it.
     *
     * @throws IllegalStateException when the order is in no state that such a word decides
     */
    public OrderRow resolve(State state, MessageId writer, Instant now) {
        return become(state, status.resolved(), writer, now);
    }

    private OrderRow become(State state, Set<Status> allowed, MessageId writer, Instant now) {
        if (!allowed.contains(state.status())) {
            throw new IllegalStateException("an order that is " + status + " cannot become " + state.status());
        }
        boolean same = isStored() && state.status() == status && state.reason().equals(reason);
        Copy copy = new Copy(this);
        copy.by = writer;
        copy.updatedAt = now;
        copy.status = state.status();
        copy.reason = state.reason();
        copy.reasonArgs = state.args();
        copy.stage = state.stage();
        copy.nextCheckAt = state.nextCheckAt();
        copy.since = same ? since : now;
        copy.retries = state.retries();
        copy.dismissed = dismissed.filter(reason -> staysDismissed(reason, state));
        copy.news = state.status() == Status.SYNCED && status != Status.SYNCED ? version + 1 : news;
        return copy.row();
    }

    /** An attempt that shows no reason of its own is no news: it may fail as before. */
    private boolean staysDismissed(Reason quiet, State state) {
        return state.reason().map(quiet::equals).orElse(state.status() != Status.SYNCED || status == Status.SYNCED);
    }

    public OrderRow withVersion(long stored) {
        Copy copy = new Copy(this);
        copy.version = stored;
        return copy.row();
    }

    /** The row with what TikTok shows now, but a clear address that was seen once stays known. */
    public OrderRow withMirror(Mirror seen) {
        Copy copy = new Copy(this);
        copy.mirror = Optional.of(mirror.map(seen::after).orElse(seen));
        return copy.row();
    }

    public OrderRow withEffect(Effect changed) {
        Copy copy = new Copy(this);
        copy.effect = changed;
        return copy.row();
    }

    /** The row with this attention, unless the merchant has dismissed it for that very reason. */
    public OrderRow withAttention(Optional<Reason> needed, Optional<Instant> from) {
        boolean quiet = needed.isPresent() && needed.equals(dismissed);
        if (quiet || needed.isEmpty()) {
            return withoutAttention(dismissed);
        }
        boolean same = needed.equals(attention) && from.equals(attentionSince);
        Copy copy = new Copy(this);
        copy.attention = needed;
        copy.attentionSince = from;
        copy.dismissed = Optional.empty();
        copy.news = same ? news : version + 1;
        copy.warned = same ? warned : endsSoon(from.orElse(updatedAt));
        return copy.row();
    }

    /** The row with the attention that it had before an attempt, which changed nothing about it. */
    public OrderRow withAttentionOf(OrderRow before) {
        Copy copy = new Copy(this);
        copy.attention = before.attention;
        copy.attentionSince = before.attentionSince;
        copy.news = before.news;
        copy.warned = before.warned;
        return copy.row();
    }

    /** Out of attention until the reason for it changes. */
    public OrderRow dismiss() {
        return withoutAttention(attention.or(() -> dismissed));
    }

    /** Without attention, and with nothing left to dismiss: should the same trouble come back, it is news. */
    public OrderRow calm() {
        return withoutAttention(Optional.empty());
    }

    private OrderRow withoutAttention(Optional<Reason> quiet) {
        Copy copy = new Copy(this);
        copy.attention = Optional.empty();
        copy.attentionSince = Optional.empty();
        copy.dismissed = quiet;
        // What called for a person does so no more; that it came into the store is still to be told.
        boolean arrives = status == Status.SYNCED && news == version + 1;
        copy.news = attention.isPresent() && !arrives ? 0 : news;
        copy.warned = false;
        return copy.row();
    }

    /** Whether TikTok cancels the order within {@link #NEAR}, and has not done so yet. */
    public boolean endsSoon(Instant now) {
        return mirror.flatMap(Mirror::autoCancelAt)
                .filter(end -> end.isAfter(now) && !end.isAfter(now.plus(NEAR)))
                .isPresent();
    }

    /** Needs a person as before, and it is told once more, with the time at which TikTok cancels it. */
    public OrderRow warn() {
        Copy copy = new Copy(this);
        copy.news = version + 1;
        copy.warned = true;
        return copy.row();
    }

    public boolean isDismissed(Reason trouble) {
        return dismissed.filter(trouble::equals).isPresent();
    }

    /** Whether the order is known to be in this trouble, whoever looks after it. */
    public boolean isInTrouble(Reason trouble) {
        return attention.or(() -> dismissed).filter(trouble::equals).isPresent();
    }

    public OrderRow withWarnings(Set<Warning> seen) {
        Copy copy = new Copy(this);
        copy.warnings = seen;
        return copy.row();
    }

    public OrderRow pressed(Instant at) {
        Copy copy = new Copy(this);
        copy.syncPressedAt = Optional.of(at);
        return copy.row();
    }

    public OrderRow waived(Waiver waiver) {
        if (waives(waiver.reason())) {
            return this;
        }
        Copy copy = new Copy(this);
        copy.waivers = new ArrayList<>(waivers);
        copy.waivers.add(waiver);
        return copy.row();
    }

    /** The row as one that came to its state earlier. */
    public OrderRow since(Instant earlier) {
        Copy copy = new Copy(this);
        copy.since = earlier;
        return copy.row();
    }

    /** Who wrote the row, where a write changes none of what {@link #become} changes. */
    public OrderRow writtenBy(MessageId writer, Instant now) {
        Copy copy = new Copy(this);
        copy.by = writer;
        copy.updatedAt = now;
        return copy.row();
    }

    /** The fields of a row on their way to the next one, so that each change names only what it changes. */
    private static final class Copy {
        private final OrderRow before;
        private long version;
        private MessageId by;
        private Instant updatedAt;
        private Optional<Mirror> mirror;
        private Status status;
        private Optional<Reason> reason;
        private Map<String, String> reasonArgs;
        private Optional<Integer> stage;
        private Optional<Instant> nextCheckAt;
        private Instant since;
        private int retries;
        private Optional<Reason> attention;
        private Optional<Instant> attentionSince;
        private Optional<Reason> dismissed;
        private long news;
        private boolean warned;
        private Effect effect;
        private Optional<Instant> syncPressedAt;
        private List<Waiver> waivers;
        private Set<Warning> warnings;

        Copy(OrderRow before) {
            this.before = before;
            this.version = before.version;
            this.by = before.by;
            this.updatedAt = before.updatedAt;
            this.mirror = before.mirror;
            this.status = before.status;
            this.reason = before.reason;
            this.reasonArgs = before.reasonArgs;
            this.stage = before.stage;
            this.nextCheckAt = before.nextCheckAt;
            this.since = before.since;
            this.retries = before.retries;
            this.attention = before.attention;
            this.attentionSince = before.attentionSince;
            this.dismissed = before.dismissed;
            this.news = before.news;
            this.warned = before.warned;
            this.effect = before.effect;
            this.syncPressedAt = before.syncPressedAt;
            this.waivers = before.waivers;
            this.warnings = before.warnings;
        }

        OrderRow row() {
            return new OrderRow(
                    before.shop,
                    before.order,
                    version,
                    by,
                    before.firstSeenAt,
                    updatedAt,
                    mirror,
                    status,
                    reason,
                    reasonArgs,
                    stage,
                    nextCheckAt,
                    since,
                    retries,
                    attention,
                    attentionSince,
                    dismissed,
                    news,
                    warned,
                    effect,
                    syncPressedAt,
                    waivers,
                    warnings);
        }
    }
}
