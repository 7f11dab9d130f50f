/** EventBridge: what happened, for whoever wants to know. */
package dev.ordersync.aws.bus;
