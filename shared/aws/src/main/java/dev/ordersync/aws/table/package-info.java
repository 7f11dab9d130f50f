/**
 * The one DynamoDB table: its keys and two sparse indexes, the codecs of its items, and the ports that it serves. No
 * attribute map leaves this package.
 */
package dev.ordersync.aws.table;
