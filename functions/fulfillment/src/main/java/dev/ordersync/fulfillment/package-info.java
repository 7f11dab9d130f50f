/**
 * SQS to TikTok: posts the tracking numbers of the store. Not built yet.
 */
package dev.ordersync.fulfillment;
