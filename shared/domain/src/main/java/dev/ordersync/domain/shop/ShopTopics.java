package dev.ordersync.domain.shop;

/**
 * What TikTok reports about a shop itself, by the numbers of its webhook topics (TikTok Shop Partner Center, "Webhooks").
 * Our messages carry them on.
 */
public final class ShopTopics {
    /** SELLER_DEAUTHORIZATION. */
    public static final int DEAUTHORISED = 6;
    /** UPCOMING_AUTHORIZATION_EXPIRATION: daily from 30 days before the authorisation ends. */
    public static final int EXPIRES_SOON = 7;

    private ShopTopics() {}
}
