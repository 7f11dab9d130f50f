package dev.ordersync.domain.shop;

/** What keeps the orders of a whole shop from the store, or may do so: said once for the shop, not for each order. */
public enum ShopTrouble {
    AUTO_SYNC_DISABLED(
            "Orders wait because automatic sync is switched off for this shop.",
            "Switch automatic sync on in the shop's settings."),
    PLAN_INACTIVE("Orders wait because your plan is not active.", "Renew the plan."),
    TIKTOK_AUTH_EXPIRED(
            "TikTok no longer accepts our access to the shop.",
            "Authorise the app again in TikTok Seller Center; orders that wait then go on by themselves."),
    TIKTOK_AUTH_EXPIRES_SOON(
            "TikTok says that our access to the shop ends soon.", "Authorise the app again in TikTok Seller Center."),
    STORE_AUTH_EXPIRED(
            "The store no longer accepts our access.",
            "Connect the store again; orders that wait then go on by themselves."),
    WEBHOOKS_LOST(
            "TikTok's webhooks do not arrive: new orders are found by looking, minutes later.",
            "No order is lost. Connect the shop again, or look at the webhook address in TikTok Shop Partner Center.");

    private final String message;
    private final String resolution;

    ShopTrouble(String message, String resolution) {
        this.message = message;
        this.resolution = resolution;
    }

    /** What happened, in the merchant's words. */
    public String message() {
        return message;
    }

    /** What the merchant can do. */
    public String resolution() {
        return resolution;
    }
}
