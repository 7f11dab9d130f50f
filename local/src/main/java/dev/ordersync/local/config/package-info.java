/**
 * The configuration file: what it may say, and where it is wrong. Whatever is wrong is refused before anything starts, in
 * one line that names the field.
 */
package dev.ordersync.local.config;
