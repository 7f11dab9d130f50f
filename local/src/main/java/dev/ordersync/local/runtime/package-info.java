/**
 * The whole system put together in one JVM: the local servers of AWS, the sandbox, the functions wired as in production,
 * and the configuration brought into the table.
 */
package dev.ordersync.local.runtime;
