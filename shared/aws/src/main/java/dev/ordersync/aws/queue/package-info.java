/** Messages as JSON, and the queues that carry them. A message carries references only. */
package dev.ordersync.aws.queue;
