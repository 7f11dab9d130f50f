package dev.ordersync.domain.order;

/** Who ships: the seller with a carrier of their own, or TikTok with its label. */
public enum ShippingType {
    SELLER,
    TIKTOK
}
