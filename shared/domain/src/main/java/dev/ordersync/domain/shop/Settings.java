package dev.ordersync.domain.shop;

import java.time.Duration;
import java.util.Optional;

/**
 * What a merchant decided for a shop.
 *
 * @param sampleWindow how long sample orders wait for each other, 30 minutes to 24 hours
 * @param releaseOnLink linking a SKU also frees the orders that were known before the link
 * @param skuMatch a seller SKU that equals exactly one store SKU counts as a match
 * @param cancelOnTikTok TikTok's name of the cancel reason, or empty: never cancel there
 * @param backfillDays how far before the connection orders are listed, 0 to 30 days
 */
public record Settings(
        boolean autoSync,
        OnHoldRule onHoldRule,
        SampleRule sampleRule,
        Duration sampleWindow,
        boolean releaseOnLink,
        boolean skuMatch,
        Inventory inventory,
        boolean cancelInStore,
        boolean restockOnCancel,
        boolean noteDelivery,
        Optional<String> cancelOnTikTok,
        boolean strictTracking,
        Optional<String> defaultCarrier,
        boolean fillRequiredOptions,
        int backfillDays) {

    /** What happens to an order in the buyer's free-cancellation hour. */
    public enum OnHoldRule {
        WAIT,
        SYNC_AT_ONCE
    }

    /** What happens to a free sample. */
    public enum SampleRule {
        SYNC,
        COMBINE,
        DO_NOT_SYNC
    }

    /** What the store does with its stock when the order is created (Shopify's three words). */
    public enum Inventory {
        BYPASS,
        DECREMENT_IGNORING_POLICY,
        DECREMENT_OBEYING_POLICY
    }

    public static Settings defaults() {
        return new Settings(
                true,
                OnHoldRule.WAIT,
                SampleRule.SYNC,
                Duration.ofHours(2),
                true,
                true,
                Inventory.DECREMENT_IGNORING_POLICY,
                true,
                true,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                true,
                7);
    }
}
