/**
 * TikTok Shop: signing, webhook verification, orders and tokens.
 */
package dev.ordersync.tiktok;
