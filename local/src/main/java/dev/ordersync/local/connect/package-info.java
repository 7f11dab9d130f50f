/**
 * Connecting shops with their stores: brings the configuration into the table, asks TikTok and the store for what is missing,
 * makes what can be made, and says how to get the rest. The same at the start of the local runtime and against AWS.
 */
package dev.ordersync.local.connect;
