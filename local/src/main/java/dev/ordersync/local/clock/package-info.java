/**
 * Business time that can be moved forwards, and what becomes due on the way. Wire time (signatures,
 * token expiry) is the machine's own and never comes from here.
 */
package dev.ordersync.local.clock;
