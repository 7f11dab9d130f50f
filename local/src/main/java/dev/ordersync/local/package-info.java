/**
 * The whole system in one JVM, with a sandbox of TikTok Shop and the stores, on loopback addresses only.
 */
package dev.ordersync.local;
