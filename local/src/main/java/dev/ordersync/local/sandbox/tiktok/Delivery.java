package dev.ordersync.local.sandbox.tiktok;

import java.time.Instant;

/**
 * One attempt to deliver a webhook.
 *
 * @param attempt 1 to 5
 * @param status of the answer; 0 when there was none within 3 seconds
 * @param at business time
 */
public record Delivery(WebhookTopic topic, String orderId, int attempt, int status, Instant at) {}
