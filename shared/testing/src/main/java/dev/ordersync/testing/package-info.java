/**
 * What tests share: fakes of the ports, builders, the crash wrapper and the contract tests. Never in a shipped artefact.
 */
package dev.ordersync.testing;
