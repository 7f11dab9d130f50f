/** The merchant's store: its port, and how a TikTok order becomes a store order. */
package dev.ordersync.domain.store;
