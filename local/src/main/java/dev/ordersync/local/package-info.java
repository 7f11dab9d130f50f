/**
 * The whole system in one JVM: AWS's services as local servers, the same function handlers entered
 * with the same JSON events, two clocks, and a ledger of what it would have cost.
 */
package dev.ordersync.local;
