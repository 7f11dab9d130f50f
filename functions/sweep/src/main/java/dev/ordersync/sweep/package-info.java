/**
 * The timer: what a lost message or a dead worker left behind is sent again.
 */
package dev.ordersync.sweep;
