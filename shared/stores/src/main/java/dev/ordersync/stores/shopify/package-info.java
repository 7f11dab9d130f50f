/**
 * Shopify, by its GraphQL Admin API 2026-07 and later (shopify.dev, Admin API). A call's answer becomes a {@link
 * dev.ordersync.stores.shopify.Reply} first, which says what is known about what the store did.
 */
package dev.ordersync.stores.shopify;
