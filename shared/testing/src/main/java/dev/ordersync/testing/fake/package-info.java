/** Upstreams in memory, and a wrapper that lets a worker die or pause at any call of a port. */
package dev.ordersync.testing.fake;
