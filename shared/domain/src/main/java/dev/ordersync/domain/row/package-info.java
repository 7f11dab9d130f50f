/** The row that is kept for an order, the states it may be in, and its trail. */
package dev.ordersync.domain.row;
