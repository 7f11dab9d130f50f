/** What every implementation of a port must do; run unchanged against the fake and against the real thing. */
package dev.ordersync.testing.contract;
