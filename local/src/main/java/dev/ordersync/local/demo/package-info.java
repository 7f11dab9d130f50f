/**
 * The demo: a sandbox of shops, and a scenario that takes orders through every stage, in front of the reader, over the same
 * addresses that anybody can call.
 */
package dev.ordersync.local.demo;
