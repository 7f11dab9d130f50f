/**
 * SQS to the seven stages to the store: checks an order and creates its store order once.
 */
package dev.ordersync.check;
