/** The use cases: check an order, create it in the store once, settle unknown outcomes, press Sync, explain. */
package dev.ordersync.domain.sync;
