package dev.ordersync.local.sandbox.tiktok;

/** The topics that the sandbox sends, with TikTok's number; the constant's name is its {@code event_type}. */
public enum WebhookTopic {
    ORDER_STATUS_CHANGE(1),
    RECIPIENT_ADDRESS_UPDATE(3),
    CANCELLATION_STATUS_CHANGE(11);

    final int type;

    WebhookTopic(int type) {
        this.type = type;
    }
}
