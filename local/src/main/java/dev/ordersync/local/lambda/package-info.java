/**
 * What Lambda does around a handler: the invocation with its context and time-out, and the
 * event-source mapping that feeds queues to functions.
 */
package dev.ordersync.local.lambda;
