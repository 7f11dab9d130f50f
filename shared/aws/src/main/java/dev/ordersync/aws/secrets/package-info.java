/** Tokens and credentials, encrypted before they reach the table. */
package dev.ordersync.aws.secrets;
