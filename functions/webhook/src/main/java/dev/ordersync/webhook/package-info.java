/**
 * API Gateway to SQS: verifies the signature of a webhook and queues references, never bodies.
 */
package dev.ordersync.webhook;
