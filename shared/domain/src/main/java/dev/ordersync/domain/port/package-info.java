/** What the use cases need from the outside world, in domain types. */
package dev.ordersync.domain.port;
