package dev.ordersync.local.sandbox.tiktok;

/**
 * A shop that authorised the app.
 *
 * @param cipher the {@code shop_cipher} of its calls
 * @param region TikTok's code: US, GB
 */
public record TikTokShop(String id, String cipher, String code, String name, String region) {}
