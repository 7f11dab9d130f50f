/** Ids and money: the words that every other package speaks. */
package dev.ordersync.domain;
