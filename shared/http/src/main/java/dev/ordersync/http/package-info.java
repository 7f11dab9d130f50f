/**
 * The one client for everything upstream: TikTok and the stores. Its result says whether a request was sent at all, because the
 * protocol that creates a store order only once stands on that knowledge. See docs/adr/0002-one-upstream-client.md.
 */
package dev.ordersync.http;
