/** What the system has used: calls, capacity units, billed requests, upstream calls. */
package dev.ordersync.local.ledger;
