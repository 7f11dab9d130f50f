package dev.ordersync.domain.order;

/** Whose warehouse the goods lie in. TIKTOK covers FULFILLMENT_BY_TIKTOK and its Tokopedia variant. */
public enum FulfillmentType {
    SELLER,
    TIKTOK
}
