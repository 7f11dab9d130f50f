/**
 * Tests over the whole: the direction of dependencies, the packages of the functions.
 */
package dev.ordersync.checks;
