/**
 * A Shopify store on loopback: the Admin GraphQL API, executed for real over a part of its schema, with stock, orders
 * and searches that behave as Shopify's do.
 *
 * <p>Facts: shopify.dev, Admin GraphQL API 2026-07 and 2026-10. Where they are silent, the class says what it assumes.
 */
package dev.ordersync.local.sandbox.shopify;
