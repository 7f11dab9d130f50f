/** The merchant API's contract, docs/openapi.yaml, for tests that see an answer. */
package dev.ordersync.testing.api;
