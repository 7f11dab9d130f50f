/**
 * The stores behind the domain's {@code Store} port, one package per platform.
 */
package dev.ordersync.stores;
