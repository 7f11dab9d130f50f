/**
 * The heart: orders, the seven stages, verdicts, reasons, money, ports and use cases. Depends on the JDK alone: no JSON, no
 * AWS, no HTTP.
 */
package dev.ordersync.domain;
