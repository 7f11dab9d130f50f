/**
 * The merchant API behind API Gateway: orders, sync, explain, settings and links.
 */
package dev.ordersync.merchant;
