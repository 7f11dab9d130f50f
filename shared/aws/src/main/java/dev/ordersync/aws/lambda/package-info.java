/** What every queue-driven function does around its use case: the batch loop, the log line, hashes for what identifies a person. */
package dev.ordersync.aws.lambda;
