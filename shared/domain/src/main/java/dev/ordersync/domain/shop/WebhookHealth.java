package dev.ordersync.domain.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether TikTok's webhooks seem to arrive, told by orders that are new to a sweep: a webhook has brought such an order
 * before, or the sweep is the first to know of it.
 *
 * @param lookedUntil the latest change at TikTok that a sweep has seen; its time, not ours
 * @param silent how many new orders no webhook brought since one last did
 * @param silentSince when the first of them was found
 */
public record WebhookHealth(Optional<Instant> lookedUntil, int silent, Optional<Instant> silentSince) {
    /** One order may be unlucky, and what is behind in our own queue is not lost. */
    private static final int ORDERS = 3;

    private static final Duration LONG = Duration.ofMinutes(30);

    public static WebhookHealth unknown() {
        return new WebhookHealth(Optional.empty(), 0, Optional.empty());
    }

    /** Whether a change is later than all that was seen; before the first look none is. */
    public boolean isNew(Instant changed) {
        return lookedUntil.filter(changed::isAfter).isPresent();
    }

    /**
     * After a sweep.
     *
     * @param until the latest change that it saw
     * @param heard how many new orders a webhook had brought
     * @param missed how many new orders none had brought
     */
    public WebhookHealth swept(Instant until, int heard, int missed, Instant now) {
        Optional<Instant> latest =
                Optional.of(lookedUntil.filter(until::isBefore).orElse(until));
        if (heard > 0) {
            return new WebhookHealth(latest, 0, Optional.empty());
        }
        return new WebhookHealth(
                latest, silent + missed, missed > 0 ? silentSince.or(() -> Optional.of(now)) : silentSince);
    }

    /** Several new orders, over half an hour, and a webhook brought none of them. */
    public boolean seemLost(Instant now) {
        return silent >= ORDERS
                && silentSince.filter(since -> !now.isBefore(since.plus(LONG))).isPresent();
    }
}
