/**
 * A TikTok Shop on loopback: signed calls, orders that live by the business clock, signed webhooks with retries.
 *
 * <p>Facts: TikTok Shop Partner Center, API version 202309 (Sign your API request, Order API, Webhooks configuration
 * guide, Common errors). Where they are silent, the class says what it assumes.
 */
package dev.ordersync.local.sandbox.tiktok;
