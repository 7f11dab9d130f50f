/**
 * The AWS side of the domain's ports: table, queues, messages, schedules, secrets, the batch loop and the log line. SDK modules
 * are optional here: each function names those that it uses.
 */
package dev.ordersync.aws;
